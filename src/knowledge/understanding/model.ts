import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import type { Traits } from '../../content/trait.ts'
import { type Guess, type GuesserData, type GuesserModel, makeGuesser } from './guess.ts'
import type { Trees } from './trees.ts'

const numbers = z.array(z.number())
const treesSchema = z.strictObject({
  bias: z.number(),
  trees: z.array(z.strictObject({ feature: numbers, upTo: numbers, left: numbers, right: numbers, adds: numbers })),
})

/** The model file of `tools/understanding/train.ts`; what is packed is deflated and base64. */
const modelFileSchema = z.strictObject({
  about: z.string(),
  guesser: z.strictObject({
    entries: z.array(z.string()),
    /** Uint32, little-endian, in rising order. */
    names: z.string(),
    models: z.array(
      z.strictObject({
        width: z.number().int().positive(),
        step: z.number().positive(),
        places: z.string(),
        /** Float32, little-endian. */
        directions: z.string(),
        begin: numbers,
      }),
    ),
  }),
  trees: treesSchema,
})

/** The model file as it is written. */
export type UnderstandingFile = z.infer<typeof modelFileSchema>

/** A model as plain data. */
export interface UnderstandingData {
  guesser: GuesserData
  trees: Trees
}

/** Guesses from traits, see `makeGuesser`. */
export type Guesser = (traits: Traits) => Guess

/** What has been learnt of how people ask. */
export interface UnderstandingModel {
  data: UnderstandingData
  guesser: Guesser
  trees: Trees
}

/** A model of what `data` of another said. */
export const openUnderstanding = (data: UnderstandingData): UnderstandingModel => ({
  data,
  guesser: makeGuesser(data.guesser),
  trees: data.trees,
})

/** Reads a model file. Throws where it is none, or where its tables do not fit together. */
export function readUnderstanding(text: string): UnderstandingModel {
  const { guesser, trees } = modelFileSchema.parse(JSON.parse(text))
  const names = new Uint32Array(unpacked(guesser.names))
  const classes = guesser.entries.length + 1
  const models = guesser.models.map(({ width, step, places, directions, begin }): GuesserModel => {
    const model = {
      width,
      step,
      places: new Int8Array(unpacked(places)),
      directions: new Float32Array(unpacked(directions)),
      begin: Float32Array.from(begin),
    }
    if (model.places.length !== names.length * width) throw new Error('a trait has no place')
    if (model.directions.length !== classes * width || begin.length !== classes)
      throw new Error('a class has no direction')
    return model
  })
  return openUnderstanding({ guesser: { entries: guesser.entries, names, models }, trees })
}

function unpacked(text: string): ArrayBuffer {
  const bytes = inflateSync(Buffer.from(text, 'base64'))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
