import type { ClassRef, Unit } from '../roster.ts'
import type { Picture } from '../update.ts'

/** What staff wrote down as evidence of a duty of the school's notice. */
export interface DutyNote {
  id: string
  /** The duty's number in the ledger. */
  duty: number
  /** The college that it is of; empty for the whole school. */
  college: string
  /** When it took place, as `2027-06-12`. */
  day: string
  text: string
  /** A picture in which everybody who can be recognised agreed to be shown. */
  picture: Picture | null
  /** Whoever wrote it: the roster number, null for whoever has the shell, and the name as the roster has it. */
  by: string | null
  byName: string
  /** Epoch milliseconds. */
  at: number
}

/** A picture of a record of staff that goes into the term's report, because everybody in it agreed to be shown; `n` counts from 1. */
export interface ReportPicture {
  number: string
  n: number
  caption: string
}

/** What is counted of a class besides how far its people are; nobody of it is named. */
export interface ClassCounts extends ClassRef {
  /** Cards of the week: how many were sent, answered, answered right. */
  cards: number
  answers: number
  right: number
  /** How often questions came that had no answer, and how often such as staff have answered since. */
  asked: number
  ended: number
  /** Requests for a person, and how many of them were followed up. */
  requests: number
  followed: number
  /** Suggestions to the college or the school, and how many of them were seen to. */
  suggestions: number
  considered: number
  /** What was reported of what goes on, and how much of it came to an end. */
  reports: number
  settled: number
  /** Words to a teacher that somebody has looked at. */
  letters: number
}

/** What can be asked for the ledger of the notice's duties. */
export interface LedgerReads {
  /** What staff wrote of all duties, the latest day first; `isGone` are those that were taken away and can still be put back. */
  notes(): Promise<DutyNote[]>
  note(id: string): Promise<(DutyNote & { isGone: boolean }) | null>
  /** The pictures that were chosen, by the records that they are of. */
  pictures(): Promise<ReportPicture[]>
  /** The classes of these parts of the tree of which anything is counted. */
  counts(scope: readonly Unit[]): Promise<ClassCounts[]>
}

/** What staff change in the ledger. Instants are epoch milliseconds. */
export type LedgerEffect =
  /** A new note; it goes by itself at `until`. */
  | { do: 'add-duty-note'; note: Omit<DutyNote, 'byName'>; until: number }
  /** A note counts no more (or does again), and goes for good at `until`. */
  | { do: 'hide-duty-note'; id: string; isGone: boolean; until: number }
  /** A note that was written by a slip is as if it had never been. */
  | { do: 'drop-duty-note'; id: string }
  /** A picture of a record goes into the report with these words below it, or does not any more. */
  | { do: 'choose-report-picture'; picture: ReportPicture }
  | { do: 'leave-report-picture'; number: string; n: number }
