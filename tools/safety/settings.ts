import type { ModelFile } from '../../src/safety/schema.ts'

/**
 * How much is enough, chosen by hand on what `leave-one-out.ts` prints for writers that a model has not seen; what each means stands in
 * `src/safety/schema.ts`.
 */
export const thresholds: ModelFile['thresholds'] = {
  low: 0.75,
  lowOverheard: 0.94,
  high: 0.82,
  alone: -1.95,
  aloneOverheard: -0.9,
  listed: 3.2,
  listedModel: -3.3,
  listedAlone: 4,
  lost: -3,
  trouble: -2.6,
  weak: -1.25,
  hinted: -1.5,
  told: -2.1,
  sure: 0.3,
  sureTold: -0.5,
  plain: 2.8,
  firm: -2.7,
  overheard: 1,
  overheardHinted: 0,
  overheardTold: -0.7,
  now: -0.6,
  nowTold: -1.2,
  care: 0,
  other: -0.6,
  unknown: 1.5,
  latin: 0.75,
  pieces: 0.4,
}

/** How rules and model are joined for scams, fitted on writers that the model has not seen. */
export const blend: ModelFile['blend'] = { bias: 5.32, rules: 0.17, excuses: -0.42, model: 2.44 }
