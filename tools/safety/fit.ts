/** One example for a fit: the places of its traits in the table, how much each counts, the truth, and the weight of the example. */
export interface Example {
  traits: Int32Array
  value: number
  isTrue: boolean
  weight: number
}

/** A fitted model: log-odds = bias + the sum of the weights of the traits that are there, times their value. */
export interface Fitted {
  bias: number
  weights: Float64Array
}

const rounds = 7
const rate = 0.5
const biasRate = 0.02
const shrink = 2e-3

/**
 * Fits a logistic model by Adagrad with L2 shrinkage, in an order thrown with fixed dice: the same examples give the same weights.
 * `rarity` scales each trait (rare ones say more) and is part of the weights that come out.
 */
export function fit(examples: readonly Example[], rarity: Float64Array): Fitted {
  const weights = new Float32Array(rarity.length)
  const squares = new Float32Array(rarity.length).fill(1e-2)
  let bias = 0
  const dice = makeDice(12_345)
  const order = [...examples]
  for (let round = 0; round < rounds; round++) {
    shuffle(order, dice)
    for (const { traits, value, isTrue, weight } of order) {
      let sum = bias
      for (let i = 0; i < traits.length; i++) sum += weights[traits[i]!]! * value * rarity[traits[i]!]!
      const error = (1 / (1 + Math.exp(-sum)) - (isTrue ? 1 : 0)) * weight
      bias -= biasRate * error
      for (let i = 0; i < traits.length; i++) {
        const at = traits[i]!
        const slope = error * value * rarity[at]! + shrink * weights[at]!
        squares[at]! += slope * slope
        weights[at]! -= (rate * slope) / Math.sqrt(squares[at]!)
      }
    }
  }
  return { bias, weights: Float64Array.from(weights, (weight, at) => weight * rarity[at]!) }
}

/** The log-odds that a fitted model gives an example. */
export function oddsOf({ bias, weights }: Fitted, { traits, value }: Pick<Example, 'traits' | 'value'>): number {
  let sum = bias
  for (let i = 0; i < traits.length; i++) sum += weights[traits[i]!]! * value
  return sum
}

/** A repeatable sequence of numbers from 0 up to 1 (Park and Miller), so that training gives the same model again. */
export function makeDice(seed: number): () => number {
  let state = seed % 2147483647
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

function shuffle<T>(list: T[], dice: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(dice() * (i + 1))
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
}
