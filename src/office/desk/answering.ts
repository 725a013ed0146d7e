import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { DeskEffect, Handoff } from '../../core/desk.ts'
import { type Identity, nowhere } from '../../core/roster.ts'
import { dayOf } from '../../time/shown.ts'
import { type Done, shown } from '../outcome.ts'
import { cannot, type DeskGround, type DeskOutcome } from './ground.ts'
import { onRequest } from './reports.ts'

/** The most characters of an answer that somebody writes themselves. */
const longestAnswer = 1000

/** The most characters of a request with all that was added to it. */
const longestText = 4000

/** What was said to whoever acted, and what leaves for whoever asked; null where nothing does. */
export interface AnswerSaid {
  says: string
  letter: string | null
  /** The answer whole, as it is kept; empty where there is none. */
  text: string
}

/** What staff answer with: their own words, or an entry of the knowledge as it is for whoever asked. */
export interface Answering {
  number: string
  text: string
  entry?: string
  /** Only says what would leave. */
  isPreview?: boolean
}

/** Answers a request through the bot. It leaves where whoever asked may be contacted, or asked how it stands; else it is kept for when they ask. */
export async function answerRequest(
  ground: DeskGround,
  actor: Identity,
  { number, text, entry = '', isPreview = false }: Answering,
): Promise<DeskOutcome<AnswerSaid>> {
  const { read, rules, now } = ground
  const { handoff: words } = rules.words
  return onRequest(ground, actor, number, async found => {
    if (found.isDone) return cannot(fill(words.finishedBefore, { number }))
    const whose = found.asker === null ? nowhere : await read.roster.belonging(found.asker)
    const known = entry === '' ? '' : rules.entryText(entry, whose, now)
    if (known === null) return cannot(words.noEntry)
    const wrong = known === '' || text !== '' ? checked(ground, number, text) : null
    if (wrong) return wrong
    const whole = [text, known].filter(part => part !== '').join('\n\n')
    const { says, letter, effects } = answerOf(ground, actor, { found, text: whole, isDone: false })
    if (isPreview) return shown({ says, letter, text: whole })
    return {
      done: { says, letter, text: whole },
      effects: [...effects, ...(found.taker || actor.number === null ? [] : [taken(number, actor.number)])],
      audit: { act: 'answer-handoff', detail: entry === '' ? number : `${number} ${entry}` },
    }
  })
}

const taken = (number: string, taker: string): DeskEffect => ({ do: 'take-handoff', number, taker, passedBy: null })

/** Why words cannot be an answer, or null. */
export function checked({ rules }: DeskGround, number: string, text: string) {
  const { replyEmpty, replyLong } = rules.words.handoff
  if (text === '') return cannot(fill(replyEmpty, { number }))
  return text.length > longestAnswer ? cannot(fill(replyLong, { limit: longestAnswer })) : null
}

/** An answer as it is kept and, where it may, leaves. */
export function answerOf(
  { rules: { words } }: DeskGround,
  actor: Identity,
  { found, text, isDone }: { found: Handoff; text: string; isDone: boolean },
): AnswerSaid & { effects: DeskEffect[] } {
  const { handoff } = words
  const { number, name, mayContact, askedAt, answer: before, isReached } = found
  const letters = found.report ? handoff.report : handoff
  // Whoever reported something hears of its end, whether they may be asked back or not.
  const mayHear = mayContact || (found.report !== null && isDone) || (askedAt !== null && askedAt > (before?.at ?? 0))
  const isSent = mayHear && isReached
  const letter = isSent ? fill(isDone ? letters.answerDone : letters.answer, { text, number, name: actor.name }) : null
  const says = isSent ? handoff.replied : mayHear ? handoff.repliedUnreached : handoff.repliedKept
  return {
    says: fill(says, { number, name }),
    letter,
    text,
    effects: [{ do: 'answer-handoff', number, text, saying: letter === null ? null : saying(letter) }],
  }
}

/** Somebody adds to a request of their own that is open; whoever sees to it is told. */
export async function addToOwn(
  { read, rules: { words }, draw }: DeskGround,
  { owner, number, text }: { owner: string; number: string; text: string },
): Promise<Done<{ says: string }>> {
  const { handoff } = words
  const found = (await read.desk.handoffsOf(owner)).find(h => h.number === number && !h.isDone)
  if (!found) return shown({ says: fill(handoff.mine.unknown, { number }) })
  if (text === '') return shown({ says: fill(handoff.addEmpty, { number }) })
  if (found.text.length + text.length > longestText)
    return shown({ says: fill(handoff.addLong, { limit: longestAnswer }) })
  const { taker, name } = found
  const letter = saying(fill(handoff.addedTell, { number, name, text }))
  return {
    done: { says: fill(handoff.added, { number }) },
    effects: [
      { do: 'add-to-handoff', number, text },
      ...(taker
        ? [
            {
              do: 'write-to' as const,
              key: `handoff-added:${number}:${draw()}`,
              numbers: [taker.number],
              saying: letter,
            },
          ]
        : []),
    ],
    audit: null,
  }
}

/** How somebody's own requests stand, or one of them: for themselves alone. Whoever asks may be answered from then on. */
export async function ownProgress(
  { read, rules: { words, zone } }: DeskGround,
  { owner, number }: { owner: string; number: string | null },
): Promise<Done<{ says: string }>> {
  const { mine } = words.handoff
  const all = await read.desk.handoffsOf(owner)
  // Without a number what is open, or else the last.
  const open = all.filter(h => !h.isDone)
  const asked = number !== null ? all.filter(h => h.number === number) : open.length > 0 ? open : all.slice(0, 1)
  if (asked.length === 0) return shown({ says: number === null ? mine.none : fill(mine.unknown, { number }) })
  const says = asked.map(handoff => standing(handoff, mine, zone)).join('\n\n')
  const effects = asked.map(h => ({ do: 'ask-progress' as const, number: h.number }))
  return { done: { says }, effects, audit: null }
}

function standing(
  { number, topic, at, taker, answer: answered, isDone }: Handoff,
  words: DeskGround['rules']['words']['handoff']['mine'],
  zone: string,
): string {
  return [
    fill(words.head, { number, topic, date: dayOf(new Date(at), zone) }),
    ...(isDone ? [words.done] : taker ? [fill(words.taken, { name: taker.name })] : [words.waiting]),
    ...(answered ? [fill(words.answered, { text: answered.text })] : isDone ? [] : [words.later]),
  ].join('\n')
}
