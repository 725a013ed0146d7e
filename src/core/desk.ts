import type { Saying } from './delivery.ts'
import type { ClassRef } from './roster.ts'

/** A member of staff who does something on the desk. */
export interface DeskHand {
  number: string
  name: string
}

/** Someone who asked for a person, as those who look after them read it. */
export interface Handoff {
  number: string
  name: string
  /** Their roster number, or null for people the roster does not know. */
  asker: string | null
  /** Their class, or null for people the roster does not know. */
  unit: ClassRef | null
  topic: string
  urgency: string
  text: string
  how: string
  mayContact: boolean
  isDone: boolean
  at: number
  /** Who sees to it, and who gave it to them. */
  taker: DeskHand | null
  takenAt: number | null
  passedBy: string | null
  /** What staff last answered through the bot; `sent` is what became of the last that left, null where all is kept for when they ask. */
  answer: { text: string; at: number; sent: 'waiting' | 'arrived' | 'unsure' | 'failed' | null } | null
  /** When whoever asked last wanted to know how it stands. */
  askedAt: number | null
  doneAt: number | null
  /** Whether anything reaches them now. */
  isReached: boolean
}

/** A contribution that a moderator looks at before others see it; `text` is what was written in it. */
export interface Review {
  number: string
  /** The class of whoever made it, or null for people the roster does not know. */
  unit: ClassRef | null
  flow: string
  text: string
  /** Other contributions, of whomever, that hold one of its pictures. */
  samePictures: string[]
  /** Whether it still waits; else others may see it. */
  isOpen: boolean
  at: number
}

/** A question that nobody could answer yet. */
export interface Unanswered {
  question: string
  times: number
  nearest: string[]
  firstAt: number
  lastAt: number
}

/** How often an entry was found useful, and how often not. */
export interface EntryRating {
  entry: string
  useful: number
  useless: number
}

/** What can be asked of the desk. */
export interface DeskReads {
  /** Open requests for a person, oldest first. */
  handoffs(): Promise<Handoff[]>
  /** Those that were followed up, the last first: whose number or name holds `said`, or all. */
  doneHandoffs(said: string): Promise<Handoff[]>
  /** A request by its number, followed up or not. */
  handoff(number: string): Promise<Handoff | null>
  /** All that somebody asked for themselves, the last first, by the id under which their own matters are kept. */
  handoffsOf(owner: string): Promise<Handoff[]>
  /** Contributions that wait for a moderator, oldest first. */
  reviews(): Promise<Review[]>
  /** A contribution that waits or that others may see. */
  review(number: string): Promise<Review | null>
  /** Open questions, most asked first. */
  unanswered(most: number): Promise<Unanswered[]>
  /** Ratings of entries, worst first. */
  ratings(): Promise<EntryRating[]>
}

/** What a member of staff may change on the desk. */
export type DeskEffect =
  /** Somebody of the staff sees to a request for a person, or nobody does any more; `passedBy` gave it to them. */
  | { do: 'take-handoff'; number: string; taker: string | null; passedBy: string | null }
  /** A request was answered; `saying` is what leaves for whoever asked, null where it is kept for when they ask. */
  | { do: 'answer-handoff'; number: string; text: string; saying: Saying | null }
  /** Whoever asked for a person wants to know how it stands. */
  | { do: 'ask-progress'; number: string }
  /** A request was followed up, by `taker` where nobody had taken it; or it is open again. */
  | { do: 'finish-handoff'; number: string; taker: string | null }
  | { do: 'reopen-handoff'; number: string }
  /** Others may see a contribution. */
  | { do: 'approve-submission'; number: string }
