import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { isLately } from '../../../core/clock.ts'
import type { Choice } from '../../../core/delivery.ts'
import { saying } from '../../../core/delivery.ts'
import type { Effect } from '../../../core/turn.ts'
import { choicesOf, optionLines } from '../../../office/broadcasts/letter.ts'
import { hasLeft } from '../../../office/broadcasts/states.ts'
import { type Context, type Step, silence } from '../../context.ts'
import { quietly, tell } from '../told.ts'

const dayMs = 86_400_000

/**
 * 收到 A07, or 收到 alone where exactly one broadcast is open. In a group nothing is answered: the line with the progress says it for
 * all. Null when it was not meant for a broadcast.
 */
export async function confirm(context: Context, numbers: readonly string[]): Promise<Step | null> {
  const { turn, isGroup, broadcastWords: words } = context
  const person = turn.who.number
  if (numbers.length === 0) return person === null ? null : confirmOpen(context, person)
  if (person === null) return isGroup ? silence : tell(words.whoAreYou)
  const results = await Promise.all(numbers.map(number => confirmOne(context, number, person)))
  return joined(context, results)
}

/** An answer to a broadcast's question: the right one confirms. Null for a broadcast without one. */
export async function answer(context: Context, number: string, option: number): Promise<Step | null> {
  const { turn, isGroup, broadcastWords: words } = context
  const broadcast = await turn.read.broadcasts.broadcast(number)
  if (!broadcast?.question || !hasLeft(broadcast)) return null
  const person = turn.who.number
  if (person === null) return isGroup ? silence : tell(words.whoAreYou)
  const state = await standing(context, broadcast, person)
  if ('says' in state) return joined(context, [state])
  const { question } = broadcast
  if (option - 1 !== question.right) {
    const again = fill(words.checkWrong, { explain: question.explain, question: questionText(broadcast, context) })
    return joined(context, [{ says: again, choices: choicesOf(broadcast, words), isAsked: true }])
  }
  const { effect, says } = counted(context, broadcast, person)
  return joined(context, [{ effect, says: `${words.checkRight}${says}` }])
}

/** What one number comes to. */
interface Result {
  effect?: Effect
  says: string
  choices?: Choice[]
  /** Whether it is a question that has to reach the person, also from a group. */
  isAsked?: boolean
}

async function confirmOpen(context: Context, person: string): Promise<Step | null> {
  const { turn, isGroup, broadcastWords: words } = context
  const since = turn.now.getTime() - words.openDays * dayMs
  const { broadcasts } = turn.read
  const open = isGroup
    ? await broadcasts.openInChat(turn.update.chat.id, since)
    : await broadcasts.openFor(person, since)
  if (open.length === 0) return null
  if (open.length === 1) return joined(context, [await confirmOne(context, open[0]!, person)])
  // In a group nobody knows which one is meant, and asking everybody would flood it.
  if (isGroup) return silence
  return tell(words.whichOne, {
    choices: open.map(number => ({ value: `${words.confirmWords[0]} ${number}`, label: number })),
  })
}

async function confirmOne(context: Context, number: string, person: string): Promise<Result> {
  const words = context.broadcastWords
  const broadcast = await context.turn.read.broadcasts.broadcast(number)
  if (!broadcast || !hasLeft(broadcast)) return { says: fill(words.verify.unknown, { number }) }
  const state = await standing(context, broadcast, person)
  if ('says' in state) return state
  if (broadcast.question === null) return counted(context, broadcast, person)
  const question = fill(words.checkAsk, { number, question: questionText(broadcast, context) })
  return { says: question, choices: choicesOf(broadcast, words), isAsked: true }
}

/** Whether someone has still to confirm, or what is said instead. */
async function standing(
  { turn, broadcastWords: words }: Context,
  { number, state }: Broadcast,
  person: string,
): Promise<Result | { isOpen: true }> {
  if (state === 'recalled') return { says: fill(words.wasRecalled, { number }) }
  const recipient = await turn.read.broadcasts.recipient(number, person)
  if (!recipient) return { says: fill(words.notForYou, { number }) }
  const isDone = recipient.state === 'confirmed' || recipient.state === 'late'
  return isDone ? { says: fill(words.confirmedBefore, { number }) } : { isOpen: true }
}

function counted(
  { turn, isGroup, broadcastWords: words }: Context,
  broadcast: Broadcast,
  person: string,
): Required<Pick<Result, 'effect' | 'says'>> {
  const { number, closesAt } = broadcast
  const isLate = closesAt !== null && closesAt < turn.now.getTime()
  const effect: Effect = {
    do: 'confirm-broadcast',
    number,
    person,
    by: isGroup ? 'group' : 'private',
    progressEvery: words.progressEveryMinutes * 60_000,
  }
  return { effect, says: fill(isLate ? words.confirmedLate : words.confirmed, { number }) }
}

const questionText = ({ question }: Broadcast, { broadcastWords: words }: Context) =>
  [question!.question, ...optionLines(question!.options, words)].join('\n')

/** In private all is said; from a group only what is asked, in the private chat where there is one. */
function joined({ turn, isGroup, limits }: Context, results: readonly Result[]): Step {
  const effects = results.flatMap(r => r.effect ?? [])
  const home = turn.update.person.privateChat
  const said = isGroup ? (home ? results.filter(r => r.isAsked) : []) : results
  // Whoever floods the bot is counted, not answered.
  const lately = turn.session.spoken.filter(at => isLately(at, turn.now.getTime(), 60_000))
  if (said.length === 0 || lately.length >= limits.perPersonPerMinute) return quietly(effects)
  const text = said.map(r => r.says).join('\n')
  const choices = said.flatMap(r => r.choices ?? [])
  const chat = isGroup && home ? { chat: home } : {}
  return {
    ...quietly([...effects, { do: 'say', toPerson: true, saying: saying(text, choices), ...chat }]),
  }
}
