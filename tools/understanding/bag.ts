import { fewestTraits } from '../../src/knowledge/understanding/guess.ts'

/** A text as the fit sees it: the rows of its traits, how many traits it has in all, what share of it is of which class, how much it counts. */
export interface Example {
  rows: Int32Array
  traits: number
  shares: readonly (readonly [number, number])[]
  /** The classes that it may be of, where it is known that it is of no other. */
  among?: readonly number[]
  weight: number
}

/** What a fit finds: where each trait lies, the direction of each class, where its log-odds begin; row by row. */
export interface Bag {
  places: Float32Array
  directions: Float32Array
  begin: Float32Array
}

/** How a fit is made. */
export interface BagSetting {
  rows: number
  classes: number
  width: number
  epochs: number
  rate: number
  /** The share of traits that is left out each time a text is seen, so that no single one is relied on. */
  dropout: number
  seed: number
}

/** Numbers between 0 and 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4_294_967_296
  }
}

/**
 * Fits what `makeGuesser` guesses with by stochastic gradient descent with a step of its own for each row (Duchi, Hazan, Singer 2011) on the softmax loss. The
 * same examples in the same order give the same bag.
 */
export function fitBag(examples: readonly Example[], setting: BagSetting): Bag {
  const { rows, classes, width, epochs, rate, dropout, seed } = setting
  const random = randomOf(seed)
  const places = Float32Array.from({ length: rows * width }, () => (random() - 0.5) * 0.2)
  const directions = Float32Array.from({ length: classes * width }, () => (random() - 0.5) * 0.2)
  const begin = new Float32Array(classes)
  const seenRow = new Float32Array(rows).fill(1e-3)
  const seenClass = new Float32Array(classes).fill(1e-3)
  const place = new Float32Array(width)
  const pull = new Float32Array(width)
  const all = Array.from({ length: classes }, (_, c) => c)
  const odds = new Float32Array(classes)
  const target = new Float32Array(classes)
  const some = new Int32Array(Math.max(0, ...examples.map(e => e.rows.length)))
  const order = examples.map((_, n) => n)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    const step = rate * (1 - epoch / epochs)
    for (const n of order) learn(examples[n]!, step)
  }
  return { places, directions, begin }

  function learn(example: Example, step: number): void {
    const kept = keptOf(example.rows)
    if (kept.length === 0) return
    const scale = 1 / Math.sqrt(Math.max(example.traits * (1 - dropout), fewestTraits))
    place.fill(0)
    for (const row of kept) for (let d = 0, at = row * width; d < width; d++, at++) place[d]! += places[at]!
    for (let d = 0; d < width; d++) place[d]! *= scale
    const own = example.among ?? all
    const sum = exponentials(own)
    pull.fill(0)
    for (const c of own) target[c] = 0
    for (const [c, share] of example.shares) target[c]! += share
    for (const c of own) {
      const error = (odds[c]! / sum - target[c]!) * example.weight
      if (Math.abs(error) < 1e-4) continue
      seenClass[c]! += error * error
      const by = (step / Math.sqrt(seenClass[c]! + 0.1)) * error
      begin[c]! -= by
      for (let d = 0, at = c * width; d < width; d++, at++) {
        pull[d]! += error * directions[at]!
        directions[at]! -= by * place[d]!
      }
    }
    let square = 0
    for (let d = 0; d < width; d++) {
      pull[d]! *= scale
      square += pull[d]! ** 2 / width
    }
    for (const row of kept) {
      seenRow[row]! += square
      const by = step / Math.sqrt(seenRow[row]! + 1e-6)
      for (let d = 0, at = row * width; d < width; d++, at++) places[at]! -= by * pull[d]!
    }
  }

  /** Some of the rows, by chance; the list serves one example after the other. */
  function keptOf(own: Int32Array): Int32Array {
    let count = 0
    for (const row of own) if (random() >= dropout) some[count++] = row
    return some.subarray(0, count)
  }

  /** Leaves in `odds` the likelihood of each of these classes and returns their sum. */
  function exponentials(own: readonly number[]): number {
    let top = Number.NEGATIVE_INFINITY
    for (const c of own) {
      let z = begin[c]!
      for (let d = 0, at = c * width; d < width; d++, at++) z += place[d]! * directions[at]!
      odds[c] = z
      if (z > top) top = z
    }
    let sum = 0
    for (const c of own) {
      odds[c] = Math.exp(odds[c]! - top)
      sum += odds[c]!
    }
    return sum
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const other = order[i]!
    order[i] = order[j]!
    order[j] = other
  }
}

/** Several bags as one that says the mean of their log-odds: their places side by side, their directions by as much shorter. */
export function joined(bags: readonly Bag[], width: number): Bag {
  const sideBySide = (pick: (bag: Bag) => Float32Array, scale: number) =>
    Float32Array.from({ length: pick(bags[0]!).length * bags.length }, (_, at) => {
      const row = Math.floor(at / (width * bags.length))
      const column = at % (width * bags.length)
      return pick(bags[Math.floor(column / width)]!)[row * width + (column % width)]! * scale
    })
  const mean = (n: number) => bags.reduce((sum, bag) => sum + bag.begin[n]!, 0) / bags.length
  return {
    places: sideBySide(bag => bag.places, 1),
    directions: sideBySide(bag => bag.directions, 1 / bags.length),
    begin: Float32Array.from(bags[0]!.begin, (_, n) => mean(n)),
  }
}

/** The places in steps of 8 bits; a few are far out, and cutting them costs less than coarse steps for all. */
export function stepped(places: Float32Array): { step: number; places: Int8Array } {
  const sizes = places.map(Math.abs).sort()
  const step = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127
  return { step, places: Int8Array.from(places, p => Math.max(-127, Math.min(127, Math.round(p / step)))) }
}
