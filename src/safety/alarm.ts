import type { DangerFacts } from '../core/case.ts'

/** What a detector noticed in one message. It says "worth a look", never "certainly". */
export type Alarm = ScamAlarm | Danger

/** Signs of fraud. */
export interface ScamAlarm {
  kind: 'scam'
  /** The kind of fraud, in Chinese as in `knowledge/safety/scam.yaml`. */
  type: string
  grade: 'high' | 'low'
  /** From 0 to 1, a probability among messages like those of the measuring sets; see docs/models/safety.md. */
  score: number
  /** The fragments that caused it, exactly as they were written. */
  signals: string[]
}

/**
 * `weak` is worth a question and nothing more; `sure` is acted on in private; `plain` was found by two witnesses that know nothing of each other
 * (the model and the phrases of the lists).
 */
export type Certainty = 'weak' | 'sure' | 'plain'

/** Signs that somebody is in danger. */
export interface Danger extends DangerFacts {
  kind: 'crisis'
  /** Whether help is needed within minutes: the grade `immediate`. */
  urgent: boolean
  certainty: Certainty
  /** From 0 to 1: the model's probability, among messages like those it was made from. */
  score: number
  signals: string[]
}
