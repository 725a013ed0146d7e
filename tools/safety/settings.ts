import type { ModelFile } from '../../src/safety/schema.ts'

/**
 * How much is enough, chosen by hand on what `leave-one-out.ts` prints for writers that a model has not seen; what each means stands in
 * `src/safety/schema.ts`.
 */
export const thresholds: ModelFile['thresholds'] = {
  low: 0.6,
  high: 0.8,
  alone: -1.2,
  lost: -3,
  trouble: -1.8,
  weak: -0.72,
  hinted: -1,
  told: -1.6,
  sure: 0.5,
  plain: 1.5,
  overheard: 1.2,
  overheardHinted: 0.2,
  firm: -2.5,
  now: -0.5,
  nowTold: -1.2,
  care: -0.2,
  other: -0.5,
  unknown: 1.5,
  latin: 0.6,
}

/** How rules and model are joined for scams, fitted on writers that the model has not seen. */
export const blend: ModelFile['blend'] = { bias: 2.7, rules: 0.35, excuses: -0.5, model: 1.9 }
