import { z } from 'zod'
import { traitsOf, traitValue } from './traits.ts'
import { type Units, unitsOf } from './units.ts'

const packed = z.strictObject({
  /** The names of the traits that count, 32 bits each, little-endian, base64. */
  names: z.base64(),
  /** For each question: where its log-odds begin, how much one step of a weight is, and a weight of 8 bits for each name. */
  heads: z.record(z.string(), z.strictObject({ bias: z.number(), step: z.number().positive(), weights: z.base64() })),
})

/** A table of weights as the model file holds it. */
export type Packed = z.infer<typeof packed>

/** The shape of a table in the model file. */
export const packedSchema = packed

/** Answers several yes-or-no questions about a text, each with log-odds, from one look at it. */
export interface Learned<Head extends string> {
  /** The log-odds of each question for one stretch. */
  odds(traits: ReadonlySet<number>): Record<Head, number>
}

/** A stretch of a message and what the models may look at in it. */
export interface Reading {
  units: Units
  traits: ReadonlySet<number>
}

/** Reads a message once for all tables, in stretches that overlap. */
export function readingsOf(text: string, syllables: ReadonlySet<string>): Reading[] {
  return unitsOf(text, syllables).map(units => ({ units, traits: traitsOf(units) }))
}

/** Compiles a table. Throws a sentence when its parts do not fit together. */
export function makeLearned<Head extends string>({ names, heads }: Packed, questions: readonly Head[]): Learned<Head> {
  const bytes = Buffer.from(names, 'base64')
  const count = bytes.length / 4
  const tables = questions.map(question => {
    const head = heads[question]
    if (!head) throw new Error(`no weights for ${question}`)
    const weights = Buffer.from(head.weights, 'base64')
    if (weights.length !== count) throw new Error(`${weights.length} weights of ${question} for ${count} traits`)
    return { ...head, weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length) }
  })
  const find = makeFinder(bytes, count)
  return {
    odds(traits) {
      const sums = new Float64Array(tables.length)
      for (const trait of traits) {
        const at = find(trait)
        if (at < 0) continue
        for (let t = 0; t < tables.length; t++) sums[t]! += tables[t]!.weights[at]!
      }
      const value = traitValue(traits.size)
      const found = {} as Record<Head, number>
      for (const [t, question] of questions.entries()) found[question] = tables[t]!.bias + sums[t]! * tables[t]!.step * value
      return found
    },
  }
}

/** Where a name stands in the table, or -1: open addressing, in two flat arrays, because a message asks hundreds of times. */
function makeFinder(bytes: Buffer, count: number): (name: number) => number {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2)))
  const keys = new Uint32Array(size)
  const places = new Int32Array(size).fill(-1)
  const shift = 32 - Math.log2(size)
  const slotOf = (name: number) => Math.imul(name, 0x9e3779b1) >>> shift
  for (let at = 0; at < count; at++) {
    const name = bytes.readUInt32LE(at * 4)
    let slot = slotOf(name)
    while (places[slot] !== -1) slot = (slot + 1) & (size - 1)
    keys[slot] = name
    places[slot] = at
  }
  return name => {
    let slot = slotOf(name)
    while (places[slot] !== -1) {
      if (keys[slot] === name >>> 0) return places[slot]!
      slot = (slot + 1) & (size - 1)
    }
    return -1
  }
}
