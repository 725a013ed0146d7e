import type { BroadcastDraft } from './broadcast.ts'
import type { ReportKind } from './desk.ts'
import type { GroupServing } from './group.ts'
import type { Rule } from './reminder.ts'
import type { RosterQuestion } from './roster.ts'
import type { SoughtJobs } from './work/jobs.ts'

/** A time that a reminder was asked for. */
interface Asked {
  rule: Rule
  at: number
  notes?: readonly string[]
}

/** A reminder that was asked for with something left out, and what was asked back. */
export interface Reminding {
  /** Null while the time is missing. `also`: the others where several were asked for in one go. */
  when: (Asked & { also?: readonly Asked[] }) | null
  /** Empty while it is missing. */
  text: string
  isAlarmClock: boolean
  askedAt: number
  /** It has been set with that; the next message may still put it right. */
  isSet?: boolean
}

/** Something said that can be rated: an answer to one update. */
export interface Rateable {
  update: string
  entry: string
}

/** The language in which somebody is answered. */
export type Language = 'zh' | 'en'

/** What the bot remembers of one person in one chat between turns. Times are epoch milliseconds. */
export interface Session {
  /** The last entry answered and the words that led to it. */
  last: { entry: string; question: string; at: number } | null
  /** What the person said lately, oldest first, and the facts told before that, so that a question may lean on it; forgotten after some minutes. */
  talk: { texts: string[]; facts?: Record<string, string>; at: number } | null
  /** Numbered choices on the table, each an entry. */
  pending: { entries: string[]; question: string; at: number } | null
  /** The last question that nobody could answer, as it was noted. */
  awaitable: { question: string; at: number } | null
  rateable: Rateable | null
  /** When the bot spoke to this person lately, for the rate limit. */
  spoken: number[]
  /** Whether the person was already told to slow down in this burst. */
  slowed: boolean
  rosterQuestion: RosterQuestion | null
  /** When the person was last told whom to call because money has gone. */
  lossAt: number | null
  /** A broadcast that a member of staff is writing. */
  writing: BroadcastDraft | null
  reminding: Reminding | null
  /** Fingerprints of what the person said to the bot and (`isOwn`) the bot to them lately, so that two machines do not talk without end. */
  heard: { print: number; at: number; isOwn: boolean }[]
  /** The real cases that the person was told here, by id, the last at the end. */
  told: string[]
  /** Which postings the person asked for last, and how many of them were shown. */
  jobs: { sought: SoughtJobs; shown: number; at: number } | null
  /** What the person told of that should be reported, until they say whether they want to. */
  telling: { kind: ReportKind; text: string; at: number } | null
  /** In which language the person wrote last: a number or a "yes" is of no language. */
  language: Language
}

export const freshSession = (): Session => ({
  last: null,
  talk: null,
  pending: null,
  awaitable: null,
  rateable: null,
  spoken: [],
  slowed: false,
  rosterQuestion: null,
  lossAt: null,
  writing: null,
  reminding: null,
  heard: [],
  told: [],
  jobs: null,
  telling: null,
  language: 'zh',
})

/** What the bot remembers of one chat as a whole. */
export interface ChatState extends GroupServing {
  /** Entries answered here lately, so that a repeated question gets a pointer. */
  answered: { entry: string; at: number }[]
  spoken: number[]
  /** When a message was last seen here, within an hour; null in private chats. */
  heardAt: number | null
  /** General cards about scams said here lately, by kind. */
  cards: { type: string; at: number }[]
}

export const freshChatState = (): ChatState => ({
  mode: null,
  answered: [],
  spoken: [],
  heardAt: null,
  watched: null,
  cards: [],
})
