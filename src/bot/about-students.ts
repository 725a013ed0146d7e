import type { Entry } from '../knowledge/entry.ts'
import { may } from '../office/rights.ts'
import type { Context } from './context.ts'

/** What comes before an answer that speaks to a student, where a member of staff asked about one; else nothing. */
export function forTheStudent(
  { turn, knowledge, isGroup }: Context,
  question: string,
  entries: readonly Entry[],
): string {
  const { studentWords, forTheStudent: line } = knowledge.phrases
  const isAsked = !isGroup && may(turn.who, 'use-staff-flows') && studentWords.some(word => question.includes(word))
  return isAsked && entries.some(e => !e.isForStaff && `${e.short}${e.long}`.includes('你')) ? `${line}\n` : ''
}
