import type { Saying } from '../delivery.ts'
import type { Answer } from '../memory.ts'
import type { Role } from '../role.ts'
import type { ClassRef, Unit } from '../roster.ts'

/** What a posting says of a job; `until` is its last day (`2027-06-20`), and texts that were not told are empty. */
export interface PostingText {
  title: string
  employer: string
  place: string
  kind: string
  until: string
  contact: string
  source: string
  about: string
}

/** Where a posting stands: it waits for a person, may be shown, was sent back, or was taken down. One whose last day is over is shown to nobody. */
export type PostingState = 'waiting' | 'open' | 'returned' | 'ended'

/** A posting as those read it who look after postings. Instants are epoch milliseconds. */
export interface Posting extends PostingText {
  number: string
  state: PostingState
  /** Why it was sent back or taken down; empty where nothing was said. */
  reason: string
  at: number
  /** Who brought it in: `owner` is the id under which their own matters are kept; the rest is empty for people the roster does not know. */
  bringer: { owner: string; name: string; role: Role; unit: ClassRef | null; tags: readonly string[] }
  releasedAt: number | null
  /** The how-manieth posting it was to be released, from 1; null for one that never was. */
  release: number | null
}

/** What somebody looks for: places, kinds of work and marks (双休), each by its name, and words that may stand in a posting. */
export interface SoughtJobs {
  places: readonly string[]
  kinds: readonly string[]
  traits: readonly string[]
  words: readonly string[]
}

/** What somebody wants to be told of once it is posted. */
export interface JobWishKept extends SoughtJobs {
  id: string
  at: number
}

/** Somebody who agreed that the career office helps them with finding work, with what they told for it, by the labels of its conversation. */
export interface JobSeeker {
  number: string
  version: number
  answers: Readonly<Record<string, Answer>>
  at: number
  name: string
  unit: ClassRef
  /** When somebody had seen to it, or null. */
  followedAt: number | null
}

/** What can be asked of postings, wishes and those who look for work. */
export interface JobReads {
  /** Postings in these states, the newest first; those whose last day is before `from` only where `isOver` says so. */
  postings(of: { states: readonly PostingState[]; from: string; isOver: boolean; most: number }): Promise<Posting[]>
  /** How many there are in each state whose last day is not before `from`. */
  countPostings(from: string): Promise<Partial<Record<PostingState, number>>>
  posting(number: string): Promise<Posting | null>
  /** What somebody wants to be told of, the oldest first. */
  wishes(owner: string): Promise<JobWishKept[]>
  /** Those of these parts of the school who agreed to be helped, the latest first. */
  seekers(scope: readonly Unit[]): Promise<JobSeeker[]>
  seeker(number: string): Promise<JobSeeker | null>
}

/** What staff and those who bring postings in change. `saying` tells whoever brought it in, where anything reaches them. */
export type JobEffect =
  /** A posting is there, or says something else; it waits for a person. `endsAt` is when its last day is over (epoch milliseconds), `by` who brings it in. */
  | { do: 'put-posting'; number: string; text: PostingText; endsAt: number; by: string }
  | { do: 'release-posting'; number: string; by: string; saying: Saying | null }
  | { do: 'return-posting'; number: string; reason: string; saying: Saying }
  | { do: 'end-posting'; number: string; reason: string }
  /** It stands again where it stood, without a word to anybody. */
  | { do: 'set-posting'; number: string; state: PostingState; reason: string }

/** What a turn changes in what its writer wants to be told of. */
export type JobWishEffect =
  | { do: 'keep-job-wish'; id: string; sought: SoughtJobs }
  /** All of the writer's are gone. */
  | { do: 'drop-job-wishes' }

/** The conversations in which a posting is brought in, and in which somebody asks the career office for help. */
export const postFlow = 'jobpost'
export const helpFlow = 'jobhelp'
