import type { Audience, Belonging, Unit } from './roster.ts'
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

/** What came of one time of a standing reminder, as it stands in the records: counts of the whole school. */
export interface ReminderRun extends Omit<Occasion, 'deliveries'> {
  /** How many did not hear it because it was paused or left out for their part of the school. */
  held: number
}

/** What staff changed in what the standing reminders do of themselves; instants are epoch milliseconds. */
export type ReminderChange = {
  id: string
  reason: string
  /** The roster number of who changed it, and their name as the roster has it. */
  by: string
  byName: string
  at: number
} & (
  | ReminderPause
  | ReminderSkip
  /** One time comes at another instant. It stays the time that it was: its key and its record are of `instant`. */
  | ReminderMove
)

/** Nothing of a reminder (of a file, with all its parts) is said to these parts of the school from then until then. */
export interface ReminderPause {
  is: 'pause'
  reminder: string
  units: readonly Unit[]
  from: number
  until: number
}

/** One time of a reminder is not said to these parts of the school. */
export interface ReminderSkip {
  is: 'skip'
  reminder: string
  instant: number
  units: readonly Unit[]
}

/** One time of a reminder comes at another instant; `isDone` when it has. */
export interface ReminderMove {
  is: 'move'
  reminder: string
  instant: number
  to: number
  isDone: boolean
}

/** How many people belong somewhere. */
export interface PeopleThere {
  whose: Belonging
  people: number
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
  /** What staff changed in the standing reminders that is not over since an instant, oldest first. */
  changes(since: number): Promise<ReminderChange[]>
  /** What came of the times of these standing reminders from an instant until another, in order. */
  runs(reminders: readonly string[], from: number, until: number): Promise<ReminderRun[]>
  /** Where those belong whom an audience means, and how many are there; by where they live only `byRoom`. */
  meant(audience: Audience, byRoom: boolean): Promise<PeopleThere[]>
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

/** What a member of staff may change in the standing reminders. */
export type ReminderWorkEffect =
  /** Saves a change; one with this id is replaced. */
  | { do: 'change-reminder'; change: ReminderChange }
  /** Takes a change back as if it had never been. */
  | { do: 'unchange-reminder'; id: string }
