import { z } from 'zod'
import { sentence } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

/** How the value of a column is said. `body`, `talk`, `runs`, `answers`, `list`, `units` and `sought` are kept as JSON. */
const ways = [
  'text',
  'time',
  'yes',
  'word',
  'flow',
  'answers',
  'entry',
  'body',
  'talk',
  'runs',
  'list',
  'units',
  'sought',
] as const

const columnSchema = z.union([
  z.string().min(1),
  z.strictObject({ label: z.string().min(1), as: z.enum(ways), words: z.record(z.string(), z.string()).default({}) }),
])

const ownFileSchema = z.strictObject({
  head: sentence('at'),
  count: sentence('title', 'count'),
  nothing: sentence(),
  yes: sentence(),
  no: sentence(),
  /** Stands for a value that has no word. */
  other: sentence(),
  between: z.string().min(1),
  pair: sentence('label', 'value'),
  line: sentence('says'),
  draft: sentence('title', 'answers'),
  end: sentence(),
  tables: z.record(
    z.string(),
    z.strictObject({
      title: sentence(),
      columns: z.record(z.string(), columnSchema),
      /** Columns that say nothing to people: numbers of ours, and what stands in another one. */
      hides: z.array(z.string()).default([]),
    }),
  ),
})

/** The words in which people take away what is kept of them: `own-file.yaml`. */
export type OwnFileWords = z.infer<typeof ownFileSchema>
/** A column of it: its name, and how its value is said. */
export type OwnFileColumn = z.infer<typeof columnSchema>

/** Reads `own-file.yaml`; every fault goes to `problems`. */
export function parseOwnFileWords(source: SourceText, problems: Problem[]): OwnFileWords | null {
  return parseYaml(source, ownFileSchema, { problems })
}
