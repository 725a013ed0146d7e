import { type Given, type Taken, takeAnswer } from '../../flows/answer.ts'
import type { Asking } from '../../flows/schema.ts'
import { contactFault } from '../../office/jobs/check.ts'
import type { Context } from '../context.ts'

/** Reads what was given as an answer to a step, and holds it against what the step checks besides. */
export function take(context: Context, step: Asking, given: Given): Taken {
  const taken = takeAnswer(step, given)
  if ('reject' in taken || step.type !== 'text' || step.check === undefined) return taken
  const fault = contactFault(String(taken.answer), { words: context.jobWords })
  return fault === null ? taken : { reject: 'private-data' }
}
