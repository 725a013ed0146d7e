import type { Saying } from './delivery.ts'
import type { Answer, Submission } from './memory.ts'
import type { ClassRef, Unit } from './roster.ts'

/** What students report: something that happens or has just happened, that they worry about somebody, what is being spread, what is broken. */
export const reportKinds = ['incident', 'person', 'rumour', 'facility'] as const
export type ReportKind = (typeof reportKinds)[number]

/** Whether a text is a kind of report. */
export const isReportKind = (said: string): said is ReportKind => (reportKinds as readonly string[]).includes(said)

/** A request that is a report: of what, whether it goes on now, and whether only whoever sees to it may know who reported it. */
export interface Report {
  kind: ReportKind
  isNow: boolean
  isHidden: boolean
}

/** A member of staff who does something on the desk. */
export interface DeskHand {
  number: string
  name: string
}

/** Someone who asked for a person, as those who look after them read it. */
export interface Handoff {
  number: string
  name: string
  /** Their roster number, or null for people the roster does not know and those who want to stay unknown. */
  asker: string | null
  /** Their class, or null for people the roster does not know and of suggestions; of a report the class whose it is, or null for the school's. */
  unit: ClassRef | null
  /** In whose care it is. */
  care: Unit
  isSuggestion: boolean
  /** Null where somebody asks for a person for themselves, or suggests something. */
  report: Report | null
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
  at: number
}

/** A place in what is chosen for a week, which is named by its Monday (`2027-06-07`). */
export interface WeekPick {
  week: string
  place: number
  /** What stands below it where it is shown. */
  caption: string
}

/** What somebody handed in so that others may see it, as those who look at it first see it. */
export interface Contribution {
  number: string
  flow: string
  version: number
  answers: Readonly<Record<string, Answer>>
  state: Submission['state']
  /** Why it was sent back. */
  reason: string | null
  /** The class of whoever made it, or null for people the roster does not know. */
  unit: ClassRef | null
  /** Whoever made it, by name; empty for people the roster does not know. */
  author: string
  at: number
  revisedAt: number | null
  pick: WeekPick | null
  /** Whether anything reaches whoever made it now. */
  isReached: boolean
}

/** Which contributions are asked for. All that is given must fit. */
export interface ContributionQuery {
  flows: readonly string[]
  states: readonly Submission['state'][]
  /** The parts of the tree whose people's are shown; those of people the roster does not know belong to the whole school. */
  scope: readonly Unit[]
  week?: string
  /** A word of the answers or the number, or of the name of whoever made it. */
  said?: string
  most: number
  from?: number
}

/** A record that staff made of something that took place. */
export interface StaffRecord {
  number: string
  flow: string
  version: number
  answers: Readonly<Record<string, Answer>>
  at: number
  /** Who made it; their scope is empty once they are not on the roster any more. */
  writer: { number: string | null; name: string; college: string; scope: readonly Unit[] }
  /** When what was still to be done after it was done. */
  followedAt: number | null
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
  /**
   * Some of those that were followed up, of people within parts of the school and the last first: whose number or name holds `said`, or all; and how many
   * there are. By name nobody but its `taker` finds a report that hides who reported it.
   */
  doneHandoffs(of: {
    said: string
    taker: string | null
    scope: readonly Unit[]
    skip: number
    take: number
  }): Promise<{ handoffs: Handoff[]; count: number }>
  /** A request by its number, followed up or not. */
  handoff(number: string): Promise<Handoff | null>
  /** All that somebody asked for themselves, the last first, by the id under which their own matters are kept. */
  handoffsOf(owner: string): Promise<Handoff[]>
  /** Contributions that wait for a moderator, oldest first. */
  reviews(): Promise<Review[]>
  /** Contributions, oldest first; those of a week in their order. */
  contributions(query: ContributionQuery): Promise<Contribution[]>
  /** How many there are in each state. */
  countContributions(
    query: Omit<ContributionQuery, 'states' | 'most'>,
  ): Promise<Partial<Record<Submission['state'], number>>>
  /** One that was not withdrawn. */
  contribution(number: string): Promise<Contribution | null>
  /** The weeks for which anything was chosen, the last first. */
  pickedWeeks(): Promise<string[]>
  /** Records that staff made with these conversations, the last first; one by its number. */
  records(flows: readonly string[]): Promise<StaffRecord[]>
  record(number: string): Promise<StaffRecord | null>
  /** Open questions, most asked first. */
  unanswered(most: number): Promise<Unanswered[]>
  /** How many there are. */
  questions(): Promise<number>
  /** What lies on the desk without what stands in it: whose class it is of, and since when. */
  lying(): Promise<Record<'handoffs' | 'reviews', { unit: ClassRef | null; care?: Unit; at: number }[]>>
  /** Ratings of entries, worst first. */
  ratings(): Promise<EntryRating[]>
}

/** What a member of staff may change on the desk. */
export type DeskEffect =
  /**
   * Somebody of the staff sees to a request for a person, or nobody does any more; `passedBy` gave it to them. A report that nobody sees to any more is
   * told on at `nextAt`.
   */
  | { do: 'take-handoff'; number: string; taker: string | null; passedBy: string | null; nextAt?: number }
  /** A request was answered; `saying` is what leaves for whoever asked, null where it is kept for when they ask. */
  | { do: 'answer-handoff'; number: string; text: string; saying: Saying | null }
  /** Whoever asked for a person adds to what they said. */
  | { do: 'add-to-handoff'; number: string; text: string }
  /** Whoever asked for a person wants to know how it stands. */
  | { do: 'ask-progress'; number: string }
  /** A request was followed up, by `taker` where nobody had taken it; or it is open again. */
  | { do: 'finish-handoff'; number: string; taker: string | null }
  | { do: 'reopen-handoff'; number: string }
  /** A request stands again where it stood, by whoever saw to it and gave it to them. */
  | {
      do: 'put-handoff'
      number: string
      isDone: boolean
      taker: string | null
      passedBy: string | null
      nextAt?: number
    }
  /** Others may see a contribution, which came in time or late. */
  | { do: 'approve-submission'; number: string; as: 'submitted' | 'late' }
  /** A contribution waits for a moderator once more. */
  | { do: 'review-submission'; number: string }
  /** A contribution stands again as a moderator had left it, without a word to anybody. */
  | { do: 'put-submission'; number: string; state: 'submitted' | 'late' | 'returned'; reason: string | null }
  /** A contribution was sent back to its author, who is told where anything reaches them. */
  | { do: 'return-submission'; number: string; reason: string; saying: Saying }
  /** A contribution is chosen for a week, or stands elsewhere or under other words in it. */
  | ({ do: 'pick'; number: string } & WeekPick)
  | { do: 'unpick'; number: string }
  /** What was still to be done after a record is done, or is not. */
  | { do: 'follow-up'; number: string; isDone: boolean }
