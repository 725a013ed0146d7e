import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import { type Identity, identityOf, isWithin, type RosterPerson } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import type { StandIn } from '../../core/work/staff.ts'
import { dayMs } from '../../time/days.ts'
import { dayOf } from '../../time/shown.ts'
import { type PeopleGround, type PeopleOutcome, refusal } from '../people/ground.ts'
import { may } from '../rights.ts'
import { inForce, isAsWide } from './lending.ts'
import { isTheirStaff } from './theirs.ts'

/** Who is to stand in for whom. */
export interface Leave {
  away: string
  standIn: string
  from: Date
  until: Date
  /** Whether who is away hears of people in danger all the same. */
  isAwayTold: boolean
}

const mostDays = 200

/**
 * Whether somebody may stand in for another: staff of a part as wide or wider, who are of one of the other's colleges or act on all that the other does.
 * So nothing goes to another college with a leave.
 */
export function mayStandIn(one: RosterPerson, away: RosterPerson): boolean {
  if (one.number === away.number || !may(identityOf(one), 'use-console') || !isAsWide(one.role, away.role)) return false
  const covers = away.scope.every(unit => one.scope.some(part => isWithin(unit, part)))
  return covers || collegesOf(away).every(college => collegesOf(one).includes(college))
}

const collegesOf = ({ scope, college }: RosterPerson): string[] => {
  const named = scope.map(unit => (unit.of === 'school' ? '' : unit.college))
  return named.length > 0 ? named : [college]
}

/**
 * Sets who stands in for somebody who is away: oneself, or one of the staff whom one looks after. While it holds the stand-in hears what the other would
 * hear and may do what the other may; both are told. Nobody stands in who is away at that time.
 */
export async function setStandIn(
  ground: PeopleGround,
  actor: Identity,
  leave: Leave,
): Promise<PeopleOutcome<{ says: string; standIn: StandIn }>> {
  const { read, rules, draw, now } = ground
  const words = rules.words.staff
  const staff = await read.staff.members()
  const away = staff.find(p => p.number === leave.away)
  const mine = away && (actor.number === away.number || isTheirStaff(actor, 'manage-staff', away))
  if (!away || !mine) return refusal(words.refused, 'stand-in-refused', leave.away)
  const one = staff.find(p => p.number === leave.standIn)
  if (!one || !mayStandIn(one, away)) return refusal(words.notFit, 'stand-in-refused', `${leave.away} ${leave.standIn}`)
  const not = clash(ground, leave, { away, one, all: await read.staff.standIns() })
  if (not) return refusal(not)
  const standIn: StandIn = { ...leave, id: draw(), from: leave.from.getTime(), until: leave.until.getTime() }
  const { hasHome } = (await read.staff.reach([one.number])).get(one.number)!
  const values = valuesOf(ground, standIn, { away, one })
  const also = inForce(await read.staff.standIns(), Math.max(standIn.from, now.getTime()))
    .filter(s => s.standIn === away.number)
    .map(s => nameIn(staff, s.away))
  const says = [
    fill(words.set, values),
    ...(also.length > 0 ? [fill(words.handedOn, { ...values, names: also.join('、') })] : []),
    ...(hasHome ? [] : [fill(words.unreached, values)]),
  ]
  return {
    done: { says: says.join('\n'), standIn },
    effects: [
      { do: 'set-stand-in', standIn },
      ...told(`stand-in:${standIn.id}`, [one.number], fill(words.tellStandIn, values)),
      ...told(`stand-in:${standIn.id}`, othersThan(actor, away.number), fill(words.tellAway, values)),
    ],
    audit: { act: 'set-stand-in', detail: detailOf(standIn) },
  }
}

/** Ends somebody's stand-in now, or before it began; whoever may set it may end it. */
export async function endStandIn(
  ground: PeopleGround,
  actor: Identity,
  { id }: { id: string },
): Promise<PeopleOutcome<{ says: string; before: StandIn }>> {
  const { read, rules, now } = ground
  const words = rules.words.staff
  const before = await read.staff.standIn(id)
  const staff = await read.staff.members()
  const away = staff.find(p => p.number === before?.away)
  const mine = away && (actor.number === away.number || isTheirStaff(actor, 'manage-staff', away))
  if (!before || !mine) return refusal(words.noneSet, before ? 'stand-in-refused' : null, before?.away)
  if (before.until <= now.getTime()) return refusal(words.over)
  const ended = { ...before, until: Math.max(before.from, now.getTime()) }
  const values = { away: away.name, name: nameIn(staff, before.standIn) }
  return {
    done: { says: fill(words.ended, values), before },
    effects: [
      { do: 'set-stand-in', standIn: ended },
      ...told(`stand-in:${id}:end:${ground.draw()}`, [before.standIn], fill(words.tellEnded, values)),
    ],
    audit: { act: 'end-stand-in', detail: detailOf(before) },
  }
}

/** Lets a stand-in that was ended hold again until `until` as before; both are told. Whoever may set it may do so. */
export async function resumeStandIn(
  ground: PeopleGround,
  actor: Identity,
  { id, until }: { id: string; until: Date },
): Promise<PeopleOutcome<{ says: string }>> {
  const { read, rules } = ground
  const words = rules.words.staff
  const ended = await read.staff.standIn(id)
  const staff = await read.staff.members()
  const away = staff.find(p => p.number === ended?.away)
  const one = staff.find(p => p.number === ended?.standIn)
  const mine = away && (actor.number === away.number || isTheirStaff(actor, 'manage-staff', away))
  if (!ended || !mine) return refusal(words.noneSet, ended ? 'stand-in-refused' : null, ended?.away)
  if (!one || !mayStandIn(one, away)) return refusal(words.notFit, 'stand-in-refused', `${ended.away} ${ended.standIn}`)
  const leave = { ...ended, from: new Date(ended.from), until }
  const others = (await read.staff.standIns()).filter(s => s.id !== id)
  const not = clash(ground, leave, { away, one, all: others })
  if (not) return refusal(not)
  const standIn = { ...ended, until: until.getTime() }
  const values = valuesOf(ground, standIn, { away, one })
  const key = `stand-in:${id}:again:${ground.draw()}`
  return {
    done: { says: fill(words.set, values) },
    effects: [
      { do: 'set-stand-in', standIn },
      ...told(key, [one.number], fill(words.tellStandIn, values)),
      ...told(key, othersThan(actor, away.number), fill(words.tellAway, values)),
    ],
    audit: { act: 'set-stand-in', detail: detailOf(standIn) },
  }
}

/** Why a leave cannot be set besides what its people may; null where it can. */
function clash(
  { rules: { words, zone }, now }: PeopleGround,
  { from, until }: Leave,
  { away, one, all }: { away: RosterPerson; one: RosterPerson; all: readonly StandIn[] },
): string | null {
  const { staff } = words
  if (until <= now || until <= from) return staff.past
  if (until.getTime() - from.getTime() > mostDays * dayMs) return fill(staff.tooLong, { days: mostDays })
  const meets = (s: StandIn) => s.from < until.getTime() && s.until > from.getTime()
  const same = all.find(s => s.away === away.number && meets(s))
  if (same) return fill(staff.twice, { away: away.name, ...leaveDays(same, zone) })
  const theirs = all.find(s => s.away === one.number && meets(s))
  return theirs ? fill(staff.alsoAway, { name: one.name, ...leaveDays(theirs, zone) }) : null
}

/** The first and the last day of a leave in words. */
export const leaveDays = ({ from, until }: Pick<StandIn, 'from' | 'until'>, zone: string) => ({
  from: dayOf(new Date(from), zone),
  until: dayOf(new Date(until - 1), zone),
})

const valuesOf = (
  { rules: { zone } }: PeopleGround,
  standIn: StandIn,
  { away, one }: { away: RosterPerson; one: RosterPerson },
) => ({ away: away.name, name: one.name, ...leaveDays(standIn, zone) })

const nameIn = (staff: readonly RosterPerson[], number: string) => staff.find(p => p.number === number)?.name ?? number

const othersThan = (actor: Identity, number: string) => (actor.number === number ? [] : [number])

const told = (key: string, numbers: readonly string[], text: string): OfficeEffect[] =>
  numbers.length === 0 ? [] : [{ do: 'write-to', key, numbers, saying: saying(text) }]

const detailOf = ({ away, standIn, from, until }: StandIn) =>
  `${away} ${standIn} ${new Date(from).toISOString()} ${new Date(until).toISOString()}`
