import type { Identity, RosterPerson, Unit } from '../../core/roster.ts'
import { may, type Right } from '../rights.ts'

/** The parts of the tree over which one must have a right to look after a member of staff: all that they act on, or where they are listed. */
const unitsOfStaff = ({ scope, college }: Pick<RosterPerson, 'scope' | 'college'>): readonly Unit[] => {
  if (scope.length > 0) return scope
  return [college === '' ? { of: 'school' } : { of: 'college', college }]
}

/** Whether somebody looks after a member of staff by this right: whole, or not at all. */
export const isTheirStaff = (actor: Identity, right: Right, person: Pick<RosterPerson, 'scope' | 'college'>): boolean =>
  unitsOfStaff(person).every(unit => may(actor, right, unit))
