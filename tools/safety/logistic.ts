/** One example for the fit: its features by name, the truth, and how much it counts. */
export interface Example {
  features: ReadonlyMap<string, number>
  isPositive: boolean
  weight: number
}

/** A fitted logistic model: log-odds = bias + the sum of weight times value. */
export interface Logistic {
  bias: number
  weights: Map<string, number>
}

interface Row {
  cells: Int32Array
  values: Float64Array
  isPositive: boolean
  weight: number
}

const rate = 0.05
const keepSlope = 0.9
const keepSquare = 0.99

/** Fits with L2 shrinkage by full-batch Adam steps; deterministic. The bias is not shrunk. */
export function fitLogistic(
  examples: readonly Example[],
  { shrink, rounds }: { shrink: number; rounds: number },
): Logistic {
  const names = [...new Set(examples.flatMap(example => [...example.features.keys()]))]
  const index = new Map(names.map((name, i) => [name, i]))
  const rows = examples.map(example => rowOf(example, index))
  // The last weight is the bias.
  const weights = new Float64Array(names.length + 1)
  const slopes = new Float64Array(weights.length)
  const squares = new Float64Array(weights.length)
  for (let round = 1; round <= rounds; round++) {
    const slope = slopeOf(rows, weights)
    for (let i = 0; i < weights.length; i++) {
      const down = slope[i]! + (i < names.length ? shrink * weights[i]! : 0)
      slopes[i] = keepSlope * slopes[i]! + (1 - keepSlope) * down
      squares[i] = keepSquare * squares[i]! + (1 - keepSquare) * down * down
      const size = Math.sqrt(squares[i]! / (1 - keepSquare ** round)) + 1e-8
      weights[i]! -= (rate * slopes[i]!) / (1 - keepSlope ** round) / size
    }
  }
  return { bias: weights[names.length]!, weights: new Map(names.map((name, i) => [name, weights[i]!])) }
}

function rowOf({ features, isPositive, weight }: Example, index: ReadonlyMap<string, number>): Row {
  const cells = Int32Array.from([...features.keys()], name => index.get(name)!)
  return { cells, values: Float64Array.from(features.values()), isPositive, weight }
}

function slopeOf(rows: readonly Row[], weights: Float64Array): Float64Array {
  const slope = new Float64Array(weights.length)
  const bias = weights.length - 1
  let total = 0
  for (const { cells, values, isPositive, weight } of rows) {
    let sum = weights[bias]!
    for (let i = 0; i < cells.length; i++) sum += weights[cells[i]!]! * values[i]!
    const error = (1 / (1 + Math.exp(-sum)) - (isPositive ? 1 : 0)) * weight
    slope[bias]! += error
    for (let i = 0; i < cells.length; i++) slope[cells[i]!]! += error * values[i]!
    total += weight
  }
  return slope.map(value => value / total)
}

/** The log-odds that a fitted model gives to features. */
export function logitOf({ bias, weights }: Logistic, features: ReadonlyMap<string, number>): number {
  let sum = bias
  for (const [name, value] of features) sum += (weights.get(name) ?? 0) * value
  return sum
}
