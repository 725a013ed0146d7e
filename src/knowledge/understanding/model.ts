import { deflateSync, inflateSync } from 'node:zlib'
import { z } from 'zod'
import { classCount, type Guesser, type GuesserData, makeGuesser } from './guess.ts'
import type { Trees } from './trees.ts'

const numbers = z.array(z.number())
const treesSchema = z.strictObject({
  bias: z.number(),
  trees: z.array(z.strictObject({ feature: numbers, upTo: numbers, left: numbers, right: numbers, adds: numbers })),
})

/** What is told of a guesser; its tables stand in the second part of the file. */
const guesserHead = z.strictObject({
  entries: z.array(z.string()),
  traits: z.number().int().nonnegative(),
  width: z.number().int().positive(),
  step: z.number().positive(),
})

/** What stands in the first line of a model file, as JSON; the tables of the guessers follow, deflated, little-endian. */
const headSchema = z.strictObject({
  about: z.string(),
  guesser: guesserHead,
  kinds: guesserHead,
  weighing: treesSchema,
  parting: treesSchema,
  situations: guesserHead,
  telling: treesSchema,
})

/** A model as plain data. */
export interface UnderstandingData {
  guesser: GuesserData
  /** Which kind of question it is, in the place of entries; see `kind.ts`. */
  kinds: GuesserData
  /** How likely a candidate is, of what `evidenceFor` says. */
  weighing: Trees
  /** How likely a message asks two things, of what `partingOf` says. */
  parting: Trees
  /** Which situation of its entry a question speaks of, by the names of `situationName`. */
  situations: GuesserData
  /** How likely it speaks of one, of what `situationsNear` says. */
  telling: Trees
}

/** What has been learnt of how people ask. */
export interface UnderstandingModel extends Pick<UnderstandingData, 'weighing' | 'parting' | 'telling'> {
  data: UnderstandingData
  guesser: Guesser
  kinds: Guesser
  situations: Guesser
}

/** A model of what `data` of another said. */
export const openUnderstanding = (data: UnderstandingData): UnderstandingModel => ({
  ...{ data, weighing: data.weighing, parting: data.parting, telling: data.telling },
  guesser: makeGuesser(data.guesser),
  kinds: makeGuesser(data.kinds),
  situations: makeGuesser(data.situations),
})

/** A model as the bytes of a file. */
export function writeUnderstanding(
  { guesser, kinds, situations, weighing, parting, telling }: UnderstandingData,
  about: string,
): Buffer {
  const headOf = ({ entries, names, width, step }: GuesserData) => ({ entries, traits: names.length, width, step })
  const head = {
    about,
    guesser: headOf(guesser),
    kinds: headOf(kinds),
    situations: headOf(situations),
    weighing,
    parting,
    telling,
  }
  const tables = [guesser, kinds, situations].flatMap(g => [g.names, g.directions, g.begin, padded(g.places)])
  const bytes = tables.map(t => Buffer.from(t.buffer, t.byteOffset, t.byteLength))
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), deflateSync(Buffer.concat(bytes), { level: 9 })])
}

/** Tables of four bytes each begin at a multiple of four. */
const sizeOf = (places: number) => Math.ceil(places / 4) * 4

function padded(places: Int8Array): Int8Array {
  const all = new Int8Array(sizeOf(places.length))
  all.set(places)
  return all
}

/** Reads a model file. Throws where it is none, or where its tables do not fit together. */
export function readUnderstanding(file: Buffer): UnderstandingModel {
  const end = file.indexOf('\n')
  const head = headSchema.parse(JSON.parse(file.subarray(0, end).toString('utf8')))
  const { buffer, byteOffset, byteLength } = inflateSync(file.subarray(end + 1))
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
  let at = 0
  const next = (length: number) => {
    at += length
    if (at > byteLength) throw new Error('its tables do not fit together')
    return at - length
  }
  const guesserOf = ({ entries, traits, width, step }: z.infer<typeof guesserHead>): GuesserData => {
    const classes = classCount(entries.length)
    return {
      ...{ entries, width, step },
      names: new Uint32Array(bytes, next(4 * traits), traits),
      directions: new Float32Array(bytes, next(4 * classes * width), classes * width),
      begin: new Float32Array(bytes, next(4 * classes), classes),
      places: new Int8Array(bytes, next(sizeOf(traits * width)), traits * width),
    }
  }
  const data = {
    guesser: guesserOf(head.guesser),
    kinds: guesserOf(head.kinds),
    situations: guesserOf(head.situations),
    ...{ weighing: head.weighing, parting: head.parting, telling: head.telling },
  }
  if (at !== byteLength) throw new Error('its tables do not fit together')
  return openUnderstanding(data)
}
