import type { Mention } from './concept.ts'

/** What a linear model may look at in one stretch of plain text. */
export interface Stretch {
  text: string
  /** The mentions in the stretch, in order of their starts. */
  mentions: readonly Mention[]
  /** Names of the signals and excuses found in it. */
  signals: readonly string[]
}

// Two words further apart than this are not read together; nor is a word with more than so many that follow.
const reach = 12
const partners = 6
const pairValue = 0.7
const conceptValue = 1.5
const crisisGrams = 2
const shortLengths = [6, 10, 16, 30]

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

/**
 * Everything the crisis model weighs, by name: runs of characters as they are, `<concept>`, `<first>second>` for two
 * concepts close by in this order, `!signal`, and `=n` for a text shorter than n.
 */
export function featuresOf({ text, mentions, signals }: Stretch, longest: number): Map<string, number> {
  const grams = gramsOf(text, longest)
  const value = gramValue(grams.size) * crisisGrams
  const features = new Map<string, number>()
  for (const gram of grams) features.set(gram, value)
  for (const [i, { concept, end }] of mentions.entries()) {
    features.set(`<${concept}>`, conceptValue)
    for (let next = i + 1; next < mentions.length && next <= i + partners; next++) {
      const other = mentions[next]!
      if (other.start - end > reach) break
      if (other.start >= end) features.set(`<${concept}>${other.concept}>`, pairValue)
    }
  }
  for (const signal of signals) features.set(`!${signal}`, 1)
  for (const length of shortLengths) if (text.length < length) features.set(`=${length}`, 1)
  return features
}
