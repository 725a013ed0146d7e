import type { Person, Role } from '../core/update.ts'

/** What needs a right. */
export type Act = 'set-group-mode'

const allowed: Record<Act, readonly Role[]> = {
  'set-group-mode': ['counselor'],
}

/** Whether a person may do something: the one place where it is decided. */
export function may(person: Person, act: Act): boolean {
  return allowed[act].includes(person.role)
}
