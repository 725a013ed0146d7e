import type { ReminderChange, ReminderRun } from '../../core/reminder.ts'
import type { Audience, Belonging, Identity, Unit } from '../../core/roster.ts'
import type { ForWhom } from '../../knowledge/school.ts'
import { dayMs } from '../../time/days.ts'
import { shown } from '../outcome.ts'
import { partsToChoose, touches, unitKey } from '../people/where.ts'
import { may } from '../rights.ts'
import { mayUndo, type ReminderActGround, type ReminderOutcome, type ReminderRules, refusedReminder } from './act.ts'
import { changesSince, isAwaited, type Moved, movesOf, type Withholding, withholding } from './changes.ts'
import { beforeQuiet, dormant, timesBetween } from './coming.ts'
import { type DeadlineDay, deadlinesIn } from './deadlines.ts'
import { areClasses, datesThere, hearerCounts, isForStaff, narrowedHearers } from './hearers.ts'
import { fileOf, standingOf } from './parts.ts'
import { placeOfUnit, previewIn } from './preview.ts'
import type { Standing } from './standing.ts'

/** One time of a standing reminder, as it stands in a calendar. */
export interface CalendarTime {
  reminder: Standing
  /** The time that it is, and when it comes or came. */
  instant: number
  at: number
  /** What came of it; null where it is still to come. How many it was is counted over the whole school, so it is told only of all of that. */
  run: Run | null
  move: Moved | null
  /** By what it is not heard, by all or by some of those who are looked at. */
  withheld: readonly Withholding[]
  /** When it would have come but for quiet hours. */
  quietFrom: Date | null
  /** What in its text the school has not set. */
  unset: readonly string[]
  /** The text as it leaves, for a student of a class that is looked at. */
  text: string
}

type Run = Pick<ReminderRun, 'state' | 'reason'> & {
  counts: Pick<ReminderRun, 'planned' | 'unreachable' | 'held'> | null
}

/** A change of staff, and whether whoever looks may take it back. */
export type CalendarChange = ReminderChange & { title: string; isTheirs: boolean }

/** A part of the school's calendar. */
export interface Calendar {
  deadlines: DeadlineDay[]
  times: CalendarTime[]
  /** Pauses that hold or will, and times that are left out or moved and still to come. */
  changes: CalendarChange[]
  /** Reminders that do not come, and which date they wait for. */
  asleep: { title: string; field: string | null }[]
  /** What can be looked at alone; and what is. */
  parts: readonly Unit[]
  units: readonly Unit[]
}

/** How far a time may have been moved. */
const widestMs = 31 * dayMs

/** The days from an instant until another for all that is in the actor's care, or for one part of it (by its `unitKey`). */
export async function readCalendar(
  ground: ReminderActGround,
  actor: Identity,
  { from, until, unit }: { from: Date; until: Date; unit: string },
): Promise<ReminderOutcome<{ says: string; calendar: Calendar }>> {
  const { read, rules, now } = ground
  if (!may(actor, 'see-reminders')) return refusedReminder(ground, 'noRight', { tried: 'calendar' })
  const classes = await read.roster.classes(actor.scope)
  const parts = partsToChoose(actor.scope, classes, unit)
  const chosen = unit === '' ? null : parts.find(part => unitKey(part) === unit)
  if (chosen === undefined) return refusedReminder(ground, 'unknown', { tried: 'calendar' })
  const units = chosen ? [chosen] : actor.scope
  const isThere = await datesThere(ground, units)
  const mine = standingOf(rules).filter(reminder => concerns(reminder, { actor, units, isThere }))
  const changes = (await read.reminders.changes(changesSince(now).getTime())).filter(
    change => change.is === 'move' || touches(change.units, units),
  )
  const place = placeOfUnit(units, classes.find(one => touches([{ of: 'class', ...one }], units)) ?? null)
  const window = { from, until, now }
  const runs = await read.reminders.runs(
    mine.map(({ name }) => name),
    from.getTime() - widestMs,
    until.getTime() + widestMs,
  )
  const seen = changes.map(change => within(change, units))
  const isWhole = units.some(part => part.of === 'school')
  const times = timesIn(rules, { mine, changes: seen, runs, isWhole, window, place })
  return shown({
    says: '',
    calendar: {
      deadlines: deadlinesIn(rules, now, isThere).filter(({ at }) => at >= from && at < until),
      times,
      changes: changes.flatMap(change => lasting(change, { actor, mine, units, now })),
      asleep: asleepOf(rules, mine, now),
      parts,
      units,
    },
  })
}

/** Which of these reminders do not come, and the date that they wait for. */
const asleepOf = (rules: ReminderRules, mine: readonly Standing[], now: Date): Calendar['asleep'] =>
  dormant(rules, now)
    .filter(({ reminder }) => mine.includes(reminder))
    .map(({ reminder: { title, rule }, why }) => {
      return { title, field: why === 'unset' && rule.on === 'school-date' ? rule.field : null }
    })

/** Whether a reminder is for anybody in these parts of the school, or for whoever looks, as far as its file and its date say. */
function concerns(
  reminder: Standing,
  {
    actor,
    units,
    isThere,
  }: { actor: Identity; units: readonly Unit[]; isThere: (field: string, part: ForWhom | null) => boolean },
): boolean {
  const { audience, rule, part } = reminder
  if (isForStaff(reminder) && areClasses(units) && !audience.roles.includes(actor.role)) return false
  return narrowedHearers(audience, units) !== null && (rule.on !== 'school-date' || isThere(rule.field, part))
}

interface Looking {
  mine: readonly Standing[]
  changes: readonly ReminderChange[]
  runs: readonly ReminderRun[]
  isWhole: boolean
  window: { from: Date; until: Date; now: Date }
  place: Belonging
}

/** What came in the window, and what is still to come in it, in order. */
function timesIn(rules: ReminderRules, { mine, changes, runs, isWhole, window, place }: Looking): CalendarTime[] {
  const { from, until, now } = window
  const recorded = new Set(runs.map(({ reminder, instant }) => `${reminder} ${instant.getTime()}`))
  const isMine = new Set(mine)
  const wide = timesBetween(rules, new Date(from.getTime() - widestMs), new Date(until.getTime() + widestMs))
  const coming = wide.filter(({ reminder, at }) => at > now && isMine.has(reminder))
  const waiting = mine.flatMap(reminder =>
    [...movesOf(changes, reminder.name).values()]
      .filter(move => move.instant <= now.getTime() && isAwaited(move, now))
      .map(move => ({ reminder, at: new Date(move.instant) })),
  )
  const ahead = [...coming, ...waiting].filter(c => !recorded.has(`${c.reminder.name} ${c.at.getTime()}`))
  const byName = new Map(mine.map(reminder => [reminder.name, reminder]))
  const all = [
    ...ahead.map(({ reminder, at }) => ({ reminder, instant: at.getTime(), run: null })),
    ...runs.map(run => ({
      reminder: byName.get(run.reminder)!,
      instant: run.instant.getTime(),
      run: runFor(run, isWhole),
    })),
  ]
  return all
    .map(time => ({ ...time, move: movesOf(changes, time.reminder.name).get(time.instant) ?? null }))
    .map(time => ({ ...time, at: time.move?.to ?? time.instant }))
    .filter(({ at }) => at >= from.getTime() && at < until.getTime())
    .sort((a, b) => a.at - b.at || (a.reminder.name < b.reminder.name ? -1 : 1))
    .map(time => {
      const { reminder, at, move } = time
      const withheld = withholding(changes, { ...time, reminder: reminder.name }, at)
      const quietFrom = move ? null : beforeQuiet(rules, reminder, new Date(at))
      return { ...time, withheld, quietFrom, ...previewIn(rules, reminder, { at: new Date(at), place }) }
    })
}

const runFor = ({ state, reason, planned, unreachable, held }: ReminderRun, isWhole: boolean): Run => ({
  ...{ state, reason },
  counts: isWhole ? { planned, unreachable, held } : null,
})

/** A change as those see it who look at these parts of the school: others that it is for are not named. */
const within = (change: ReminderChange, units: readonly Unit[]): ReminderChange =>
  change.is === 'move' ? change : { ...change, units: change.units.filter(unit => touches([unit], units)) }

/** A change that still does something, as whoever looks sees it; nothing where it does not. */
function lasting(
  change: ReminderChange,
  { actor, mine, units, now }: { actor: Identity; mine: readonly Standing[]; units: readonly Unit[]; now: Date },
): CalendarChange[] {
  const of = mine.find(({ name }) => name === change.reminder || fileOf(name) === change.reminder)
  const at = now.getTime()
  const holds =
    change.is === 'pause'
      ? change.until > at && change.until > change.from
      : change.is === 'skip'
        ? change.instant > at
        : isAwaited(change, now)
  return of && holds ? [{ ...within(change, units), title: of.title, isTheirs: mayUndo(actor, change) }] : []
}

/** How many hear each of these reminders (by their names) within the actor's care or a part of it: people, or classes for what goes to groups. */
export async function countHearers(
  ground: ReminderActGround,
  actor: Identity,
  { reminders, units }: { reminders: readonly string[]; units: readonly Unit[] },
): Promise<ReminderOutcome<{ says: string; counts: ReadonlyMap<string, number> }>> {
  if (!units.every(unit => may(actor, 'see-reminders', unit))) return refusedReminder(ground, 'noRight')
  const asked = standingOf(ground.rules).filter(({ name }) => reminders.includes(name))
  return shown({ says: '', counts: await hearerCounts(ground, asked, units) })
}

/** The audience of a reminder in these parts of the school; staff are no part of a class. */
export function audienceThere(reminder: Standing, units: readonly Unit[]): Audience {
  const { audience } = reminder
  return isForStaff(reminder) && areClasses(units) ? audience : (narrowedHearers(audience, units) ?? audience)
}
