import type { CrisisCase, ScamCase } from '../../core/case.ts'
import type { ClassRef, Identity, Unit } from '../../core/roster.ts'
import { may } from '../../office/rights.ts'

/** Whether someone may read a scam case: it was seen in a group of theirs; a group without a class is the whole school's. */
export function maySeeScam(who: Identity, { groups }: Pick<ScamCase, 'groups'>): boolean {
  return groups.some(g => may(who, 'see-cases', unitOf(g.unit)))
}

/** Whether someone may read a crisis: the person is in their scope, or they were told of it. */
export function maySeeCrisis(who: Identity, { unit, told }: Pick<CrisisCase, 'unit' | 'told'>): boolean {
  return may(who, 'see-cases', unitOf(unit)) || (who.number !== null && told.some(t => t.staff === who.number))
}

const unitOf = (unit: ClassRef | null): Unit => (unit ? { of: 'class', ...unit } : { of: 'school' })
