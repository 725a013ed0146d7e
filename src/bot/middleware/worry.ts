import type { Care } from '../../core/case.ts'
import { type Soon, soon } from '../../core/soon.ts'
import type { Effect } from '../../core/turn.ts'
import type { Chat } from '../../core/update.ts'
import type { Candidate } from '../../knowledge/match.ts'
import type { Danger } from '../../safety/alarm.ts'
import { answersIt, aptIn, isPlainQuestion } from '../case/apt.ts'
import { careOf, toPerson } from '../case/care.ts'
import { ask, isActedOn, questionFor, worryLately, worryOf } from '../case/worry.ts'
import type { Context, Middleware, Step } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { insideChat, sentTo } from '../flow/private.ts'
import { answer } from './answer.ts'

/**
 * Somebody who speaks to the bot may be in danger or is not well, and it is not sure: a question and an offer in private instead of an article.
 * Nothing is noted, nobody is told; `reassured` hears the answer. After it only entries about safety and the mind may follow.
 */
export const worry: Middleware = context => {
  const { crisis, addressed } = context
  // In a conversation it is the watcher's, which leaves the conversation alone.
  if (!crisis || isActedOn(context, crisis) || !addressed || activeFrame(context)) return null
  if (crisis.certainty === 'weak' && isPlainQuestion(context)) return null
  return soon(careOf(context), care => asked(context, crisis, care))
}

function asked(context: Context, found: Danger, care: Care): Soon<Step> {
  const { turn, isGroup, caseWords } = context
  const { crisis } = caseWords
  const apt = aptIn(context)
  const verdict = {
    outcome: 'alarm' as const,
    entry: answersIt(context, apt) ? apt[0]!.entry : null,
    score: found.score,
    candidates: apt,
  }
  const { home } = care
  if (!home) return { effects: [toPerson(crisis.groupAlone, turn.update.chat)], verdict }
  const pointer = isGroup ? [toPerson(crisis.group, turn.update.chat)] : []
  const hasAsked = care.earlier !== null || worryLately(context) !== null
  const question = ask(context, hasAsked ? crisis.still : questionFor(context, found), home)
  return soon(alsoKnown(context, apt, home), known => ({
    effects: [...pointer, question, ...known],
    verdict,
    session: { pending: null },
    ...(hasAsked ? {} : { memory: { worry: worryOf(context, found) } }),
  }))
}

/** What the knowledge says to it, when that is about the person's safety or mind. */
function alsoKnown(context: Context, apt: readonly Candidate[], home: Chat): Soon<Effect[]> {
  if (apt.length === 0) return []
  return soon(answer(insideChat(context, home)), step => sentTo(home, step?.effects ?? []))
}
