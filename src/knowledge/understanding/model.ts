import { z } from 'zod'
import { type Guesser, type GuesserData, makeGuesser } from './guess.ts'
import { guesserHead, headOf, readModelFile, writeModelFile } from './tables.ts'
import type { Trees } from './trees.ts'

const numbers = z.array(z.number())
const treesSchema = z.strictObject({
  bias: z.number(),
  trees: z.array(z.strictObject({ feature: numbers, upTo: numbers, left: numbers, right: numbers, adds: numbers })),
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
export const writeUnderstanding = (
  { guesser, kinds, situations, weighing, parting, telling }: UnderstandingData,
  about: string,
): Buffer =>
  writeModelFile(
    {
      about,
      guesser: headOf(guesser),
      kinds: headOf(kinds),
      situations: headOf(situations),
      weighing,
      parting,
      telling,
    },
    [guesser, kinds, situations],
  )

/** Reads a model file. Throws where it is none, or where its tables do not fit together. */
export function readUnderstanding(file: Buffer): UnderstandingModel {
  const { head, guessers } = readModelFile(file, headSchema, h => [h.guesser, h.kinds, h.situations])
  const [guesser, kinds, situations] = guessers
  return openUnderstanding({
    ...{ guesser: guesser!, kinds: kinds!, situations: situations! },
    ...{ weighing: head.weighing, parting: head.parting, telling: head.telling },
  })
}
