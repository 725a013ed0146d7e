import { z } from 'zod'
import { sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import type { GuesserData } from '../../knowledge/understanding/guess.ts'

const functionSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: sentence(),
  about: sentence(),
  /** What is said in a chat to do it; none where only the console does. */
  words: z.array(z.string().trim().min(1)),
  /** The page of the console where it is done. */
  page: z.string().regex(/^[a-z-]+$/),
  asks: wordList,
})

const guideSchema = z.strictObject({
  help: sentence(),
  helpDesk: sentence('url'),
  studentHelp: wordList,
  found: sentence('name', 'about'),
  foundSay: sentence('words'),
  foundPage: sentence('url'),
  foundDesk: sentence(),
  foundGiven: sentence('given'),
  foundQuote: sentence('said'),
  foundElse: sentence(),
  either: sentence(),
  eitherLine: sentence('name', 'about'),
  unknown: sentence(),
  unknownNearest: sentence(),
  unknownFunction: sentence('name', 'about'),
  unknownHint: sentence(),
  /** Entries that tell of these functions themselves: in their place staff are led to the function. */
  entries: z.array(z.string()),
  functions: z.array(functionSchema).min(1),
})

/** What staff may do with the bot and how they ask for it, from `knowledge/staff-words.yaml`. */
export type StaffGuideWords = z.infer<typeof guideSchema>

/** The same with what has been learnt of how they ask; null where that is not there, and then only what is said just as it is written is understood. */
export interface StaffGuide extends StaffGuideWords {
  model: GuesserData | null
}

/** One thing that staff may do. */
export type StaffFunction = StaffGuideWords['functions'][number]

/** Reads `staff-words.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseStaffGuide(source: SourceText, problems: Problem[]): StaffGuideWords | null {
  return parseYaml(source, guideSchema, { problems })
}
