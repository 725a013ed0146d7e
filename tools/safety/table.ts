import type { Packed } from '../../src/safety/learned.ts'
import { traitValue } from '../../src/safety/traits.ts'
import { traitsOf } from '../../src/safety/traits.ts'
import { unitsOf } from '../../src/safety/units.ts'
import type { Example, Fitted } from './fit.ts'

/** The traits that a fit looks at: each trait's place, and how rare it is. */
export interface Index {
  places: ReadonlyMap<number, number>
  rarity: Float64Array
}

/** What of a text a model may look at. The training reads the first stretch; hardly any text is longer. */
export function traitsIn(text: string, syllables: ReadonlySet<string>): Set<number> {
  return traitsOf(unitsOf(text, syllables)[0]!)
}

/** Indexes the traits that at least two of the texts share: others would be learnt by heart. */
export function indexOf(texts: readonly ReadonlySet<number>[]): Index {
  const counts = new Map<number, number>()
  for (const traits of texts) for (const trait of traits) counts.set(trait, (counts.get(trait) ?? 0) + 1)
  const common = [...counts].filter(([, count]) => count > 1).sort(([a], [b]) => a - b)
  return {
    places: new Map(common.map(([trait], at) => [trait, at])),
    rarity: Float64Array.from(common, ([, count]) => Math.log(texts.length / count) / 5),
  }
}

/** A text as an example of a fit. */
export function exampleOf(traits: ReadonlySet<number>, { places }: Index): Pick<Example, 'traits' | 'value'> {
  const known: number[] = []
  for (const trait of traits) {
    const at = places.get(trait)
    if (at !== undefined) known.push(at)
  }
  return { traits: Int32Array.from(known), value: traitValue(traits.size) }
}

/** The `most` weightiest traits of fitted models that share an index, in steps of 8 bits, as the model file holds them. */
export function pack(heads: Readonly<Record<string, Fitted>>, { places }: Index, most: number): Packed {
  const fitted = Object.values(heads)
  const weight = (at: number) => Math.max(...fitted.map(({ weights }) => Math.abs(weights[at]!)))
  const kept = [...places]
    .map(([name, at]) => ({ name, at, weight: weight(at) }))
    .sort((a, b) => b.weight - a.weight || a.name - b.name)
    .slice(0, most)
    .sort((a, b) => a.name - b.name)
  const names = Buffer.alloc(kept.length * 4)
  for (const [n, { name }] of kept.entries()) names.writeUInt32LE(name, n * 4)
  const packed = Object.entries(heads).map(([head, { bias, weights }]) => {
    // A few weights are far above the others; cutting them costs less than coarse steps for all.
    const sizes = kept.map(({ at }) => Math.abs(weights[at]!)).sort((a, b) => a - b)
    const step = round((sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127, 6)
    const bytes = Int8Array.from(kept, ({ at }) => Math.max(-127, Math.min(127, Math.round(weights[at]! / step))))
    return [head, { bias: round(bias, 3), step, weights: Buffer.from(bytes.buffer).toString('base64') }] as const
  })
  return { names: names.toString('base64'), heads: Object.fromEntries(packed) }
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
