import type { Identity, RosterPerson } from '../../core/roster.ts'
import type { StaffReach, StandIn } from '../../core/work/staff.ts'
import { shown } from '../outcome.ts'
import { type PeopleGround, type PeopleOutcome, refusal } from '../people/ground.ts'
import { may } from '../rights.ts'
import { mayStandIn } from './standing-in.ts'
import { isTheirStaff } from './theirs.ts'

/** A member of staff as whoever looks after them sees them. */
export interface StaffLine extends StaffReach {
  person: RosterPerson
  /** Who stands in for them, and for whom they stand in: now or later. */
  standIns: StandIn[]
  /** Who may stand in for them. */
  others: { number: string; name: string }[]
  /** Whether the actor looks after them, and is not they. */
  isTheirs: boolean
}

/** Oneself, and the staff whom one looks after, by number; names of others stand in it only where they may stand in, or do. */
export async function listStaff(
  { read, rules }: PeopleGround,
  actor: Identity,
): Promise<PeopleOutcome<{ staff: StaffLine[]; names: ReadonlyMap<string, string> }>> {
  if (!may(actor, 'use-console') || actor.number === null)
    return refusal(rules.words.staff.refused, 'list-staff-refused')
  const all = await read.staff.members()
  const isTheirs = (person: RosterPerson) =>
    person.number !== actor.number && isTheirStaff(actor, 'manage-staff', person)
  const seen = all.filter(person => person.number === actor.number || isTheirs(person))
  const reach = await read.staff.reach(seen.map(p => p.number))
  const standIns = await read.staff.standIns()
  const staff = seen.map(person => ({
    ...reach.get(person.number)!,
    person,
    standIns: standIns.filter(s => s.away === person.number || s.standIn === person.number),
    others: all.filter(other => mayStandIn(other, person)).map(({ number, name }) => ({ number, name })),
    isTheirs: isTheirs(person),
  }))
  const named = new Set(staff.flatMap(s => s.standIns.flatMap(i => [i.away, i.standIn])))
  const names = new Map(all.filter(p => named.has(p.number)).map(p => [p.number, p.name]))
  const looksAfter = may(actor, 'manage-staff')
  return shown({ staff, names }, looksAfter ? { act: 'list-staff', detail: String(staff.length) } : null)
}
