import type { Caretaker } from '../../core/case.ts'
import { type ClassRef, isWithin, type RosterPerson, type Unit } from '../../core/roster.ts'

/** A member of staff as far as it matters whom they look after. */
export type StaffMember = Pick<RosterPerson, 'number' | 'name' | 'role' | 'scope'>

/**
 * Those who look after a class, in the order in which they are told: its named counselor, its other counselors, its college, the school.
 * `named` is what the roster says of a student's counselor (number or name); without a class only the school's staff are left.
 */
export function caretakersAmong(
  staff: readonly StaffMember[],
  unit: ClassRef | null,
  named: string,
): Omit<Caretaker, 'homes'>[] {
  const part: Unit = unit ? { of: 'class', ...unit } : { of: 'school' }
  const near = staff.filter(({ scope }) => scope.some(within => isWithin(part, within)))
  const counselors = near.filter(one => one.role === 'counselor')
  const first = counselors.find(one => one.number === named || one.name === named) ?? counselors[0]
  const stepOf = (one: StaffMember) => {
    if (one === first) return 0
    return one.role === 'counselor' ? 1 : one.role === 'college' ? 2 : 3
  }
  return near.map(one => ({ number: one.number, name: one.name, step: stepOf(one) })).sort((a, b) => a.step - b.step)
}

/** The step at which whoever runs the bot is told: the last. */
export const operatorStep = 4

/** The first of them whom anything reaches, if any. */
export const firstReached = (caretakers: readonly Caretaker[]) => caretakers.find(c => c.homes.length > 0)
