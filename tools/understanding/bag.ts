import { fewestTraits, type GuesserModel } from '../../src/knowledge/understanding/guess.ts'

/** A text as the fit sees it: the rows of its traits, how many traits it has in all, its class, how much it counts. */
export interface Example {
  rows: Int32Array
  traits: number
  class: number
  weight: number
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
 * Fits one model of `makeGuesser` by stochastic gradient descent with a step of its own for each row (Duchi, Hazan, Singer 2011) on the softmax loss. The same
 * examples in the same order give the same model.
 */
export function fitBag(examples: readonly Example[], setting: BagSetting): GuesserModel {
  const { rows, classes, width, epochs, rate, dropout, seed } = setting
  const random = randomOf(seed)
  const places = Float32Array.from({ length: rows * width }, () => (random() - 0.5) * 0.2)
  const directions = Float32Array.from({ length: classes * width }, () => (random() - 0.5) * 0.2)
  const begin = new Float32Array(classes)
  const seenRow = new Float32Array(rows).fill(1e-3)
  const seenClass = new Float32Array(classes).fill(1e-3)
  const place = new Float32Array(width)
  const pull = new Float32Array(width)
  const odds = new Float32Array(classes)
  const order = examples.map((_, n) => n)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    const step = rate * (1 - epoch / epochs)
    for (const n of order) learn(examples[n]!, step)
  }
  return packedBag({ width, places, directions, begin })

  function learn(example: Example, step: number): void {
    const kept = example.rows.filter(() => random() >= dropout)
    if (kept.length === 0) return
    const scale = 1 / Math.sqrt(Math.max(example.traits * (1 - dropout), fewestTraits))
    place.fill(0)
    for (const row of kept) for (let d = 0, at = row * width; d < width; d++, at++) place[d]! += places[at]!
    for (let d = 0; d < width; d++) place[d]! *= scale
    const sum = exponentials()
    pull.fill(0)
    for (let c = 0; c < classes; c++) {
      const error = (odds[c]! / sum - (c === example.class ? 1 : 0)) * example.weight
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

  /** Leaves in `odds` each class's likelihood and returns their sum. */
  function exponentials(): number {
    let top = Number.NEGATIVE_INFINITY
    for (let c = 0; c < classes; c++) {
      let z = begin[c]!
      for (let d = 0, at = c * width; d < width; d++, at++) z += place[d]! * directions[at]!
      odds[c] = z
      if (z > top) top = z
    }
    let sum = 0
    for (let c = 0; c < classes; c++) {
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

/** The places in steps of 8 bits; a few are far out, and cutting them costs less than coarse steps for all. */
function packedBag(fitted: {
  width: number
  places: Float32Array
  directions: Float32Array
  begin: Float32Array
}): GuesserModel {
  const sizes = fitted.places.map(Math.abs).sort()
  const step = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127
  const places = Int8Array.from(fitted.places, p => Math.max(-127, Math.min(127, Math.round(p / step))))
  return { ...fitted, step, places }
}
