import { deflateSync, inflateSync } from 'node:zlib'
import { z } from 'zod'
import { classCount, type GuesserData } from './guess.ts'

/** What is told of a guesser in the head of a model file; its tables stand in the second part. */
export const guesserHead = z.strictObject({
  entries: z.array(z.string()),
  traits: z.number().int().nonnegative(),
  width: z.number().int().positive(),
  step: z.number().positive(),
})

/** A guesser as it stands in the head of a model file. */
export const headOf = ({ entries, names, width, step }: GuesserData): z.infer<typeof guesserHead> => ({
  entries: [...entries],
  traits: names.length,
  width,
  step,
})

/** A model file: its head in the first line, as JSON; the tables of the guessers follow in their order, deflated, little-endian. */
export function writeModelFile(head: object, guessers: readonly GuesserData[]): Buffer {
  const tables = guessers.flatMap(g => [g.names, g.directions, g.begin, padded(g.places)])
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

/**
 * Reads a model file whose head is of this form; `headsOf` tells its guessers in their order. Throws where it is none, or where its tables do not fit together.
 */
export function readModelFile<Head>(
  file: Buffer,
  schema: z.ZodType<Head>,
  headsOf: (head: Head) => readonly z.infer<typeof guesserHead>[],
): { head: Head; guessers: GuesserData[] } {
  const end = file.indexOf('\n')
  const head = schema.parse(JSON.parse(file.subarray(0, end).toString('utf8')))
  const { buffer, byteOffset, byteLength } = inflateSync(file.subarray(end + 1))
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
  let at = 0
  const next = (length: number) => {
    at += length
    if (at > byteLength) throw new Error('its tables do not fit together')
    return at - length
  }
  const guessers = headsOf(head).map(({ entries, traits, width, step }): GuesserData => {
    const classes = classCount(entries.length)
    return {
      ...{ entries, width, step },
      names: new Uint32Array(bytes, next(4 * traits), traits),
      directions: new Float32Array(bytes, next(4 * classes * width), classes * width),
      begin: new Float32Array(bytes, next(4 * classes), classes),
      places: new Int8Array(bytes, next(sizeOf(traits * width)), traits * width),
    }
  })
  if (at !== byteLength) throw new Error('its tables do not fit together')
  return { head, guessers }
}
