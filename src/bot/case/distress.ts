import { fill } from '../../content/words.ts'
import type { Care } from '../../core/case.ts'
import { soon } from '../../core/soon.ts'
import type { Context, Watched, Watcher } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { careOf, counselorLine, openCase, toPerson } from './care.ts'

/**
 * Someone is not well but in no danger, and the message was not for the bot or answers a step of a conversation: a kind word in private
 * where there is a private chat, nothing in the group, and a note in the counselor's list.
 */
export const distressBeside: Watcher = context => {
  const { crisis, addressed } = context
  if (crisis?.grade !== 'distress' || (addressed && activeFrame(context) === null)) return null
  return soon(careOf(context), care => (care.earlier ? null : besides(context, care)))
}

function besides(context: Context, care: Care): Watched {
  // After the step's own words, so not more urgent than they are.
  const gentle = care.home ? [toPerson(gentleText(context, care), care.home, 'reply')] : []
  return { effects: [...gentle, ...openCase(context, context.crisis!, care)] }
}

/** The kind word, with whom to turn to and how to let the counselor know. */
export function gentleText(context: Context, care: Care): string {
  const { caseWords, flows } = context
  const { distress, distressNoted } = caseWords.crisis
  const start = flows.current.get('counselor')?.starts[0] ?? context.knowledge.phrases.flow.person[0]!
  return `${fill(distress, { counselor: counselorLine(context, care), start })}\n${distressNoted}`
}
