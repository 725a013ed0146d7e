import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import { traitsOf, traitValue } from './traits.ts'
import { type Units, unitsOf } from './units.ts'

const packed = z.strictObject({
  /** How many traits count. */
  count: z.number().int().min(0),
  /** Their 32-bit names in rising order, each as the distance from the one before in 7-bit groups, lowest first; deflated, base64. */
  names: z.base64(),
  /** For each question: where its log-odds begin, how much one step of a weight is, and a weight of 8 bits for each name; deflated, base64. */
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
export function makeLearned<Head extends string>(packed: Packed, questions: readonly Head[]): Learned<Head> {
  const { count, heads } = packed
  const asked = questions.map(question => {
    const head = heads[question]
    if (!head) throw new Error(`no weights for ${question}`)
    const weights = unpacked(head.weights)
    if (weights.length !== count) throw new Error(`${weights.length} weights of ${question} for ${count} traits`)
    return { bias: head.bias, step: head.step, weights }
  })
  const { find, slots } = makeSlots(packed)
  // In the order of the slots, so that a look-up ends at the weights.
  const width = asked.length
  const table = new Int8Array(slots.length === 0 ? 0 : slotsOf(count) * width)
  for (const [place, slot] of slots.entries())
    for (const [n, { weights }] of asked.entries()) table[slot * width + n] = weights.readInt8(place)
  return {
    odds(traits) {
      const sums = new Float64Array(width)
      for (const trait of traits) {
        const slot = find(trait)
        if (slot >= 0) for (let n = 0; n < width; n++) sums[n]! += table[slot * width + n]!
      }
      const value = traitValue(traits.size)
      const found = {} as Record<Head, number>
      for (const [n, question] of questions.entries()) found[question] = asked[n]!.bias + sums[n]! * asked[n]!.step * value
      return found
    },
  }
}

const unpacked = (text: string) => (text === '' ? Buffer.alloc(0) : inflateSync(Buffer.from(text, 'base64')))
const slotsOf = (count: number) => 2 ** Math.ceil(Math.log2(Math.max(2, count * 1.25)))

/**
 * Open addressing for names: `slots` is where each name lies, `find` where a name lies or -1. Of a name only 16 bits are kept beside its slot, which takes a third of
 * the memory; a stranger is mistaken for a known name once in some ten thousand times.
 */
function makeSlots({ count, names }: Packed): { find(name: number): number; slots: Int32Array } {
  const size = slotsOf(count)
  const shift = 32 - Math.log2(size)
  const tags = new Uint16Array(size)
  const slots = new Int32Array(count)
  const first = (name: number) => Math.imul(name, 0x9e3779b1) >>> shift
  // Never 0, which is an empty slot.
  const tagOf = (name: number) => ((Math.imul(name, 0x85ebca6b) >>> 16) % 0xffff) + 1
  let at = 0
  for (const name of namesIn(unpacked(names), count)) {
    let slot = first(name)
    while (tags[slot] !== 0) slot = (slot + 1) & (size - 1)
    tags[slot] = tagOf(name)
    slots[at++] = slot
  }
  const find = (name: number) => {
    const tag = tagOf(name)
    for (let slot = first(name); tags[slot] !== 0; slot = (slot + 1) & (size - 1)) if (tags[slot] === tag) return slot
    return -1
  }
  return { find, slots }
}

function* namesIn(distances: Buffer, count: number): Generator<number> {
  let name = 0
  let read = 0
  for (let n = 0; n < count; n++) {
    for (let bits = 0; ; bits += 7) {
      const byte = distances[read++]!
      name += (byte & 127) * 2 ** bits
      if (byte < 128) break
    }
    yield name
  }
}
