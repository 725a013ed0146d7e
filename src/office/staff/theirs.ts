import type { Identity, RosterPerson, Unit } from '../../core/roster.ts'
import { may, type Right } from '../rights.ts'
import { isAsWide } from './lending.ts'

/** A member of staff as far as it matters who looks after them. */
type Staff = Pick<RosterPerson, 'role' | 'scope' | 'college'>

/** The parts of the tree over which one must have a right to look after a member of staff: all that they act on, or where they are listed. */
const unitsOfStaff = ({ scope, college }: Staff): readonly Unit[] => {
  if (scope.length > 0) return scope
  return [college === '' ? { of: 'school' } : { of: 'college', college }]
}

/** Whether somebody looks after a member of staff by this right: whole, or not at all; nobody after those whose part is wider. */
export const isTheirStaff = (actor: Identity, right: Right, person: Staff): boolean =>
  isAsWide(actor.role, person.role) && unitsOfStaff(person).every(unit => may(actor, right, unit))
