import type { Rule } from '../core/reminder.ts'
import { wallTime } from './calendar.ts'
import { minutesOfDay, timeOf } from './clock.ts'
import { daysOf, mondayOf } from './day.ts'
import { type Days, type DayTrouble, dayAfter, type Note, todayIn } from './days.ts'
import { daysAfter } from './each.ts'
import { clockNotes, nightNote, onClock, onceAt, rowNote, timeSaid, timesOn } from './instants.ts'
import { offsetReading } from './offset.ts'
import type { Expression } from './piece.ts'
import { nextOccurrence } from './recurrence.ts'
import { recurring } from './recurring.ts'
import type { PastReading, Reading, Seen, TimeReading } from './seen.ts'

const dayMs = 86_400_000
/** The most days in a row of which each is set by itself. */
const mostDays = 10

/** What an expression means. `event`: what else was named before it, which an offset (前一天) or an hour alone (两点半) may lean on. */
export function readingOf(said: Expression, seen: Seen, event: Expression | null = null): Reading {
  const reading = within(readingAlone(said, seen, event), seen.now)
  const hasSlip = said.hasSlip || event?.hasSlip || said.event?.hasSlip
  return reading.is === 'time' && hasSlip ? { ...reading, notes: ['slip', ...reading.notes] } : reading
}

/** Nobody counts on being reminded in more than a year. */
function within(reading: Reading, now: Date): Reading {
  return reading.is === 'time' && reading.at.getTime() > now.getTime() + 400 * dayMs ? { is: 'far' } : reading
}

function readingAlone(said: Expression, seen: Seen, event: Expression | null): Reading {
  if (said.fault === 'limit') return pastLimit(said, seen, event)
  if (said.fault === 'several' && said.each.length > 0) return eachTime(said.each, seen, event)
  if (said.fault) return { is: said.fault }
  if (said.instant !== null) return exactly(said, seen)
  if (said.until.length > 0) return eachDay(said, seen)
  if (said.repeat) return recurring(said, seen)
  if (said.offset || (event && isHourAlone(said)))
    return offsetReading(said, seen, { event: said.event ?? event, read: readingOf })
  if (said.school) return aroundSchoolDate(said, seen)
  if (said.span) return afterSpan(said, seen)
  return once(said, seen)
}

/** 明天早上八点和下午三点: every one of them, in order; the first trouble where one is not clear, and none twice. */
function eachTime(each: readonly Expression[], seen: Seen, event: Expression | null): Reading {
  const readings: (TimeReading | PastReading)[] = []
  for (const one of each) {
    const reading = readingOf(one, seen, event)
    if (reading.is === 'times') return { is: 'several' }
    if (reading.is !== 'time' && reading.is !== 'past') return reading
    readings.push(reading)
  }
  return inOneGo(readings)
}

/** 6月14日至18日每天7:30: a time on each of so few days. */
function eachDay(said: Expression, seen: Seen): Reading {
  const at = { today: todayIn(seen.now, seen.zone), calendar: seen.almanac.calendar }
  const [until, ...more] = said.until
  const [first, last] = [said.days, more.length > 0 ? said.until : daysAfter(said.days, until!)].map(d => daysOf(d, at))
  if (!first || !last || 'is' in first || 'is' in last) return { is: 'unclear' }
  const from = first.days[0]!
  const many = ((last.days.find(day => day > from) ?? 0) - from) / dayMs + 1
  if (many < 2 || many > mostDays) return { is: 'unclear' }
  const readings: (TimeReading | PastReading)[] = []
  for (let n = 0; n < many; n++) {
    const reading = onDays({ days: [from + n * dayMs], notes: first.notes }, said, seen)
    if (reading.is !== 'time' && reading.is !== 'past') return reading
    readings.push(reading)
  }
  return inOneGo(readings)
}

/** Several times, in order and none twice; past where all of them are. */
function inOneGo(readings: readonly (TimeReading | PastReading)[]): Reading {
  const once = readings.filter(r => r.is === 'past' || r.rule.on === 'once').map(r => r.at.getTime())
  const isInOrder = once.every((at, n) => n === 0 || at > once[n - 1]!)
  const rules = new Set(readings.map(r => JSON.stringify(r.is === 'past' ? r.at : r.rule)))
  if (!isInOrder || rules.size < readings.length) return { is: 'several' }
  return readings.every(r => r.is === 'past') ? readings.at(-1)! : { is: 'times', each: readings }
}

/** 三点前 is no time to be told at, and over when three is. */
function pastLimit(said: Expression, seen: Seen, event: Expression | null): Reading {
  const reading = said.span ? null : readingAlone({ ...said, fault: null }, seen, event)
  return reading?.is === 'past' ? reading : { is: 'limit' }
}

/** 2027-06-28T10:30+08:00 */
function exactly(said: Expression, { now }: Seen): Reading {
  const at = new Date(said.instant!)
  if (said.days.length > 0 || said.hour || said.period || said.repeat) return { is: 'unclear' }
  return at <= now ? { is: 'past', at } : onceAt(at, [])
}

/** 两点半, 中午: a time of a day that something else names. */
const isHourAlone = ({ instant, days, school, span, hour, period }: Expression) =>
  instant === null && days.length === 0 && !school && !span && (hour !== null || period !== null)

/** 退宿截止前一天晚上8点 */
function aroundSchoolDate(said: Expression, seen: Seen): Reading {
  const { field, days } = said.school!
  if (said.days.length > 0 || said.span) return { is: 'unclear' }
  const time = timeSaid(said, seen)
  if ('is' in time) return time
  const ahead = days - Math.floor(time.minutes / 1440)
  const rule: Rule = {
    on: 'school-date',
    field,
    days: [ahead],
    time: timeOf(time.minutes % 1440),
    zone: seen.zone,
    workdays: 'any',
  }
  if (seen.almanac.dateOf(field, seen.now) === null) return { is: 'unset', field }
  const at = nextOccurrence(rule, seen.now, { almanac: seen.almanac })
  return at
    ? { is: 'time', rule, at, notes: [...time.notes, ...rowNote(said), ...nightNote(at, seen)] }
    : { is: 'date-past', field }
}

/** 半小时后; 三天后下午两点 */
function afterSpan(said: Expression, seen: Seen): Reading {
  const span = said.span!
  const inWeek = weekdayOfWeek(said, seen)
  if (inWeek !== null) return onDays({ days: [inWeek], notes: [] }, said, seen)
  if (said.days.length > 0) return { is: 'unclear' }
  const today = todayIn(seen.now, seen.zone)
  if (span.minutes > 0) {
    if (said.hour || said.period || span.workdays > 0) return { is: 'unclear' }
    const isBare = span.way === 'bare'
    if (isBare && (span.days > 0 || span.months > 0)) return { is: 'unclear' }
    const days = dayAfter(today, span, seen.almanac.calendar) - today
    const at = new Date(Math.ceil((seen.now.getTime() + days + span.minutes * 60_000) / 60_000) * 60_000)
    return onceAt(at, isBare ? ['bare-span'] : [])
  }
  if (span.way === 'bare' || span.days + span.months + span.workdays === 0) return { is: 'unclear' }
  const day = dayAfter(today, span, seen.almanac.calendar)
  const isCounted = span.workdays > 0 && !seen.almanac.calendar.isKnown(new Date(day).getUTCFullYear())
  return onDays({ days: [day], notes: isCounted ? ['workdays'] : [] }, said, seen)
}

/** 两周后的周五: the weekday of the week that so many weeks lie ahead, or null for anything else. */
function weekdayOfWeek({ span, days }: Expression, seen: Seen): number | null {
  const [only, ...more] = days
  if (only?.is !== 'weekday' || only.ahead !== null || more.length > 0 || span?.way !== 'after') return null
  if (span.days === 0 || span.days % 7 > 0 || span.minutes + span.months + span.workdays > 0) return null
  return mondayOf(todayIn(seen.now, seen.zone)) + (span.days + only.weekday) * dayMs
}

/** 明天下午三点, 周五, 今晚, 3点 */
function once(said: Expression, seen: Seen): Reading {
  const today = todayIn(seen.now, seen.zone)
  const named = said.days.length > 0 ? daysOf(said.days, { today, calendar: seen.almanac.calendar }) : null
  if (named && 'is' in named) return troubleOf(named, said, seen)
  if (!named && isLateTonight(said, seen)) return asNight(said, seen)
  // Only 大概 or 之前: no time at all.
  if (!named && !said.hour && !said.period) return { is: 'unclear' }
  const isNear = said.days.some(d => d.is === 'near') && wallTime(seen.now, seen.zone).hour < 5
  const days = named ?? { days: [today, today + dayMs], notes: [] }
  return onDays({ ...days, notes: [...days.notes, ...(isNear ? (['past-midnight'] as const) : [])] }, said, seen)
}

/** 1点半, late in the evening: the night that comes, and not the next afternoon. */
const isLateTonight = ({ hour, period }: Expression, { now, zone }: Seen) =>
  hour !== null && period === null && !hour.isExact && hour.minutes < 360 && wallTime(now, zone).hour >= 20

function asNight(said: Expression, seen: Seen): Reading {
  const reading = readingAlone({ ...said, period: 'dawn' }, seen, null)
  return reading.is === 'time' ? { ...reading, notes: ['half-day', ...reading.notes] } : reading
}

function troubleOf(trouble: DayTrouble, said: Expression, seen: Seen): Reading {
  if (trouble.is === 'past' || trouble.is === 'differs') return { is: trouble.is, at: atStart(trouble.day, said, seen) }
  return trouble
}

function atStart(day: number, said: Expression, seen: Seen): Date {
  const found = minutesOfDay(said, { times: seen.times, wakes: false })
  return onClock(day, found?.minutes ?? 0, seen.zone)
}

/** The first instant to come of a clock on some days. */
function onDays({ days, notes }: Days, said: Expression, seen: Seen): Reading {
  const today = todayIn(seen.now, seen.zone)
  const hasClock = said.hour !== null || said.period !== null
  if (!hasClock && days.every(day => day < today)) return { is: 'past', at: atStart(days.at(-1)!, said, seen) }
  if (!hasClock && (!seen.times || (days.length === 1 && days[0] === today))) return { is: 'no-time' }
  const found = days.map(day => timesOn(day, said, { isToday: day === today, seen }))
  if (found.some(times => times === null)) return said.hour ? { is: 'no-hour' } : { is: 'no-time' }
  const times = found.flatMap((list, n) => list!.map(t => ({ ...t, n })))
  const next = times.find(t => t.at > seen.now)
  if (!next) return { is: 'past', at: times.at(-1)!.at }
  const rolled: Note[] = next.n > 0 && hasClock ? ['rolled'] : []
  return onceAt(next.at, [
    ...notes,
    ...rolled,
    ...clockNotes(said, next.isGuess),
    ...rowNote(said),
    ...nightNote(next.at, seen),
  ])
}
