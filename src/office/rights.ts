import type { Role } from '../core/role.ts'
import { type Identity, isWithin, type Unit } from '../core/roster.ts'

/** What needs a right. */
export type Right =
  | 'set-group-mode'
  | 'use-staff-flows'
  | 'use-console'
  | 'bind-group'
  | 'issue-code'
  | 'import-roster'
  | 'broadcast'
  | 'approve-urgent'
  | 'see-progress'
  | 'see-cases'
  | 'see-handoffs'
  | 'reassign-handoffs'
  | 'moderate'
  | 'see-records'
  | 'see-reminders'
  | 'see-channels'
  | 'see-audit'
  | 'manage-staff'

const staff: readonly Role[] = ['counselor', 'college', 'school']

const allowed: Record<Right, readonly Role[]> = {
  'set-group-mode': staff,
  'use-staff-flows': staff,
  'use-console': staff,
  'bind-group': staff,
  'issue-code': staff,
  'import-roster': staff,
  broadcast: staff,
  'approve-urgent': staff,
  'see-progress': ['monitor', ...staff],
  'see-cases': staff,
  'see-handoffs': staff,
  'reassign-handoffs': ['college', 'school'],
  moderate: staff,
  'see-records': staff,
  'see-reminders': staff,
  'see-channels': staff,
  'see-audit': ['college', 'school'],
  'manage-staff': ['college', 'school'],
}

/**
 * Whether someone may do something, and may do it to `unit` where one is given: the one place where it is decided. Each acts
 * only within the parts of the tree in their scope.
 */
export function may(who: Identity, right: Right, unit?: Unit): boolean {
  if (!allowed[right].includes(who.role)) return false
  return unit === undefined || who.scope.some(part => isWithin(unit, part))
}
