import { andThen } from '../../core/awaitable.ts'
import type { Care } from '../../core/case.ts'
import type { Danger } from '../../safety/alarm.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { careOf, toPerson } from '../safety/care.ts'
import { answersIt, aptIn, isOffered, isPlainQuestion, withMore } from '../safety/entries.ts'
import { isActedOn, putQuestion, questionFor, worryLately, worryOf } from '../safety/worry.ts'
import { isPlainReport, withReportBeside } from './informing.ts'

/**
 * Somebody who speaks to the bot may be in danger or is not well, and it is not sure: a question and an offer in private instead of an article.
 * Nothing is noted, nobody is told; `reassured` hears the answer. Entries about safety and the mind are offered as buttons, never said as a page.
 */
export const worry: Middleware = context => {
  const { crisis, addressed } = context
  // In a conversation it is the watcher's, which leaves the conversation alone.
  if (!crisis || isActedOn(context, crisis) || !addressed || activeFrame(context)) return null
  if (isPlainReport(context, crisis)) return null
  if (isOffered(context) || (crisis.certainty === 'weak' && isPlainQuestion(context))) return null
  return andThen(careOf(context), care => asked(context, crisis, care))
}

function asked(context: Context, found: Danger, care: Care): Decided {
  const { turn, isGroup, caseWords } = context
  const { crisis } = caseWords
  const apt = aptIn(context)
  const entry = answersIt(context, apt) ? apt[0]!.entry : null
  const verdict = { outcome: 'alarm' as const, entry, score: found.score, candidates: apt }
  const { home } = care
  if (!home) return { effects: [toPerson(crisis.groupAlone, turn.update.chat)], verdict }
  const pointer = isGroup ? [toPerson(crisis.group, turn.update.chat)] : []
  const hasAsked = care.earlier !== null || worryLately(context) !== null
  const question = putQuestion(context, hasAsked ? crisis.still : questionFor(context, found), home)
  const said = { effects: [...pointer, withMore(context, question, apt)], verdict, session: { pending: null } }
  return {
    ...withReportBeside(context, said),
    ...(hasAsked ? {} : { memory: { worry: worryOf(context, found) } }),
  }
}
