/** An entry that may answer a question, as the model is shown it. */
export interface PickCandidate {
  id: string
  title: string
  /** How people ask for it, two wordings at most. */
  asks: readonly string[]
}

/** What the school's model service is asked: which of these entries answers the question. All texts are masked. */
export interface PickQuestion {
  question: string
  /** What the same person asked just before, oldest first. */
  before: readonly string[]
  candidates: readonly PickCandidate[]
}

/** Why a service said nothing that counts. `nonsense` is an answer that is no list of the candidates' ids. */
export type PickFailure = 'unreachable' | 'timeout' | 'status' | 'redirect' | 'type' | 'too-large' | 'nonsense'

/** What became of one question: ids of its candidates (none where none fits), or a failure; and what it cost, where the service tells. */
export type PickAnswer =
  | { ids: readonly string[]; tokens: number | null }
  | { failed: PickFailure; tokens: number | null }

/** A service that picks entries and never writes. Never throws; whatever it answers otherwise is a failure and is seen by nobody. */
export interface ModelPicker {
  pick(asked: PickQuestion, signal: AbortSignal): Promise<PickAnswer>
}

/** The most candidates of a question, and the most that may be picked. */
export const mostCandidates = 8
export const mostPicks = 3

/** What consent to asking the school's model service is called. */
export const modelConsent = 'model'
