import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import type { Traits } from '../content/trait.ts'
import { type Units, unitsOf } from '../content/units.ts'
import { traitsOf, traitValue } from './traits.ts'

const packed = z.strictObject({
  /** How many traits count. */
  count: z.number().int().min(0),
  /** Their 32-bit names in rising order, each as the distance from the one before in 7-bit groups, lowest first; deflated, base64. */
  names: z.string(),
  /** For each question: where its log-odds begin, how much one step of a weight is, and a weight of 8 bits for each name; deflated, base64. */
  heads: z.record(z.string(), z.strictObject({ bias: z.number(), step: z.number().positive(), weights: z.string() })),
})

/** A table of weights as the model file holds it. */
export type Packed = z.infer<typeof packed>

/** The shape of a table in the model file. */
export const packedSchema = packed

/** Answers several yes-or-no questions about a text, each with log-odds, from one look at it. */
export interface Learned<Head extends string> {
  /** The log-odds of each question for one stretch. */
  odds(traits: Traits): Record<Head, number>
  /** Itself as plain data. */
  data(): LearnedData
}

/** A stretch of a message and what the models may look at in it. */
export interface Stretch {
  units: Units
  traits: Traits
}

/** The last few texts: one turn asks for the message several times. */
const remembered = new WeakMap<ReadonlySet<string>, Map<string, Stretch[]>>()
const mostRemembered = 8

/** Reads a message for all tables, in stretches that overlap. */
export function readingsOf(text: string, syllables: ReadonlySet<string>): Stretch[] {
  const known = remembered.get(syllables) ?? new Map<string, Stretch[]>()
  remembered.set(syllables, known)
  const before = known.get(text)
  if (before) return before
  const readings = unitsOf(text, syllables).map(units => ({ units, traits: traitsOf(units) }))
  if (known.size >= mostRemembered) known.delete(known.keys().next().value!)
  known.set(text, readings)
  return readings
}

/** A table as plain data: where each question's log-odds begin, how much one step of a weight is, and the slots with their weights. */
export interface LearnedData {
  heads: { question: string; bias: number; step: number }[]
  tags: Uint16Array
  table: Int8Array
}

/**
 * A table, unpacked when it is first asked, because many a command never asks. Throws a sentence when a question is missing, and at the first question when its
 * parts do not fit together.
 */
export function makeLearned<Head extends string>(packed: Packed, questions: readonly Head[]): Learned<Head> {
  for (const question of questions) if (!packed.heads[question]) throw new Error(`no weights for ${question}`)
  // Let go of once it is unpacked: it is as large as what comes out of it.
  let source: Packed | null = packed
  let opened: Learned<Head> | null = null
  const open = () => {
    opened ??= openLearned<Head>(unpackedTable(source!, questions))
    source = null
    return opened
  }
  return { odds: traits => (opened ?? open()).odds(traits), data: () => open().data() }
}

/** A table of what `data` of another said. */
export function openLearned<Head extends string>(data: LearnedData): Learned<Head> {
  const { heads, tags, table } = data
  const width = heads.length
  const last = tags.length - 1
  const shift = shiftOf(tags.length)
  const sums = new Float64Array(width)
  // One turn asks several questions of the same stretch.
  let lately: { traits: Traits; found: Record<Head, number> } | null = null
  return {
    data: () => data,
    odds(traits) {
      if (lately?.traits === traits) return lately.found
      sums.fill(0)
      for (let at = 0; at < traits.length; at++) {
        const name = traits[at]!
        const tag = tagOf(name)
        let slot = first(name, shift)
        while (tags[slot] !== tag && tags[slot] !== 0) slot = (slot + 1) & last
        if (tags[slot] === tag) for (let n = 0; n < width; n++) sums[n]! += table[slot * width + n]!
      }
      const value = traitValue(traits.length)
      const found = {} as Record<Head, number>
      for (const [n, { question, bias, step }] of heads.entries())
        found[question as Head] = bias + sums[n]! * step * value
      lately = { traits, found }
      return found
    },
  }
}

/** The weights in the order of the slots, so that a look-up ends at them. */
function unpackedTable(packed: Packed, questions: readonly string[]): LearnedData {
  const { tags, slots } = makeSlots(packed)
  const table = new Int8Array(tags.length * questions.length)
  for (const [n, question] of questions.entries()) {
    const weights = unpacked(packed.heads[question]!.weights)
    if (weights.length !== packed.count) throw new Error(`${weights.length} weights for ${packed.count} traits`)
    for (let place = 0; place < weights.length; place++) table[slots[place]! * questions.length + n] = weights[place]!
  }
  const heads = questions.map(question => {
    const { bias, step } = packed.heads[question]!
    return { question, bias, step }
  })
  return { heads, tags, table }
}

const unpacked = (text: string) => (text === '' ? Buffer.alloc(0) : inflateSync(Buffer.from(text, 'base64')))

const first = (name: number, shift: number) => Math.imul(name, 0x9e3779b1) >>> shift
// Never 0, which is an empty slot.
const tagOf = (name: number) => ((Math.imul(name, 0x85ebca6b) >>> 16) % 0xffff) + 1
/** How far a name is shifted to lie in a table of this size, a power of 2. */
const shiftOf = (size: number) => 32 - Math.log2(size)

/**
 * Open addressing for names: `slots` is where each name lies. Of a name only 16 bits are kept beside its slot (`tags`), which takes a third of the
 * memory; a stranger is mistaken for a known name once in some ten thousand times.
 */
function makeSlots({ count, names }: Packed): { tags: Uint16Array; slots: Int32Array } {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, count * 1.25)))
  const shift = shiftOf(size)
  const tags = new Uint16Array(size)
  const slots = new Int32Array(count)
  let at = 0
  for (const name of namesIn(unpacked(names), count)) {
    let slot = first(name, shift)
    while (tags[slot] !== 0) slot = (slot + 1) & (size - 1)
    tags[slot] = tagOf(name)
    slots[at++] = slot
  }
  return { tags, slots }
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
