import type { Submission } from '../../core/memory.ts'
import type { Flow } from '../../flows/schema.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import type { Context } from '../context.ts'

/** The instant from which a submission can no longer be revised, once it is past; else null. One that was sent back to be changed still can be. */
export function closingOf({ knowledge, turn }: Context, flow: Flow, { state }: Pick<Submission, 'state'>): Date | null {
  if (state === 'returned') return null
  const deadline = flow.deadline ? deadlineOf(knowledge.school, flow.deadline, turn.now) : null
  return deadline !== null && turn.now > deadline.at && !flow.submits?.late ? deadline.at : null
}
