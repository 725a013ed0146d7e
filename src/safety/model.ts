import type { ModelFile } from './schema.ts'

/** Two linear models over runs of characters: sums that anyone can follow by hand. */
export interface Model {
  /** The log-odds that a piece of plain text is a scam, kept between -5 and 5. */
  scam(text: string): number
  /** The log-odds that it speaks of someone in danger, kept between -5 and 5. */
  crisis(text: string): number
  blend: ModelFile['blend']
  thresholds: ModelFile['thresholds']
}

const limit = 5

/** The distinct runs of 1 to `longest` characters of a text. */
export function gramsOf(text: string, longest: number): Set<string> {
  const grams = new Set<string>()
  for (let at = 0; at < text.length; at++) {
    for (let length = 1; length <= longest && at + length <= text.length; length++) {
      grams.add(text.slice(at, at + length))
    }
  }
  return grams
}

/** How much one run counts: less in a long text, so that length alone decides nothing. */
export function gramValue(count: number): number {
  return 4 / Math.sqrt(Math.max(count, 30))
}

/** Compiles a model file. */
export function makeModel({ scam, crisis, longest, blend, thresholds }: ModelFile): Model {
  return { scam: makeSum(scam, longest), crisis: makeSum(crisis, longest), blend, thresholds }
}

function makeSum(file: ModelFile['scam'], longest: number): (text: string) => number {
  const weights = new Map(Object.entries(file.weights))
  return text => {
    const grams = gramsOf(text, longest)
    let sum = 0
    for (const gram of grams) sum += weights.get(gram) ?? 0
    return Math.max(-limit, Math.min(limit, file.bias + sum * gramValue(grams.size)))
  }
}
