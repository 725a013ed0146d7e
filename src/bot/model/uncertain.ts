import { mostCandidates, type PickQuestion } from '../../core/picking.ts'
import { withinLength } from '../../core/text/length.ts'
import type { Candidate } from '../../knowledge/understanding/question.ts'
import { thresholds, type Understanding } from '../../knowledge/understanding/understand.ts'
import { may } from '../../office/rights.ts'
import { dangerIn, isTrouble } from '../../safety/danger.ts'
import { masked } from '../../safety/mask.ts'
import { detectScam } from '../../safety/scam.ts'
import type { Context } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { nearWord } from '../near.ts'
import { tellsLoss } from '../safety/loss.ts'
import { hasMoved, shownIn, withoutAsk } from '../safety/shown.ts'
import { worryLately } from '../safety/worry.ts'
import { earlierIn } from '../talk.ts'

/** A plain question of which the knowledge is in doubt: what may have been meant, and what a model may be asked about it. */
export interface Uncertainty {
  candidates: readonly Candidate[]
  asked: PickQuestion
}

const longestQuestion = 200
const shortestQuestion = 3
/** What nothing was understood of must be at least so like an entry's wordings. */
const leastLikeness = 0.22
const asksShown = 2

/**
 * The doubt about a message, or null where a model is not to be asked: it is clear, is no plain question in a private chat, or touches what is nobody
 * else's business. What stands before `answer` in the stack has not decided; all that follows is said again here, so that nothing hangs on its order.
 */
export function uncertaintyIn(context: Context, understanding: Understanding): Uncertainty | null {
  if (!isInDoubt(context, understanding) || !isPlain(context) || !isAnybodys(context, context.text)) return null
  if (touchesPrivate(context, understanding.candidates)) return null
  const question = withoutPeople(context, context.text)
  if (question === null) return null
  const candidates = candidatesFor(context, understanding)
  if (candidates.length < 2 && understanding.outcome === 'answer') return null
  const { knowledge } = context
  const shown = candidates.map(({ entry }) => {
    const { id, title, asks } = knowledge.entries.get(entry)!
    return { id, title, asks: asks.slice(0, asksShown) }
  })
  const before = earlierIn(context).texts.flatMap(text =>
    isAnybodys(context, text) ? (withoutPeople(context, text) ?? []) : [],
  )
  return candidates.length === 0 ? null : { candidates, asked: { question, before, candidates: shown } }
}

function isInDoubt(context: Context, { outcome, candidates, asks, concepts }: Understanding): boolean {
  if (!asks && concepts === 0) return false
  if (outcome === 'answer') return candidates[0]!.score < thresholds.certain
  // What is nearly a word that begins something gets that word suggested.
  return nearWord(context, context.text) === null
}

/** A question of a student alone with the bot, typed by themselves, and no part of anything that is under way. */
function isPlain(context: Context): boolean {
  const { turn, isGroup, addressed, text, language } = context
  const { message, timer } = turn.update
  const { writing, reminding, rosterQuestion } = turn.session
  // Of English the model of danger knows nothing, so that nobody could say that it is harmless.
  if (language !== 'zh') return false
  if (isGroup || !addressed || timer || may(turn.who, 'use-staff-flows')) return false
  if (/^[/／]/.test(text) || text.length < shortestQuestion || text.length > longestQuestion || message.isForwarded)
    return false
  if (shownIn(message) || withoutAsk(context) !== null || activeFrame(context)) return false
  return !writing && !reminding && !rosterQuestion && !turn.memory.question && turn.memory.checkAskedAt === null
}

/** Whether a text is anybody's: nothing of danger at any level, of trouble, of fraud, of lost money, and no subject that is private. */
function isAnybodys(context: Context, text: string): boolean {
  const { safety, caseWords, reminderWords, turn } = context
  const { earlier = [] } = turn.update.message
  if (context.crisis || worryLately(context) || dangerIn(safety, withinLength(text), { earlier })) return false
  if (isTrouble(safety, text) || detectScam(safety, text) || tellsLoss(safety, text) || hasMoved(context, text))
    return false
  const words = [...caseWords.crisis.personal, ...reminderWords.privateSubjects]
  return !words.some(word => text.includes(word))
}

/** Entries about danger, the mind and fraud have ways of their own, and those that are never said unprompted are private: such questions stay here. */
function touchesPrivate(context: Context, candidates: readonly Candidate[]): boolean {
  return candidates.slice(0, 3).some(c => isPrivate(context, c.entry))
}

function isPrivate({ knowledge, caseWords }: Context, id: string): boolean {
  const isDanger = caseWords.crisis.after.some(prefix => id.startsWith(`${prefix}-`))
  return isDanger || knowledge.entries.get(id)?.unprompted !== true
}

/** What was understood, and what else the words are like, best first; nothing private. */
function candidatesFor(context: Context, { outcome, candidates }: Understanding): Candidate[] {
  const { reader, index, serving, entries } = context.knowledge
  const last = earlierIn(context).texts.at(-1)
  const looks = [context.text, ...(last === undefined ? [] : [`${last} ${context.text}`])]
  const alike = looks.map(look => index.search(reader.read(look), mostCandidates, serving))
  if (outcome === 'unknown' && candidates.length === 0 && (alike[0]![0]?.score ?? 0) < leastLikeness) return []
  // What is only alike is no candidate of the bot's own: nothing is offered on the strength of it.
  const rest = alike.flat().map(({ entry }) => ({ entry, score: 0 }))
  const all = [...candidates, ...rest].filter(c => entries.has(c.entry) && !isPrivate(context, c.entry))
  return all.filter((c, n) => all.findIndex(other => other.entry === c.entry) === n).slice(0, mostCandidates)
}

/** Figures of any writing: many of them may be somebody's number. */
const numbers = /[0-9０-９零〇一二三四五六七八九十幺两壹贰叁肆伍陆柒捌玖①-⑨]/g
const mostFigures = 6
/** An address, a handle, or a run of letters and figures that may be a code. */
const addresses = /https?:|www\.|[@＠]|[a-z0-9]+\.(?:com|cn|net|org|edu)|微信号|[a-z][-_]?\d{3,}|[a-z\d_-]{8,}/i

/**
 * A text as it may leave: without longer numbers, and without the names of the writer and their counselor. Null where it may still hold a number that is
 * somebody's (in Chinese figures, with signs between) or an address.
 */
function withoutPeople({ turn }: Context, text: string): string | null {
  const names = [turn.who.name, turn.whose.counselorName, turn.update.person.name].filter(name => name.length > 1)
  const bare = names.reduce((rest, name) => rest.replaceAll(name, '×××'), masked(text.normalize('NFKC')))
  if (addresses.test(bare) || (bare.match(numbers)?.length ?? 0) > mostFigures) return null
  return bare
}
