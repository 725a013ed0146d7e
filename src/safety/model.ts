import { featuresOf, gramsOf, gramValue, type Stretch } from './feature.ts'
import type { ModelFile } from './schema.ts'

/** Two linear models over what stands in a text: sums that anyone can follow by hand. */
export interface Model {
  /** The log-odds that a piece of plain text is a scam, kept between -5 and 5. */
  scam(text: string): number
  /** The log-odds that a stretch speaks of someone in danger, kept between -9 and 9. */
  crisis(stretch: Stretch): number
  blend: ModelFile['blend']
  thresholds: ModelFile['thresholds']
}

const limit = 5
const crisisLimit = 9

/** Compiles a model file. */
export function makeModel({ scam, crisis, longest, blend, thresholds }: ModelFile): Model {
  const scamWeights = new Map(Object.entries(scam.weights))
  const crisisWeights = new Map(Object.entries(crisis.weights))
  return {
    scam(text) {
      const grams = gramsOf(text, longest)
      let sum = 0
      for (const gram of grams) sum += scamWeights.get(gram) ?? 0
      return within(scam.bias + sum * gramValue(grams.size), limit)
    },
    crisis(stretch) {
      let sum = crisis.bias
      for (const [name, value] of featuresOf(stretch, longest)) sum += (crisisWeights.get(name) ?? 0) * value
      return within(sum, crisisLimit)
    },
    blend,
    thresholds,
  }
}

function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
