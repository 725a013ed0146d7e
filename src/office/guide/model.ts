import { z } from 'zod'
import type { GuesserData } from '../../knowledge/understanding/guess.ts'
import { guesserHead, headOf, readModelFile, writeModelFile } from '../../knowledge/understanding/tables.ts'

const headSchema = z.strictObject({ about: z.string(), functions: guesserHead })

/** What has been learnt of how staff ask for functions, as the bytes of a file. */
export const writeStaffModel = (functions: GuesserData, about: string): Buffer =>
  writeModelFile({ about, functions: headOf(functions) }, [functions])

/** Reads such a file. Throws where it is none, or where its tables do not fit together. */
export const readStaffModel = (file: Buffer): GuesserData =>
  readModelFile(file, headSchema, head => [head.functions]).guessers[0]!
