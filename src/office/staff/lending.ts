import type { Role } from '../../core/role.ts'
import type { RosterPerson, Unit } from '../../core/roster.ts'
import type { StandIn } from '../../core/work/staff.ts'

/** How wide a part is; who stands in for somebody has one at least as wide, so that nothing lent is more than they could be given. */
const width: Record<Role, number> = { student: 0, monitor: 0, counselor: 1, college: 2, school: 3 }

/** Whether a part is as wide as another, or wider. */
export const isAsWide = (role: Role, than: Role): boolean => width[role] >= width[than]

/** Those that hold at an instant (epoch milliseconds). */
export const inForce = (standIns: readonly StandIn[], at: number): StandIn[] =>
  standIns.filter(s => s.from <= at && at < s.until)

/** Who stands in for somebody among those that hold, and for these in turn where they are away too: nobody's people are left to an absent one. */
export function standingFor(number: string, holding: readonly StandIn[], seen: readonly string[] = []): StandIn[] {
  return holding
    .filter(s => s.away === number && !seen.includes(s.standIn))
    .flatMap(s => [s, ...standingFor(s.standIn, holding, [...seen, number])])
}

/** The parts of the tree that are lent to each of the staff by those that hold, by number; whoever has been given a narrower part since is lent nothing. */
export function lentUnits(
  staff: readonly Pick<RosterPerson, 'number' | 'role' | 'scope'>[],
  holding: readonly StandIn[],
): ReadonlyMap<string, readonly Unit[]> {
  const lent = new Map<string, Unit[]>()
  for (const away of staff)
    for (const { standIn } of standingFor(away.number, holding)) {
      const role = staff.find(s => s.number === standIn)?.role
      if (role && isAsWide(role, away.role)) lent.set(standIn, [...(lent.get(standIn) ?? []), ...away.scope])
    }
  return lent
}
