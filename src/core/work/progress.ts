import type { Saying } from '../delivery.ts'
import type { Answer } from '../memory.ts'
import type { ClassRef, Unit } from '../roster.ts'

/** Something that students do in a conversation, and by what the records show that somebody has. */
export interface Doing {
  flow: string
  /** The tag that the conversation gives whoever is done (`no` to whoever is not yet); null where handing in is all. */
  tag: string | null
  /** Whether only those owe it who have a loan in the roster. */
  onlyBorrowers: boolean
  /** Whether one is asked how far one is: then it counts who said anything. */
  hasStages: boolean
}

/** How far the students of a class are; `counts` are in the order in which was asked. */
export interface ClassProgress extends ClassRef {
  people: number
  /** Those of them who have a loan. */
  borrowers: number
  counts: readonly ProgressCount[]
}

/** How many have done something, and who said anything about it, done or not; null where nobody is asked. */
export interface ProgressCount {
  done: number
  heard: number | null
}

/** How somebody can be reached: in private on a channel, only by the group of their class, or not at all. */
export type Reach =
  | { by: 'private'; channel: string }
  | { by: 'group' }
  | { by: 'none'; why: 'notBound' | 'cannotPush' }

/** Somebody who has done something, or has not. */
export interface PersonProgress {
  number: string
  name: string
  college: string
  className: string
  /** What they last told of it, and when (epoch milliseconds); null where they told nothing. */
  told: { answers: Record<string, Answer>; at: number } | null
  reach: Reach
}

/** Which people are looked for: of these parts of the tree, those who have done it or those who have not. */
export interface SeekingProgress {
  scope: readonly Unit[]
  isDone: boolean
}

/** How many did something within a quarter of an hour that began then (epoch milliseconds); null before the time that was asked for. */
export interface DoneAt {
  at: number | null
  count: number
}

/** What can be asked of how far people are. */
export interface ProgressReads {
  /** The students of these parts of the tree, by class; of very many people it may be some seconds old. */
  byClass(scope: readonly Unit[], doings: readonly Doing[]): Promise<ClassProgress[]>
  /** Students by class and number; of something that only borrowers owe, borrowers. */
  people(doing: Doing, seeking: SeekingProgress): Promise<PersonProgress[]>
  /** For each thing whether somebody has done it; null where they do not owe it: only students owe anything, and of loans borrowers. */
  ofPerson(number: string, doings: readonly Doing[]): Promise<(boolean | null)[]>
  /** People whom a broadcast was meant for, by class and number; done is who confirmed, in time or late. */
  readers(broadcast: string, seeking: SeekingProgress): Promise<PersonProgress[]>
  /** Who was reminded of an item by staff since then (epoch milliseconds), and when last. */
  reminded(item: string, since: number): Promise<ReadonlyMap<string, number>>
  /** When those who have done something did it, since then: a conversation, or confirming the broadcast of a number. */
  course(of: Doing | string, seeking: { scope: readonly Unit[]; since: number }): Promise<DoneAt[]>
}

/** What staff change by asking how far people are. */
export type ProgressEffect =
  /** Writes to each of these in private, once a day (`day`: epoch milliseconds of its beginning) for an item. */
  { do: 'remind-left'; item: string; day: number; to: readonly { number: string; saying: Saying }[] }
