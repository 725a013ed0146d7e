import type { Audience, Belonging } from './roster.ts'
import type { Chat } from './update.ts'

/** What becomes of a time on a day off: said all the same, left out, or said on the working day before or after. */
export type Workdays = 'any' | 'skip' | 'before' | 'after'

/** When something is to be said: once, or again and again. `time` is `HH:MM` on a clock in `zone` (IANA name). */
export type Rule =
  | { on: 'once'; at: number }
  | { on: 'cron'; cron: string; zone: string; workdays: Workdays }
  /** `weekdays`: 0 (Sunday)–6. */
  | { on: 'weekly'; weekdays: readonly number[]; time: string; zone: string; workdays: Workdays }
  /** The day of each month; in a shorter one, and for 31, its last. */
  | { on: 'monthly'; day: number; time: string; zone: string; workdays: Workdays }
  /** Every `days` days, counted from the day `from` (`2026-06-10`). */
  | { on: 'interval'; days: number; from: string; time: string; zone: string; workdays: Workdays }
  /** The `n`th such weekday of each month; the last is -1. */
  | { on: 'monthly-weekday'; n: number; weekday: number; time: string; zone: string; workdays: Workdays }
  | { on: 'yearly'; month: number; day: number; time: string; zone: string; workdays: Workdays }
  /** A feast of each year, by its name. */
  | { on: 'feast'; name: string; time: string; zone: string; workdays: Workdays }
  /** `days` before a date that the school sets; below zero, after it. */
  | { on: 'school-date'; field: string; days: readonly number[]; time: string; zone: string; workdays: Workdays }

/** Something that a person asked to be reminded of. */
export interface PersonalReminder {
  id: string
  /** What the person calls it by: small, and theirs alone. */
  n: number
  text: string
  rule: Rule
  /** When it is said next; epoch milliseconds. */
  due: number
}

/** The most reminders that one person may have. */
export const mostReminders = 20

/** What came of one time of a reminder. */
export interface Occasion {
  /** The name of a standing reminder, or the id of a person's own. */
  reminder: string
  instant: Date
  state: 'planning' | 'planned' | 'skipped'
  reason: string | null
  audience: number
  planned: number
  unreachable: number
  /** How many of its deliveries stand where, as long as they are kept. */
  deliveries: Record<string, number>
}

/** What can be asked of the reminders. */
export interface ReminderReads {
  /** The reminders of whoever writes, the next one first. */
  mine(who: { handle: string; number: string | null }): Promise<PersonalReminder[]>
  /** What came of the latest times, newest first. */
  latest(most: number): Promise<Occasion[]>
  /**
   * How many people (or classes' groups) something is for at `at`, of those whom `isFor` names, and how many of them can be written to first.
   */
  reach(
    to: { to: 'person' | 'group'; audience: Audience; isFor?(whose: Belonging): boolean },
    at: Date,
  ): Promise<{ audience: number; reached: number }>
}

/** What a turn may change in the reminders. */
export type ReminderEffect =
  | {
      do: 'set-reminder'
      /** One of this name that the person has is replaced; null for one that they asked for themselves. */
      name: string | null
      text: string
      rule: Rule
      due: number
      /** After this it is not said any more. */
      until: number
      /** What may be answered with one touch, or null. */
      reply: string | null
      /** The private chat where it was asked for. */
      chat: Chat
    }
  | { do: 'cancel-reminder'; which: { ids: readonly string[] } | { name: string } }
