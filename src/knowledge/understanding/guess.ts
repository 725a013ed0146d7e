import type { Traits } from '../../content/trait.ts'

/** What a question is about, at first sight. */
export interface Guess {
  /** The probability of an entry; null of one that was not there when it was taught. */
  of(entry: string): number | null
  /** The entries that are likeliest, best first, with their probabilities. */
  best: readonly { entry: string; probability: number }[]
  /** The probability that it is nothing that any entry answers. */
  nothing: number
  /** The probability that it says too little without what was said before it. */
  leaning: number
}

/** Where a text lies: the sum of its traits' places. Several texts together lie at the sum of theirs. */
export interface Sketch {
  place: Float32Array
  /** How many traits it has, learnt or not. */
  traits: number
}

/**
 * A small model that looks at traits. It puts a text at a place of `width` numbers, the sum of its traits' places, and an entry is as likely as its own direction
 * fits that place.
 */
export interface GuesserData {
  /** What the classes mean; after them come "nothing of these" and "leans on what was said before". */
  entries: readonly string[]
  /** The traits that were learnt, in rising order. */
  names: Uint32Array
  width: number
  /** The places of the traits, row by row, in steps of `step`. */
  step: number
  places: Int8Array
  /** The direction of each class, row by row, and where its log-odds begin. */
  directions: Float32Array
  begin: Float32Array
}

/** Guesses what texts are about. */
export interface Guesser {
  /** Whether it was taught this entry. */
  knows(entry: string): boolean
  /** Linear in the number of traits; never throws. */
  sketch(traits: Traits): Sketch
  /** What a text is about that lies here. */
  guess(sketch: Sketch): Guess
  /** As `guess`, but only which of these entries, or nothing, it is; many times quicker. The probabilities in their order, nothing last. */
  among(entries: readonly string[]): (sketch: Sketch) => Float64Array
  /** The probabilities of these, as if there were no others and nothing else, in their order; -1 of one that was not there when it was taught. */
  shares(entries: readonly string[]): (sketch: Sketch) => Float64Array
}

/** The classes that stand for no entry, after those that do. */
export const otherClasses = { nothing: 0, leaning: 1 } as const
/** How many classes a guesser of so many entries has. */
export const classCount = (entries: number) => entries + Object.keys(otherClasses).length

/** Texts of fewer traits count as of so many: in two characters there is not much to be sure of. */
export const fewestTraits = 12
const mostBest = 16

/** Makes a guesser of what was learnt. */
export function makeGuesser(data: GuesserData): Guesser {
  const { entries, width, places } = data
  const all = Array.from({ length: classCount(entries.length) }, (_, c) => c)
  const rowOf = rowsBy(data.names)
  const numberOf = new Map(entries.map((entry, n) => [entry, n]))
  return {
    knows: entry => numberOf.has(entry),
    sketch(traits) {
      const place = new Float32Array(width)
      for (const trait of traits) {
        const row = rowOf(trait)
        if (row >= 0) for (let d = 0, at = row * width; d < width; d++, at++) place[d]! += places[at]!
      }
      return { place, traits: traits.length }
    },
    guess(sketch) {
      const probabilities = probabilitiesOf(data, sketch, all)
      return {
        of: entry => probabilities[numberOf.get(entry) ?? -1] ?? null,
        best: bestOf(probabilities, entries),
        nothing: probabilities[entries.length + otherClasses.nothing]!,
        leaning: probabilities[entries.length + otherClasses.leaning]!,
      }
    },
    among(few) {
      const classes = [...few.map(entry => numberOf.get(entry)!), entries.length + otherClasses.nothing]
      return sketch => probabilitiesOf(data, sketch, classes)
    },
    shares(few) {
      const known = few.flatMap(entry => numberOf.get(entry) ?? [])
      return sketch => {
        const own = probabilitiesOf(data, sketch, known)
        let next = 0
        return Float64Array.from(few, entry => (numberOf.has(entry) ? own[next++]! : -1))
      }
    },
  }
}

/** Where several texts lie together. */
export function together(sketches: readonly Sketch[]): Sketch {
  const place = new Float32Array(sketches[0]!.place.length)
  let traits = 0
  for (const sketch of sketches) {
    for (let d = 0; d < place.length; d++) place[d]! += sketch.place[d]!
    traits += sketch.traits
  }
  return { place, traits }
}

/** The row of a trait, or -1 where it was not learnt. Names are hashes, so their first bits lead almost to the place. */
function rowsBy(names: Uint32Array): (trait: number) => number {
  const bits = Math.max(1, Math.ceil(Math.log2(names.length + 1)))
  const from = new Int32Array(2 ** bits + 1)
  for (const name of names) from[(name >>> (32 - bits)) + 1]!++
  for (let n = 0; n < 2 ** bits; n++) from[n + 1]! += from[n]!
  return trait => {
    const first = trait >>> (32 - bits)
    for (let row = from[first]!; row < from[first + 1]!; row++) if (names[row] === trait) return row
    return -1
  }
}

/** The probabilities of some of the classes, as if there were no others. */
function probabilitiesOf(
  { width, step, directions, begin }: GuesserData,
  { place, traits }: Sketch,
  classes: readonly number[],
): Float64Array {
  const scale = step / Math.sqrt(Math.max(traits, fewestTraits))
  const odds = new Float64Array(classes.length)
  let top = Number.NEGATIVE_INFINITY
  for (let n = 0; n < odds.length; n++) {
    const c = classes[n]!
    let sum = 0
    for (let d = 0, at = c * width; d < width; d++, at++) sum += place[d]! * directions[at]!
    const value = begin[c]! + sum * scale
    odds[n] = value
    if (value > top) top = value
  }
  let sum = 0
  for (let n = 0; n < odds.length; n++) {
    odds[n] = Math.exp(odds[n]! - top)
    sum += odds[n]!
  }
  for (let n = 0; n < odds.length; n++) odds[n]! /= sum
  return odds
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

const guessers = new WeakMap<GuesserData, Guesser>()

/** The guesser of what was learnt, made when it is first asked and kept as long as that is. */
export function guesserOf(data: GuesserData): Guesser {
  const known = guessers.get(data) ?? makeGuesser(data)
  guessers.set(data, known)
  return known
}
