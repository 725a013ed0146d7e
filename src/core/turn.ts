import type { Saying } from './delivery.ts'
import type { ChatState, Session } from './session.ts'
import type { Update } from './update.ts'

/** One thing a turn wants done; all of a turn's effects are saved together or not at all. */
export type Effect =
  | { do: 'say'; saying: Saying; toPerson: boolean }
  | { do: 'ask-counselor'; question: string; nearest: string[] }
  | { do: 'rate'; update: string; entry: string; useful: boolean }
  | { do: 'audit'; act: string; detail: string }

/** How the bot took a message. */
export type Outcome = 'answer' | 'clarify' | 'unknown' | 'silent' | 'flow' | 'alarm'

/** The verdict on a message, as `farewell ask --json` prints it. Scores are 0..1. */
export interface Verdict {
  outcome: Outcome
  entry: string | null
  score: number
  candidates: { entry: string; score: number }[]
}

/** The handling of one update: what came in and what is remembered. */
export interface Turn {
  update: Update
  session: Session
  chat: ChatState
  now: Date
}

/** What a turn decided: what to do, and what to remember. */
export interface Decision {
  effects: Effect[]
  session: Session
  chat: ChatState
  verdict: Verdict
}

/** Decides what to say. A plain function: no clock, no network, no database. */
export type Decide = (turn: Turn) => Decision

/** Runs one update as one transaction; an update seen before changes nothing. */
export interface Turns {
  run(update: Update, decide: Decide): Promise<'done' | 'seen'>
}
