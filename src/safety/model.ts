import type { ModelFile } from './schema.ts'

/** A linear model over runs of characters: a sum that anyone can follow by hand. */
export interface Model {
  /** The log-odds that a piece of plain text is a scam, kept between -4 and 4. */
  logit(text: string): number
  blend: ModelFile['blend']
  thresholds: ModelFile['thresholds']
}

const limit = 4

/** The distinct runs of 1 to `longest` characters of a text. */
export function gramsOf(text: string, longest: number): Set<string> {
  const grams = new Set<string>()
  const padded = `^${text}$`
  for (let at = 0; at < padded.length; at++) {
    for (let length = 1; length <= longest && at + length <= padded.length; length++) {
      grams.add(padded.slice(at, at + length))
    }
  }
  return grams
}

/** How much one run counts: less in a long text, so that length alone decides nothing. */
export function gramValue(count: number): number {
  return 4 / Math.sqrt(Math.max(count, 30))
}

/** Compiles a model file. */
export function makeModel(file: ModelFile): Model {
  const weights = new Map(Object.entries(file.weights))
  return {
    blend: file.blend,
    thresholds: file.thresholds,
    logit(text) {
      const grams = gramsOf(text, file.longest)
      let sum = 0
      for (const gram of grams) sum += weights.get(gram) ?? 0
      return Math.max(-limit, Math.min(limit, file.bias + sum * gramValue(grams.size)))
    },
  }
}
