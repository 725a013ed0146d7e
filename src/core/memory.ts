import type { DangerFacts } from './case.ts'
import type { Picture } from './update.ts'

/** What a step of a flow was answered with; null when it was skipped. */
export type Answer = string | number | boolean | string[] | Picture[] | null

/** One run of a flow: which, how far, and what was answered. What is asked next follows from the answers alone. */
export interface Frame {
  /** The update that began it; names the run. */
  run: string
  flow: string
  /** The version of the flow that it began with and keeps. */
  version: number
  /** The chat it runs in; answers given elsewhere are not for it. */
  chat: string
  answers: Record<string, Answer>
  /** Steps that speak or act, and have done so. */
  done: string[]
  /** Wrong answers in a row at the pending step. */
  misses: number
  /** The submission that this run revises, or null. */
  revises: string | null
  touchedAt: number
  /** Whether the person was reminded of it once. */
  nudged: boolean
  /** What was said at a step and meant several. */
  unclear?: { step: string; text: string }
  /** What has come so far for a step that gathers several messages. */
  gathered?: Gathered
}

/** The messages that are one answer together. */
export interface Gathered {
  step: string
  lines: string[]
  images: Picture[]
  /** The last that was taken for a question beside it; the person may say that it belongs to the answer. */
  aside?: string
  /** When the last of them came. */
  at: number
  /** `said`: the person said that it is all; `pause`: nothing came for a while; null while more is awaited. */
  closedBy: 'said' | 'pause' | null
}

/** A question of the bot about flows themselves, which the next message may answer. */
export type Question =
  | { about: 'switch'; flow: string; chat: string }
  | { about: 'leave'; chat: string }
  /** `isClosed`: the deadline was over when it was asked, so that revising was not offered. */
  | { about: 'visit'; flow: string; number: string; isClosed: boolean; chat: string }
  | { about: 'resume'; chat: string }
  | { about: 'stuck'; chat: string }

/** What someone handed in. */
export interface Submission {
  /** The receipt number. */
  number: string
  flow: string
  version: number
  answers: Record<string, Answer>
  /** `review` waits for a moderator; `late` came after the deadline; `returned` was sent back to be changed. */
  state: 'submitted' | 'late' | 'review' | 'returned' | 'withdrawn'
  /** The verification code of a certificate, or null. */
  code: string | null
  at: number
  revisedAt: number | null
  /** Why it was sent back. */
  reason?: string
}

/** A question that was asked because somebody may be in danger or is not well; of the words nothing is kept. */
export interface Worry extends DangerFacts {
  at: number
  /** Whether it was answered with "nothing is the matter". */
  isDismissed: boolean
}

/** What the bot remembers of a person over all chats. */
export interface PersonMemory {
  /** Runs in progress; the last is the one that speaks, the others wait below it. */
  frames: Frame[]
  /** Parked runs. */
  drafts: Frame[]
  question: Question | null
  submissions: Submission[]
  worry: Worry | null
  /** When the person was asked to send what is to be looked at, so that the next private message is it. */
  checkAskedAt: number | null
}

export const freshMemory = (): PersonMemory => ({
  frames: [],
  drafts: [],
  question: null,
  submissions: [],
  worry: null,
  checkAskedAt: null,
})
