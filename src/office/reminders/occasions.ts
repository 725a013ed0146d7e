import type { Caretaker } from '../../core/case.ts'
import type { Saying } from '../../core/delivery.ts'
import type { StaffRecord } from '../../core/desk.ts'
import type { Reads } from '../../core/reads.ts'
import type { Occasion, ReminderChange } from '../../core/reminder.ts'
import type { Belonging, ClassRef, RosterPerson } from '../../core/roster.ts'
import type { CardsSoFar } from '../cards/deal.ts'
import type { Standing } from './standing.ts'
import type { OwnerLetter } from './unset.ts'

/** How far a standing reminder has come; instants are epoch milliseconds. */
export interface Progress {
  /** Every time up to this is given, or over. */
  upto: number
  /** Nothing is given before this. */
  hold: number
}

/** The same with what is known of the times after it and of those that were moved, by instant, and with what staff changed. */
export interface Found extends Progress {
  states: ReadonlyMap<number, Occasion['state']>
  changes: readonly ReminderChange[]
}

/** A time that nothing was known of: to be given from now on, or not at all. */
export interface Fresh {
  instant: number
  state: 'planning' | 'skipped'
  reason: 'late' | 'missed' | 'superseded' | 'paused' | 'left-out' | null
}

/**
 * What happens to a reminder whose time has come: it waits, all of it is over, or times are noted and those of `open` given; then it has come up to
 * `last`, and those of `moved` are over.
 */
export type Opening =
  | { is: 'put-off'; until: number }
  | { is: 'over'; upto: number }
  | { is: 'open'; fresh: readonly Fresh[]; open: readonly number[]; last: number; moved: readonly number[] }

/** Someone, or a class's group, that a reminder is for. */
export interface Hearer {
  /** Names it in keys; hearers come in the order of their ids. */
  id: string
  /** Where a message reaches it; null where none does. */
  home: { chat: { id: string; channel: string; kind: 'private' | 'group' }; to: string | null } | null
  /** Their name (empty for a group), and where they belong. */
  who: { name: string } & Belonging
}

/** The next hearers of a time: what they are sent (`story` where it is a card with that real case), how many they are with those that nothing reaches or who are not to hear it, and the id of the last. */
export interface Chunk {
  letters: readonly { id: string; home: NonNullable<Hearer['home']>; saying: Saying; story?: string }[]
  audience: number
  /** How many are not to hear it, because staff have it so or a value in it is not set for them. */
  held: number
  upto: string
  isEnd: boolean
}

/** What staff wrote down in a conversation, beside the classes that there are and who looks after which. */
export interface Recorded {
  records: readonly StaffRecord[]
  classes: readonly ClassRef[]
  staff: readonly Pick<RosterPerson, 'number' | 'scope'>[]
}

/** Where is kept how far standing reminders have come, and what came of each of their times. */
export interface Occasions {
  progress(): Promise<ReadonlyMap<string, Progress>>
  /** Reminders that were not there before begin to count at an instant. */
  begin(reminders: readonly string[], at: Date): Promise<void>
  /** What staff changed that is not over since then. */
  changes(since: Date): Promise<readonly ReminderChange[]>
  /**
   * Reads how far a reminder has come now, and what was changed since then, asks what happens to it and saves that, in one transaction; null (from
   * `decide` too) when nothing does.
   */
  open(
    reminder: string,
    when: { now: Date; since: Date },
    decide: (found: Found) => Opening | null,
  ): Promise<Opening | null>
  /** Everyone that a reminder is for at `at`, those that nothing reaches included. */
  hearers(reminder: Pick<Standing, 'to' | 'audience'>, at: Date): Promise<Hearer[]>
  /** The records that staff wrote in a conversation, all classes, and whom of the staff which parts are given to. */
  recorded(flow: string): Promise<Recorded>
  /** Those who look after a class, or (null) after the whole school, with where they can be reached at `at`. */
  caretakers(unit: ClassRef | null, at: Date): Promise<readonly Caretaker[]>
  /** Tells staff something; what was told under its key before is not told again. */
  tell(letters: readonly OwnerLetter[], now: Date): Promise<void>
  /** What people were sent of the cards of the week, and who is to be spared one at `at`. */
  cards(at: Date): Promise<CardsSoFar>
  /** What there is to be read at `at`. */
  reads(at: Date): Reads
  /**
   * Gives the next chunk of a time, and saves that with the id that it has come to, in one transaction: `next` is asked with the id of the last
   * before. False when the time is given to all.
   */
  give(time: { reminder: string; instant: number }, now: Date, next: (after: string) => Chunk): Promise<boolean>
  /** What lies up to an instant is given, or over; so are these times that were moved. */
  putForward(reminder: string, upto: number, moved: readonly number[]): Promise<void>
  /** What lies ahead of `now` is to come again: a time that was given already stays so, one that was only passed over does not. */
  rewind(now: Date): Promise<void>
}
