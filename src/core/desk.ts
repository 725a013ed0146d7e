import type { ClassRef } from './roster.ts'

/** Someone who asked for a person, as those who look after them read it. */
export interface Handoff {
  number: string
  name: string
  /** Their class, or null for people the roster does not know. */
  unit: ClassRef | null
  topic: string
  urgency: string
  text: string
  how: string
  mayContact: boolean
  isDone: boolean
  at: number
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
  /** A request by its number, followed up or not. */
  handoff(number: string): Promise<Handoff | null>
  /** Contributions that wait for a moderator, oldest first. */
  reviews(): Promise<Review[]>
  /** A contribution that waits or that others may see. */
  review(number: string): Promise<Review | null>
  /** Open questions, most asked first. */
  unanswered(most: number): Promise<Unanswered[]>
  /** How many there are. */
  questions(): Promise<number>
  /** What lies on the desk without what stands in it: whose class it is of, and since when. */
  lying(): Promise<Record<'handoffs' | 'reviews', { unit: ClassRef | null; at: number }[]>>
  /** Ratings of entries, worst first. */
  ratings(): Promise<EntryRating[]>
}

/** What a member of staff may change on the desk. */
export type DeskEffect =
  /** A request for a person was followed up. */
  | { do: 'finish-handoff'; number: string }
  /** Others may see a contribution. */
  | { do: 'approve-submission'; number: string }
