import type { Person, Role } from '../core/update.ts'

/** What needs a right. */
export type Act = 'set-group-mode' | 'use-staff-flows'

const allowed: Record<Act, readonly Role[]> = {
  'set-group-mode': ['counselor'],
  'use-staff-flows': ['counselor'],
}

/** Whether a person may do something: the one place where it is decided. */
export function may(person: Person, act: Act): boolean {
  return allowed[act].includes(person.role)
}
