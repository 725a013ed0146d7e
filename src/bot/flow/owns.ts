import { takeAnswer } from '../../flows/answer.ts'
import type { Context } from '../context.ts'
import { givenOf } from './answers/given.ts'
import { activeFrame, where } from './conversation.ts'

/** Longer messages are a text that was asked for, and no command: where one writes freely any more than a word is. */
const longestCommand = { text: 12, free: 4 }

/**
 * Whether the conversation that speaks here takes a message as its answer, word for word (好的 to a question of yes or no). A question for a text takes
 * anything, which says nothing: it does not count.
 */
export function takesItself(context: Context): boolean {
  const frame = activeFrame(context)
  const pending = frame && where(context, frame)?.pending
  return !!pending && pending.type !== 'text' && 'answer' in takeAnswer(pending, givenOf(context, context.text))
}

/**
 * Whether the conversation that speaks here keeps a message from the commands of staff: always one for students; one for staff where the message answers it, or is
 * the text that it asked for. Else the command is done, and the conversation waits.
 */
export function keepsFromStaff(context: Context): boolean {
  const frame = activeFrame(context)
  const place = frame && where(context, frame)
  if (!frame) return false
  if (place?.flow.for !== 'staff') return true
  const { pending } = place
  const isWriting = pending.type === 'text' && context.text.length > longestCommand[pending.free ? 'free' : 'text']
  return isWriting || takesItself(context)
}
