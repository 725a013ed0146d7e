import { type Role, staffRoles } from '../core/role.ts'
import { type Identity, isWithin, type Unit } from '../core/roster.ts'

/** What needs a right. */
export type Right =
  | 'set-group-mode'
  | 'use-staff-flows'
  | 'use-console'
  | 'bind-group'
  | 'issue-code'
  | 'import-roster'
  | 'see-people'
  | 'broadcast'
  | 'approve-urgent'
  | 'see-progress'
  | 'plan-activities'
  | 'see-loans'
  | 'see-cases'
  | 'see-handoffs'
  | 'reassign-handoffs'
  | 'moderate'
  | 'see-records'
  | 'open-care-list'
  | 'see-care-list'
  | 'count-care-list'
  | 'see-reminders'
  | 'pause-reminders'
  | 'manage-reminders'
  | 'see-channels'
  | 'see-audit'
  | 'manage-staff'
  | 'edit-answers'
  | 'edit-facts'
  | 'make-report'
  | 'see-jobs'
  | 'release-jobs'
  | 'see-job-seekers'

const staff: readonly Role[] = staffRoles

const allowed: Record<Right, readonly Role[]> = {
  'set-group-mode': staff,
  'use-staff-flows': staff,
  'use-console': staff,
  'bind-group': staff,
  'issue-code': staff,
  'import-roster': staff,
  'see-people': staff,
  broadcast: staff,
  'approve-urgent': staff,
  'see-progress': ['monitor', ...staff],
  'plan-activities': staff,
  'see-loans': staff,
  'see-cases': staff,
  'see-handoffs': staff,
  'reassign-handoffs': ['college', 'school'],
  moderate: staff,
  'see-records': staff,
  // Of their own students; who leads the school sees how many there are and no names.
  'open-care-list': staff,
  'see-care-list': ['counselor', 'college'],
  'count-care-list': ['college', 'school'],
  'see-reminders': staff,
  // For their own part of the school; when a time comes for all who hear it is for colleges and the school.
  'pause-reminders': staff,
  'manage-reminders': ['college', 'school'],
  'see-channels': staff,
  'see-audit': ['college', 'school'],
  'manage-staff': ['college', 'school'],
  'edit-answers': staff,
  // Of a value only where everybody whom it is for is in one's scope, see `office/content/field-rights.ts`.
  'edit-facts': staff,
  'make-report': staff,
  'see-jobs': staff,
  'release-jobs': staff,
  // Of those who asked the career office for help: for whoever does its work in a college, and the school.
  'see-job-seekers': ['college', 'school'],
}

/**
 * Whether someone may do something, and may do it to `unit` where one is given: the one place where it is decided. Each acts
 * only within the parts of the tree in their scope.
 */
export function may(who: Identity, right: Right, unit?: Unit): boolean {
  if (!allowed[right].includes(who.role)) return false
  return unit === undefined || who.scope.some(part => isWithin(unit, part))
}
