import { z } from 'zod'
import { each, sentence, wordList } from '../content/words.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'

const kinds = ['date', 'place', 'phone', 'hours'] as const
/** What a value in a notice is. */
export type ValueKind = (typeof kinds)[number]

const kind = z.enum(kinds)
const hintSchema = z.strictObject({
  words: wordList,
  /** Words beside a value that make it something else, and words that do so wherever they stand around it. */
  not: z.array(z.coerce.string()).default([]),
  never: z.array(z.coerce.string()).default([]),
  /** Whether the words must stand right beside the value, and not only in a heading. */
  near: z.boolean().default(false),
  takes: z
    .union([kind, z.array(kind).min(1)])
    .default('date')
    .transform(given => (Array.isArray(given) ? given : [given])),
  staff: z.boolean().default(false),
})

/** By which words a fact of the school is recognised. */
export type FieldHint = z.infer<typeof hintSchema>

const shapes = ['limit', 'day', 'window', 'batch'] as const
/** How the days of a fact are said: until, on, from … to, by turns. */
export type DayShape = (typeof shapes)[number]

const daySchema = z.strictObject({
  is: z.array(z.coerce.string()).default([]),
  of: z.array(z.coerce.string()).default([]),
  by: z.array(z.coerce.string()).default([]),
  turns: z.array(z.coerce.string()).default([]),
  as: z
    .array(z.enum(shapes))
    .min(1)
    .default([...shapes]),
  staff: z.boolean().default(false),
})

/** What happens on the days of a fact: what is an event by itself, or what is done to a thing. */
export type DayHint = z.infer<typeof daySchema>

const fault = z.strictObject({ what: sentence(), cure: sentence() })
const named = z.record(z.string(), wordList)

const schema = z.strictObject({
  fields: z.record(z.string(), hintSchema),
  days: z.record(z.string(), daySchema),
  acts: wordList,
  bounds: wordList,
  given: wordList,
  general: wordList,
  no_acts: wordList,
  things: wordList,
  who: z.strictObject({ student: wordList, counselor: wordList, college: wordList, office: wordList }),
  whither: wordList,
  must: wordList,
  idle: wordList,
  scope: z.strictObject({ loan: named, degree: named }),
  no_names: wordList,
  left: z.strictObject({
    example: wordList,
    duty: wordList,
    changed: wordList,
    instead: wordList,
    source: wordList,
    past: wordList,
    over: wordList,
    sent: wordList,
    stopped: wordList,
    issued: wordList,
    law: wordList,
    version: wordList,
    condition: wordList,
    later: wordList,
  }),
  reasons: each(
    'paper',
    'class',
    'law',
    'past',
    'issued',
    'over',
    'version',
    'relative',
    'month',
    'figures',
    'attachment',
    'condition',
    'example',
    'duty',
  ),
  doubts: z.strictObject({
    weekday: sentence('right', 'weekday'),
    near: sentence('issued'),
    order: sentence(),
    'no-day': sentence(),
    year: sentence('year'),
    filled: sentence(),
    lent: sentence(),
    window: sentence(),
    choice: sentence('labels'),
  }),
  contradicts: sentence('set', 'found'),
  kinds: each('date', 'place', 'phone', 'hours'),
  weekdays: sentence(),
  faults: z.strictObject({
    empty: fault,
    scan: fault,
    'old-word': fault,
    wps: fault,
    unreadable: fault,
    'unknown-kind': fault,
    'too-large': fault,
    overfull: fault,
    locked: fault,
  }),
})

/** What is recognised in notices and said of them, from `knowledge/notice.yaml`. */
export type NoticeWords = z.infer<typeof schema>

/** Reads `notice.yaml`; every fault becomes a problem with its line, and then the result is null. */
export const parseNoticeWords = (source: SourceText, problems: Problem[]): NoticeWords | null =>
  parseYaml(source, schema, { problems })
