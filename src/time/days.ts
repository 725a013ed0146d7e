import { isRealDate, wallTime } from './calendar.ts'
import type { SpanMeaning } from './piece.ts'
import type { WorkCalendar } from './workdays.ts'

/** A day in milliseconds. */
export const dayMs = 86_400_000

/** What about a time was a guess or needs saying; `reminders.yaml` has a sentence for each. */
export const notes = [
  /** Morning and evening may have been confused. */
  'half-day',
  /** No hour, or no day, was named. */
  'default-hour',
  'default-day',
  /** A row, of which the start counts. */
  'row',
  /** After midnight: which night it is. */
  'night',
  'past-midnight',
  /** Reckoned by the moon, or not. */
  'lunar',
  'solar',
  /** Counted from an event. */
  'offset',
  /** 十分钟 without 后. */
  'bare-span',
  /** Working days of a year whose holidays are not known. */
  'workdays',
  /** Today's was over already. */
  'rolled',
  /** An interval counts from its first time to come; 每隔三天 is every fourth day. */
  'from',
  'gap',
  /** A slip of the keyboard was put right. */
  'slip',
] as const
export type Note = (typeof notes)[number]

/** The days that an expression may mean, the likeliest first, each its midnight in UTC; none where the calendar has none. */
export interface Days {
  days: readonly number[]
  notes: readonly Note[]
}

/** Days that contradict each other, or that are none at all. */
export type DayTrouble =
  | { is: 'differs'; day: number }
  | { is: 'no-day' }
  | { is: 'unclear' }
  | { is: 'past'; day: number }

/** Today in a zone, as its midnight in UTC. */
export function todayIn(now: Date, zone: string): number {
  const wall = wallTime(now, zone)
  return Date.UTC(wall.year, wall.month - 1, wall.day)
}

/** Days without a guess. */
export const on = (...days: (number | null)[]): Days => ({ days: days.filter(d => d !== null), notes: [] })
/** Days with what about them was a guess. */
export const guessed = (days: Days, ...notes: Note[]): Days => ({ ...days, notes: [...days.notes, ...notes] })

/** A day that the calendar has, as its midnight in UTC, or null. */
export function dayNumber(year: number, month: number, day: number): number | null {
  return isRealDate(year, month, day) ? Date.UTC(year, month - 1, day) : null
}

/** The year of a day. */
export const yearAt = (day: number) => new Date(day).getUTCFullYear()
/** The last day of the month that begins with `first`. */
export const lastOf = (first: number) => Date.UTC(yearAt(first), new Date(first).getUTCMonth() + 1, 0)

/** The day that lies a span of days, months or working days after another. */
export function dayAfter(day: number, { days, months, workdays }: SpanMeaning, calendar: WorkCalendar): number {
  const date = new Date(day)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const moved =
    months === 0 ? day : first + (Math.min(date.getUTCDate(), new Date(lastOf(first)).getUTCDate()) - 1) * dayMs
  let at = moved + days * dayMs
  const step = workdays < 0 ? -1 : 1
  for (let n = 0; n < Math.abs(workdays); ) {
    at += step * dayMs
    if (calendar.isWorkday(new Date(at).toISOString().slice(0, 10))) n++
  }
  return at
}
