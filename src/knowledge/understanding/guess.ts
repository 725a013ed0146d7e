import type { Traits } from '../../content/trait.ts'

/** What a question is about, at first sight. */
export interface Guess {
  /** The probability of each entry that the guesser knows. */
  of(entry: string): number
  /** The entries that are likeliest, best first, with their probabilities. */
  best: readonly { entry: string; probability: number }[]
  /** The probability that it is nothing that any entry answers. */
  nothing: number
}

/**
 * Several small models that look at the same traits. Each puts a text at a place of `width` numbers, the sum of its traits' places, and an entry is as likely
 * as its own direction fits that place. Their answers are averaged.
 */
export interface GuesserData {
  /** What the classes mean; the last class is "nothing of these". */
  entries: readonly string[]
  /** The traits that were learnt, in rising order. */
  names: Uint32Array
  models: readonly GuesserModel[]
}

/** One of the models: a trait's place in steps of `step`, row by row; a class's direction and where its log-odds begin. */
export interface GuesserModel {
  width: number
  step: number
  places: Int8Array
  directions: Float32Array
  begin: Float32Array
}

/** Texts of fewer traits count as of so many: in two characters there is not much to be sure of. */
export const fewestTraits = 12
const mostBest = 8
const least = 1e-7

/** Makes the function that guesses from traits. Linear in their number; never throws. */
export function makeGuesser({ entries, names, models }: GuesserData): (traits: Traits) => Guess {
  const numberOf = new Map(entries.map((entry, n) => [entry, n]))
  return traits => {
    const rows = rowsOf(traits, names)
    const probabilities = averaged(
      models.map(model => likelihoods(model, rows, traits.length)),
      entries.length + 1,
    )
    return {
      of: entry => probabilities[numberOf.get(entry) ?? -1] ?? 0,
      best: bestOf(probabilities, entries),
      nothing: probabilities[entries.length]!,
    }
  }
}

/** Where the traits that were learnt lie in the tables. Both lists are in rising order. */
function rowsOf(traits: Traits, names: Uint32Array): number[] {
  const rows: number[] = []
  let from = 0
  for (const trait of traits) {
    let to = names.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if (names[middle]! < trait) from = middle + 1
      else to = middle
    }
    if (names[from] === trait) rows.push(from)
  }
  return rows
}

/** The log-odds of each class, up to a constant. */
function likelihoods(model: GuesserModel, rows: readonly number[], traits: number): Float64Array {
  const { width, step, places, directions, begin } = model
  const place = new Float64Array(width)
  for (const row of rows) for (let d = 0, at = row * width; d < width; d++, at++) place[d]! += places[at]!
  const scale = step / Math.sqrt(Math.max(traits, fewestTraits))
  const odds = new Float64Array(begin.length)
  for (let c = 0; c < begin.length; c++) {
    let sum = 0
    for (let d = 0, at = c * width; d < width; d++, at++) sum += place[d]! * directions[at]!
    odds[c] = begin[c]! + sum * scale
  }
  return odds
}

/** The geometric mean of what the models say, as probabilities. */
function averaged(all: readonly Float64Array[], classes: number): Float64Array {
  const logs = new Float64Array(classes)
  for (const odds of all) {
    const top = Math.max(...odds)
    const each = odds.map(value => Math.exp(value - top))
    const sum = sumOf(each)
    for (let c = 0; c < classes; c++) logs[c]! += Math.log(each[c]! / sum + least) / all.length
  }
  const mean = logs.map(Math.exp)
  const total = sumOf(mean)
  return mean.map(p => p / total)
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function bestOf(probabilities: Float64Array, entries: readonly string[]): Guess['best'] {
  const best: number[] = []
  for (let n = 0; n < entries.length; n++) {
    if (best.length === mostBest && probabilities[n]! <= probabilities[best[mostBest - 1]!]!) continue
    let at = best.length
    while (at > 0 && probabilities[best[at - 1]!]! < probabilities[n]!) at--
    best.splice(at, 0, n)
    if (best.length > mostBest) best.pop()
  }
  return best.map(n => ({ entry: entries[n]!, probability: probabilities[n]! }))
}
