import type { EntryHit } from '../search/search.ts'
import type { ReadTerms } from '../terms.ts'
import { type Candidate, conceptCount } from './question.ts'

/** Above this share of the best score the second is as likely: of such questions the first was right only half the time. */
const tie = 0.97

/** What a likeness alone must reach, see `thresholds`. */
export const untaughtThresholds = { answer: 0.6, clarify: 0.35, choice: 0, nearest: 0 } as const

/** The candidates among hits where no model has been taught what people mean, likeliest first; of two that fit as well none is sure. */
export function likely(reading: ReadTerms, hits: readonly EntryHit[]): Candidate[] {
  const isTie = hits.length > 1 && hits[1]!.score > tie * hits[0]!.score
  const most = isTie ? untaughtThresholds.answer - 0.01 : 1
  return hits
    .map((hit, n) => ({
      entry: hit.entry,
      score: Math.min(most, confidence(hit, hits[n === 0 ? 1 : 0] ?? null, reading)),
    }))
    .sort((a, b) => b.score - a.score)
}

/**
 * Features of a hit and its strongest rival as a probability. The weights are a logistic regression on labelled questions;
 * `tests/bench/fit.ts` prints them.
 */
export function confidence(hit: EntryHit, rival: EntryHit | null, reading: ReadTerms): number {
  return (
    1 /
    (1 + Math.exp(-features(hit, rival, reading).reduce((sum, feature, i) => sum + feature * confidenceWeights[i]!, 0)))
  )
}

/** What the confidence is made of; the first is the constant. */
export function features(hit: EntryHit, rival: EntryHit | null, reading: ReadTerms): number[] {
  const margin = hit.score - (rival?.score ?? 0)
  const concepts = conceptCount(reading)
  const length = Math.min(1, reading.text.length / 30)
  const elsewhere = reading.senses.filter(s => s.sense.startsWith('!')).length
  return [
    1,
    hit.nearest,
    hit.third,
    hit.whole,
    hit.coverage,
    margin,
    Math.min(concepts, 3) / 3,
    length,
    Math.min(elsewhere, 2),
  ]
}

export const confidenceWeights: readonly number[] = [-5.87, 0.68, 5.01, 5.54, 2.75, 6.09, 0.82, 5.53, -2.22]

/** Whether a message leans on the one before: short, and it begins like a follow-up ("那要几天？") or names no subject of its own ("在哪办呢"). */
export function leansBack(text: string, { concepts, asks }: { concepts: number; asks: boolean }): boolean {
  const bare = text.trim()
  if (!asks || bare.length > 16) return false
  return /^(那|它|这个|那个|这|还要|还得|如果|要是|具体|然后|所以)/.test(bare) || (concepts === 0 && bare.length <= 10)
}
