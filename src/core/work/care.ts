import type { ClassRef, Unit } from '../roster.ts'

/** One talk with a student on the list, on a day (`2027-06-07`). */
export interface CareTalk {
  id: string
  day: string
  note: string
  by: string
  /** The name of who talked; empty once they are not on the roster any more. */
  byName: string
}

/** A student whom staff look after more than others, with why, what was talked and when next. Instants are epoch milliseconds. */
export interface CareEntry {
  /** A random id: it tells nothing of anybody. */
  id: string
  student: string
  /** Empty once they are not on the roster any more, and then there is no class either. */
  name: string
  unit: ClassRef | null
  /** By the ids of `knowledge/care-list.yaml`. */
  reasons: readonly string[]
  by: string
  byName: string
  at: number
  /** When whoever set it is reminded. */
  next: { at: number; by: string } | null
  /** In the order of their days. */
  talks: readonly CareTalk[]
  state: 'open' | 'closed'
  result: string
  closedAt: number | null
}

/** How many students of a college are on the list, how many were talked with, and how many were taken off it with a result. */
export interface CareCount {
  college: string
  open: number
  talked: number
  closed: number
}

/** What can be asked of the list. */
export interface CareListReads {
  /** Entries of students within parts of the school, and those that `writer` made, the one with the next date first. */
  entries(of: { scope: readonly Unit[]; writer: string | null; state: CareEntry['state'] }): Promise<CareEntry[]>
  entry(id: string): Promise<CareEntry | null>
  /** The open one of a student. */
  openOf(student: string): Promise<CareEntry | null>
  /** By college, of students within parts of the school. */
  counts(scope: readonly Unit[]): Promise<CareCount[]>
}

/** What is changed in the list; `by` is who did. */
export type CareListEffect =
  | { do: 'open-care'; id: string; student: string; reasons: readonly string[]; by: string }
  | { do: 'add-care-talk'; id: string; talk: Omit<CareTalk, 'byName'> }
  | { do: 'drop-care-talk'; id: string; talk: string }
  | { do: 'set-care-next'; id: string; next: CareEntry['next'] }
  | { do: 'set-care-reasons'; id: string; reasons: readonly string[] }
  | { do: 'close-care'; id: string; result: string }
  | { do: 'reopen-care'; id: string }
  /** Nothing of it stays. */
  | { do: 'drop-care'; id: string }
