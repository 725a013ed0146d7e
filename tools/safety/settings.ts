import type { ModelFile } from '../../src/safety/schema.ts'

/**
 * How much is enough, chosen by hand on what `leave-one-out.ts` prints for writers that a model has not seen; what each means stands in
 * `src/safety/schema.ts`.
 */
export const thresholds: ModelFile['thresholds'] = {
  low: 0.5,
  high: 0.8,
  alone: 0,
  lost: 0.5,
  trouble: -1.8,
  weak: -0.3,
  sure: 1.2,
  plain: 2,
  told: -1,
  firm: -2,
  now: -0.3,
  nowTold: -1,
  care: 0.5,
  unknown: 1,
}

/** How rules and model are joined for scams, fitted by `blend.ts`. */
export const blend: ModelFile['blend'] = { bias: -0.5, rules: 0.5, excuses: -0.5, model: 1 }
