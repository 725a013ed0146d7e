import type { Caretaker } from '../../core/case.ts'
import { type ClassRef, isWithin, type RosterPerson, type Unit } from '../../core/roster.ts'
import type { StandIn } from '../../core/work/staff.ts'
import { standingFor } from '../staff/lending.ts'

/** A member of staff as far as it matters whom they look after. */
export type StaffMember = Pick<RosterPerson, 'number' | 'name' | 'role' | 'scope'>

/** Somebody who looks after a class, before it is asked where they can be reached. */
type Near = Omit<Caretaker, 'homes'>

/**
 * Those who look after a class, in the order in which they are told: its named counselor, its other counselors, its college, the school; whoever stands
 * in for one of them just before that one; of a college or the school those whose part it is. `named` is what the roster says of a student's counselor (number or name); without a class only the
 * school's staff are left. `holding` are the stand-ins that hold now.
 */
export function caretakersAmong(
  staff: readonly StaffMember[],
  unit: ClassRef | Unit | null,
  { named, holding }: { named: string; holding: readonly StandIn[] },
): Near[] {
  const part: Unit = unit === null ? { of: 'school' } : 'of' in unit ? unit : { of: 'class', ...unit }
  const near = staff.filter(({ scope }) => scope.some(within => isWithin(part, within)))
  const counselors = near.filter(one => one.role === 'counselor')
  const first = counselors.find(one => one.number === named || one.name === named) ?? counselors[0]
  const stepOf = (one: StaffMember) => {
    if (one === first) return 0
    return one.role === 'counselor' ? 1 : one.role === 'college' ? 2 : 3
  }
  const all = near.map(one => ({ number: one.number, name: one.name, step: stepOf(one) }))
  return onceEach(all.sort((a, b) => a.step - b.step).flatMap(one => withStandIns(one, staff, holding)))
}

/** Somebody with whoever stands in for them. Who is away stays among them unless they said otherwise, and always where nobody is there in their place. */
function withStandIns(one: Near, staff: readonly StaffMember[], holding: readonly StandIn[]): Near[] {
  const standing = standingFor(one.number, holding)
  const instead = standing.flatMap(({ standIn }): Near[] => {
    const found = staff.find(s => s.number === standIn)
    return found ? [{ number: standIn, name: found.name, step: one.step, standsFor: one.number }] : []
  })
  const isTold = instead.length === 0 || standing.every(s => s.away !== one.number || s.isAwayTold)
  return isTold ? [...instead, one] : instead
}

/** Everybody once, where they come first: whoever stands in for the named counselor is told with the first. */
const onceEach = (all: readonly Near[]): Near[] =>
  all.filter((one, n) => all.findIndex(other => other.number === one.number) === n)

/** Whether somebody is told as a counselor of the class, or in the place of one. */
export const isCounseling = ({ step }: Pick<Caretaker, 'step'>): boolean => step <= 1

/** The step at which whoever runs the bot is told: the last. */
export const operatorStep = 4

/** The first of them whom anything reaches, if any. */
export const firstReached = (caretakers: readonly Caretaker[]) => caretakers.find(c => c.homes.length > 0)

/** The first of them whom anything reaches, and where that one stands in for somebody whoever else does and who is away, as far as anything reaches them. */
export function firstAndAway(caretakers: readonly Caretaker[]): Caretaker[] {
  const first = firstReached(caretakers)
  const away = first?.standsFor
  const isWith = (one: Caretaker) =>
    one === first || (away !== undefined && (one.number === away || one.standsFor === away))
  return caretakers.filter(one => isWith(one) && one.homes.length > 0)
}
