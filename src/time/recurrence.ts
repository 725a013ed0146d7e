import { Cron } from 'croner'
import type { Rule, Workdays } from '../core/reminder.ts'
import { instantOf, wallTime } from './calendar.ts'
import { feastDay } from './said/feast.ts'
import type { WorkCalendar } from './workdays.ts'

/** What a rule leans on beyond itself. */
export interface Almanac {
  calendar: WorkCalendar
  /** The day that a school's date means at some instant, as `2027-06-30`; null while it is not set. */
  dateOf(field: string, at: Date): string | null
}

/** Hours in which nothing is said unasked: from `from` until `until`, `HH:MM`, over midnight where `from` is the later. */
export interface Quiet {
  from: string
  until: string
}

const dayMs = 86_400_000
/** The longest row of days off is shorter. */
const longestShift = 16
/** How far ahead one looks; nothing recurs more rarely than yearly. */
const farthest = 800
/** Days are written with four digits for the year; beyond this some would have five. */
const lastInstant = Date.UTC(9990, 0, 1)

/**
 * The first time after `after` (never at it) that a rule means, days off and quiet hours observed; null when there is none to
 * come. The same rule, seen from later, never names an earlier time.
 */
export function nextOccurrence(
  rule: Rule,
  after: Date,
  { almanac, quiet = null }: { almanac: Almanac; quiet?: (Quiet & { zone: string }) | null },
): Date | null {
  if (after.getTime() > lastInstant) return null
  // What is moved to a later time was due before; moving keeps the order, so the first one that lies after is the next.
  const back = rule.on === 'once' ? 0 : rule.workdays === 'after' ? longestShift : 1
  const from = new Date(after.getTime() - back * dayMs)
  for (const raw of occurrences(rule, from, almanac)) {
    const onDay = onWorkday(raw, rule, almanac.calendar)
    const at = onDay && quiet ? afterQuiet(onDay, quiet, quiet.zone) : onDay
    if (at && at > after) return at
  }
  return null
}

/** The instant itself, or when it lies in quiet hours, the moment they end. */
export function afterQuiet(instant: Date, { from, until }: Quiet, zone: string): Date {
  const wall = wallTime(instant, zone)
  const now = wall.hour * 60 + wall.minute
  const [begin, end] = [minutesOf(from), minutesOf(until)]
  const isQuiet = begin <= end ? now >= begin && now < end : now >= begin || now < end
  if (!isQuiet) return instant
  const days = now < end ? 0 : 1
  return instantAt(Date.UTC(wall.year, wall.month - 1, wall.day) + days * dayMs, until, zone)
}

/** What is wrong with a cron expression, or null. Five fields, and an hour or more between two times: it is people who are reminded. */
export function cronFault(cron: string): string | null {
  try {
    const times = new Cron(cron, { paused: true, mode: '5-part' }).nextRuns(50, new Date(0))
    if (times.length === 0) return '没有这样的时间'
    const isTooOften = times.some((at, n) => n > 0 && at.getTime() - times[n - 1]!.getTime() < 3_600_000)
    return isTooOften ? '两次之间至少隔一小时' : null
  } catch (error) {
    return (error as Error).message
  }
}

/** All times of a rule from `from` on, in order, before days off and quiet hours. */
function* occurrences(rule: Rule, from: Date, almanac: Almanac): Generator<Date> {
  switch (rule.on) {
    case 'once':
      yield new Date(rule.at)
      return
    case 'cron':
      return yield* cronTimes(rule, from)
    case 'weekly':
      return yield* onDays(from, rule, day => rule.weekdays.includes(new Date(day).getUTCDay()))
    case 'monthly':
      return yield* onDays(from, rule, day => new Date(day).getUTCDate() === dayInMonth(rule.day, day))
    case 'interval': {
      const first = Date.parse(`${rule.from}T00:00:00Z`)
      return yield* onDays(from, rule, day => day >= first && ((day - first) / dayMs) % rule.days === 0)
    }
    case 'monthly-weekday':
      return yield* onDays(from, rule, day => isNthWeekday(day, rule))
    case 'yearly':
      return yield* onDays(from, rule, day => isoOf(day).slice(5) === monthDay(rule))
    case 'feast':
      return yield* onDays(from, rule, isFeast(rule.name))
    case 'school-date':
      return yield* aroundDate(rule, from, almanac)
  }
}

function* cronTimes({ cron, zone }: Extract<Rule, { on: 'cron' }>, from: Date): Generator<Date> {
  const job = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' })
  const end = from.getTime() + farthest * dayMs
  for (let at = job.nextRun(from); at && at.getTime() < end; at = job.nextRun(at)) yield at
}

function* onDays(
  from: Date,
  { time, zone }: { time: string; zone: string },
  isOne: (day: number) => boolean,
): Generator<Date> {
  const wall = wallTime(from, zone)
  const first = Date.UTC(wall.year, wall.month - 1, wall.day)
  for (let n = 0; n < farthest; n++) if (isOne(first + n * dayMs)) yield instantAt(first + n * dayMs, time, zone)
}

function isNthWeekday(at: number, { n, weekday }: { n: number; weekday: number }): boolean {
  const date = new Date(at)
  if (date.getUTCDay() !== weekday) return false
  return n > 0 ? Math.ceil(date.getUTCDate() / 7) === n : date.getUTCDate() > dayInMonth(31, at) - 7
}

const two = (n: number) => String(n).padStart(2, '0')
const monthDay = ({ month, day }: { month: number; day: number }) => `${two(month)}-${two(day)}`

/** Whether a day is that feast; each year is reckoned once. The last ones of a lunar year lie in the next of the sun. */
function isFeast(name: string): (day: number) => boolean {
  const found = new Map<number, number | undefined>()
  const dayIn = (year: number) => {
    if (!found.has(year)) found.set(year, feastDay(name, year)?.day)
    return found.get(year)
  }
  return day => {
    const year = new Date(day).getUTCFullYear()
    return dayIn(year) === day || dayIn(year - 1) === day
  }
}

/** The 31st of a month that has 30 days is its last. */
function dayInMonth(day: number, at: number): number {
  const date = new Date(at)
  return Math.min(day, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate())
}

/** The sample school's dates mean another year each autumn, so the date is asked for over the year to come. */
function* aroundDate(
  { field, days, time, zone }: Extract<Rule, { on: 'school-date' }>,
  from: Date,
  { dateOf }: Almanac,
): Generator<Date> {
  const seen = [1, 120, 240, 370].map(n => dateOf(field, new Date(from.getTime() + n * dayMs)))
  const dates = [...new Set(seen.filter(d => d !== null))].map(d => Date.parse(`${d}T00:00:00Z`))
  const at = dates.flatMap(date => days.map(n => instantAt(date - n * dayMs, time, zone)))
  yield* at.sort((a, b) => a.getTime() - b.getTime())
}

/** Where a time goes that lies on a day off; null when it is left out. */
function onWorkday(at: Date, rule: Rule, calendar: WorkCalendar): Date | null {
  if (rule.on === 'once' || rule.workdays === 'any') return at
  const wall = wallTime(at, rule.zone)
  const day = Date.UTC(wall.year, wall.month - 1, wall.day)
  if (calendar.isWorkday(isoOf(day))) return at
  const moved = nearestWorkday(day, rule.workdays, calendar)
  return moved === null ? null : instantOf({ ...wallDay(moved), hour: wall.hour, minute: wall.minute }, rule.zone)
}

function nearestWorkday(day: number, workdays: Workdays, calendar: WorkCalendar): number | null {
  if (workdays === 'skip') return null
  const step = workdays === 'before' ? -dayMs : dayMs
  for (let n = 1; n <= longestShift; n++) if (calendar.isWorkday(isoOf(day + n * step))) return day + n * step
  return null
}

/** Whether a text is `HH:MM` of a day. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** The instant of a time on a day (its midnight in UTC) on a clock in `zone`. */
export function instantAt(day: number, time: string, zone: string): Date {
  const minutes = minutesOf(time)
  return instantOf({ ...wallDay(day), hour: Math.floor(minutes / 60), minute: minutes % 60 }, zone)
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const isoOf = (day: number) => new Date(day).toISOString().slice(0, 10)

function wallDay(day: number) {
  const date = new Date(day)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
