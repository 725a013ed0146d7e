import type { EntryHit } from '../search/search.ts'
import type { ReadTerms } from '../terms.ts'
import type { Candidate } from './question.ts'

/** What is found of an entry that the guesser was never taught, because the school added it; beside the best that is found of another. */
export interface AddedHit extends EntryHit {
  rival: number
}

const most = 3

/** The best of the hits whose entries were added. They are looked for among all: of one or two ways of asking there is less to be found than of forty. */
export function addedAmong(hits: readonly EntryHit[], isTaught: (entry: string) => boolean): AddedHit[] {
  const [first, second] = hits
  return hits
    .filter(hit => !isTaught(hit.entry))
    .slice(0, most)
    .map(hit => ({ ...hit, rival: (hit === first ? second : first)?.score ?? 0 }))
}

/** How likely what was added answers: the trees have grown on entries that the guesser knows, and hold others for next to impossible. */
export const candidateOfAdded = (hit: AddedHit, reading: ReadTerms): Candidate => ({
  entry: hit.entry,
  score: probabilityByWords(featuresOfAdded(hit, reading)),
})

/** What that is made of; the first is the constant. */
export const featuresOfAdded = ({ whole, coverage, score, rival }: AddedHit, { text }: ReadTerms): number[] => [
  1,
  whole,
  coverage,
  score - rival,
  Math.min(1, text.length / 30),
]

// A logistic regression on real questions for entries that were taken out and put back with one to three ways of asking; tools/understanding/added.ts prints it.
const weights: readonly number[] = [-5.43, 12.47, 7.53, 12.97, 2.36]

const probabilityByWords = (features: readonly number[]): number =>
  1 / (1 + Math.exp(-features.reduce((sum, feature, i) => sum + feature * weights[i]!, 0)))
