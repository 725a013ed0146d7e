import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { isLately } from '../../../core/clock.ts'
import { type Choice, saying } from '../../../core/delivery.ts'
import type { Effect } from '../../../core/turn.ts'
import { type Confirmation, confirm } from '../../../office/broadcasts/confirm.ts'
import { choicesOf, optionLines } from '../../../office/broadcasts/letter.ts'
import { dayMs } from '../../../time/days.ts'
import { type Context, type Decided, silence } from '../../context.ts'
import { quietly, tell } from '../told.ts'
import { groundOf } from './say.ts'

/**
 * 收到 A07, or 收到 alone where exactly one broadcast is open. In a group nothing is answered: the line with the progress says it for
 * all. Null when it was not meant for a broadcast.
 */
export async function received(context: Context, numbers: readonly string[]): Promise<Decided | null> {
  const { turn, isGroup, broadcastWords: words } = context
  const person = turn.who.number
  if (numbers.length === 0) return person === null ? null : receivedOpen(context, person)
  if (person === null) return isGroup ? silence : tell(words.whoAreYou)
  return joined(context, await Promise.all(numbers.map(number => one(context, { number, person }))))
}

/** An answer to a broadcast's question: the right one confirms. Null for a broadcast without one. */
export async function answeredQuestion(context: Context, number: string, option: number): Promise<Decided | null> {
  const { turn, isGroup, broadcastWords: words } = context
  const broadcast = await turn.read.broadcasts.broadcast(number)
  if (!broadcast?.question) return null
  const person = turn.who.number
  if (person === null) return isGroup ? silence : tell(words.whoAreYou)
  const result = await one(context, { number, person, option })
  return result.is === 'unknown' ? null : joined(context, [result])
}

/** What one number comes to, in words. */
interface Result {
  is: Confirmation['is']
  says: string
  effects: readonly Effect[]
  choices: Choice[]
}

async function receivedOpen(context: Context, person: string): Promise<Decided | null> {
  const { turn, isGroup, broadcastWords: words } = context
  const since = turn.now.getTime() - words.openDays * dayMs
  const { broadcasts } = turn.read
  const open = isGroup
    ? await broadcasts.openInChat(turn.update.chat.id, since)
    : await broadcasts.openFor(person, since)
  if (open.length === 0) return null
  if (open.length === 1) return joined(context, [await one(context, { number: open[0]!, person })])
  // In a group nobody knows which one is meant, and asking everybody would flood it.
  if (isGroup) return silence
  return tell(words.whichOne, {
    choices: open.map(number => ({ value: `${words.confirmWords[0]} ${number}`, label: number })),
  })
}

async function one(context: Context, given: { number: string; person: string; option?: number }): Promise<Result> {
  const by = context.isGroup ? 'group' : 'private'
  const found = await confirm(groundOf(context), { ...given, by })
  const isAsked = found.is === 'asked' || found.is === 'wrong'
  return {
    is: found.is,
    says: saysOf(context, found, given),
    effects: found.is === 'now' ? found.effects : [],
    choices: isAsked ? choicesOf(found.broadcast, context.broadcastWords) : [],
  }
}

function saysOf(
  { broadcastWords: words }: Context,
  found: Confirmation,
  { number, option }: { number: string; option?: number },
): string {
  switch (found.is) {
    case 'now': {
      const says = fill(found.isLate ? words.confirmedLate : words.confirmed, { number })
      return option === undefined ? says : `${words.checkRight}${says}`
    }
    case 'before':
      return fill(words.confirmedBefore, { number })
    case 'recalled':
      return fill(words.wasRecalled, { number })
    case 'not-theirs':
      return fill(words.notForYou, { number })
    case 'unknown':
      return fill(words.verify.unknown, { said: number })
    case 'asked':
      return fill(words.checkAsk, { number, question: questionText(found.broadcast, words) })
    case 'wrong': {
      const question = questionText(found.broadcast, words)
      return fill(words.checkWrong, { explain: found.broadcast.question!.explain, question })
    }
  }
}

const questionText = ({ question }: Broadcast, words: Context['broadcastWords']) =>
  [question!.question, ...optionLines(question!.options, words)].join('\n')

/** In private all is said; from a group only what is asked, in the private chat where there is one. */
function joined({ turn, isGroup, limits }: Context, results: readonly Result[]): Decided {
  const effects = results.flatMap(r => r.effects)
  const home = turn.update.person.privateChat
  const said = isGroup ? (home ? results.filter(r => r.choices.length > 0) : []) : results
  // Whoever floods the bot is counted, not answered.
  const lately = turn.session.spoken.filter(at => isLately(at, turn.now.getTime(), 60_000))
  if (said.length === 0 || lately.length >= limits.perPersonPerMinute) return quietly(effects)
  const text = said.map(r => r.says).join('\n')
  const choices = said.flatMap(r => r.choices)
  const chat = isGroup && home ? { chat: home } : {}
  return quietly([...effects, { do: 'say', toPerson: true, saying: saying(text, choices), ...chat }])
}
