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

/** Fits by full-batch gradient descent with momentum and L2 shrinkage; deterministic. The bias is not shrunk. */
export function fitLogistic(
  examples: readonly Example[],
  { shrink, rounds }: { shrink: number; rounds: number },
): Logistic {
  const names = [...new Set(examples.flatMap(example => [...example.features.keys()]))]
  const index = new Map(names.map((name, i) => [name, i]))
  const rows = examples.map(({ features, isPositive, weight }) => {
    return { cells: [...features].map(([name, value]) => [index.get(name)!, value] as const), isPositive, weight }
  })
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const weights = new Float64Array(names.length)
  const speed = new Float64Array(names.length)
  let bias = 0
  let biasSpeed = 0
  for (let round = 0; round < rounds; round++) {
    const slope = new Float64Array(names.length)
    let biasSlope = 0
    for (const { cells, isPositive, weight } of rows) {
      let sum = bias
      for (const [cell, value] of cells) sum += weights[cell]! * value
      const error = ((1 / (1 + Math.exp(-sum)) - (isPositive ? 1 : 0)) * weight) / total
      biasSlope += error
      for (const [cell, value] of cells) slope[cell]! += error * value
    }
    for (let i = 0; i < weights.length; i++) {
      speed[i] = 0.9 * speed[i]! - rate * (slope[i]! + shrink * weights[i]!)
      weights[i]! += speed[i]!
    }
    biasSpeed = 0.9 * biasSpeed - rate * biasSlope
    bias += biasSpeed
  }
  return { bias, weights: new Map(names.map((name, i) => [name, weights[i]!])) }
}

const rate = 0.25

/** The log-odds that a fitted model gives to features. */
export function logitOf({ bias, weights }: Logistic, features: ReadonlyMap<string, number>): number {
  let sum = bias
  for (const [name, value] of features) sum += (weights.get(name) ?? 0) * value
  return sum
}
