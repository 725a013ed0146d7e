import type { Rule } from '../core/reminder.ts'
import type { DayTimes } from './clock.ts'
import type { Note } from './days.ts'
import type { Fault } from './piece.ts'
import type { Almanac } from './recurrence.ts'

/** From where an expression is seen. */
export interface Seen {
  now: Date
  zone: string
  almanac: Almanac
  /** What a day and its parts mean where no hour is named; null where an hour must be. */
  times: DayTimes | null
  /** The school's dates by the names that people give them. */
  dates: ReadonlyMap<string, string>
  /** What it is for, where that stands elsewhere: 6点 to get up is in the morning. */
  about?: string
}

/** A time that is understood. `at` is the first, always to come; `notes`: what about it was a guess or needs saying. */
export interface TimeReading {
  is: 'time'
  rule: Rule
  at: Date
  notes: readonly Note[]
}

/** Understood, but it is over. */
export interface PastReading {
  is: 'past'
  at: Date
}

/** What a time expression comes to. */
export type Reading =
  | TimeReading
  | PastReading
  /** Several times in one go, in their order; one of them at least is to come. */
  | { is: 'times'; each: readonly (TimeReading | PastReading)[] }
  /** A day without an hour, where none can be guessed. */
  | { is: 'no-time' }
  /** A day that the calendar does not have, or one more than a year away. */
  | { is: 'no-day' | 'far' }
  /** The date is not on the weekday that was named with it. */
  | { is: 'differs'; at: Date }
  /** Counted from an event whose time was not said. */
  | { is: 'no-event' }
  /** A repetition that is not known here. */
  | { is: 'unsupported' }
  | { is: Fault }
  /** About a date of the school that is not set, or whose time is over. */
  | { is: 'unset' | 'date-past'; field: string }
