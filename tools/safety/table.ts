import { deflateSync } from 'node:zlib'
import type { Traits } from '../../src/content/trait.ts'
import { unitsOf } from '../../src/content/units.ts'
import type { Packed } from '../../src/safety/learned.ts'
import { traitsOf, traitValue } from '../../src/safety/traits.ts'
import type { Example, Fitted } from './fit.ts'

/** The traits that a fit looks at: each trait's place, and how rare it is. */
export interface Index {
  places: ReadonlyMap<number, number>
  rarity: Float64Array
}

/** What of a text a model may look at. The training reads the first stretch; hardly any text is longer. */
export function traitsIn(text: string, syllables: ReadonlySet<string>): Traits {
  return traitsOf(unitsOf(text, syllables)[0]!)
}

/** Indexes the traits that at least two of the texts share: others would be learnt by heart. */
export function indexOf(texts: readonly Traits[]): Index {
  const counts = new Map<number, number>()
  for (const traits of texts) for (const trait of traits) counts.set(trait, (counts.get(trait) ?? 0) + 1)
  const common = [...counts].filter(([, count]) => count > 1).sort(([a], [b]) => a - b)
  return {
    places: new Map(common.map(([trait], at) => [trait, at])),
    rarity: Float64Array.from(common, ([, count]) => (Math.log(texts.length / count) / 5) ** 1.5),
  }
}

/** A text as an example of a fit. */
export function exampleOf(traits: Traits, { places }: Index): Pick<Example, 'traits' | 'value'> {
  const known: number[] = []
  for (const trait of traits) {
    const at = places.get(trait)
    if (at !== undefined) known.push(at)
  }
  return { traits: Int32Array.from(known), value: traitValue(traits.length) }
}

/** Fitted models that share an index, in steps of 8 bits, as the model file holds them. What no head weighs is left out. */
export function pack(heads: Readonly<Record<string, Fitted>>, { places }: Index): Packed {
  const steps = Object.entries(heads).map(([head, { bias, weights }]) => {
    // A few weights are far above the others; cutting them costs less than coarse steps for all.
    const sizes = weights.map(Math.abs).sort()
    const step = round((sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127, 6)
    return {
      head,
      bias,
      step,
      weights: Int8Array.from(weights, w => Math.max(-127, Math.min(127, Math.round(w / step)))),
    }
  })
  const kept = [...places].filter(([, at]) => steps.some(({ weights }) => weights[at] !== 0))
  const packed = steps.map(({ head, bias, step, weights }) => {
    const bytes = Int8Array.from(kept, ([, at]) => weights[at]!)
    return [head, { bias: round(bias, 3), step, weights: deflated(Buffer.from(bytes.buffer)) }] as const
  })
  return {
    count: kept.length,
    names: deflated(distances(kept.map(([name]) => name))),
    heads: Object.fromEntries(packed),
  }
}

/** Rising numbers as the distances between them, in groups of 7 bits. */
function distances(names: readonly number[]): Buffer {
  const bytes: number[] = []
  let before = 0
  for (const name of names) {
    let distance = name - before
    before = name
    while (distance >= 128) {
      bytes.push((distance % 128) + 128)
      distance = Math.floor(distance / 128)
    }
    bytes.push(distance)
  }
  return Buffer.from(bytes)
}

const deflated = (bytes: Buffer) => deflateSync(bytes, { level: 9 }).toString('base64')

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
