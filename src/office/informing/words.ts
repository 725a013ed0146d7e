import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import type { GuesserData } from '../../knowledge/understanding/guess.ts'

const informingSchema = z.strictObject({
  /** What says plainly that somebody wants to report. */
  plain: wordList,
  kinds: each('incident', 'person', 'rumour', 'facility'),
  offer: sentence('kind', 'start'),
  beside: sentence('start'),
  /** What comes first, whatever is reported. */
  first: z.strictObject({
    incident: sentence('security'),
    ...each('person', 'rumour', 'facility').shape,
  }),
  /** How people tell of what is to be reported, and what only sounds like it. */
  says: z.strictObject({ incident: wordList, person: wordList, rumour: wordList, facility: wordList }),
  not: wordList,
})

/** How it is heard that somebody tells of something to be reported, and what is said then, from `knowledge/informing.yaml`. */
export type InformingWords = z.infer<typeof informingSchema>

/** The same with what has been learnt of how people tell of it; null where that is not there, and then only what is said just as it is written is heard. */
export interface Informing extends InformingWords {
  model: GuesserData | null
}

/** Reads `informing.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseInforming(source: SourceText, problems: Problem[]): InformingWords | null {
  return parseYaml(source, informingSchema, { problems })
}
