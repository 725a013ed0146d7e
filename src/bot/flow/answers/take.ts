import type { Given } from '../../../flows/answer.ts'
import type { Asking } from '../../../flows/schema.ts'
import { type Read, readReply } from '../../../flows/sentence.ts'
import { contactFault } from '../../../office/jobs/check.ts'
import type { Context } from '../../context.ts'

/** Reads what was given as an answer to a step, and holds it against what the step checks besides. */
export function take(context: Context, step: Asking, given: Given): Read {
  const read = readReply(step, given)
  if (!('answer' in read) || step.type !== 'text' || step.check === undefined) return read
  const fault = contactFault(String(read.answer), { words: context.jobWords })
  return fault === null ? read : { reject: 'private-data' }
}
