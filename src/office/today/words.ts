import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const schema = z.strictObject({
  start: wordList,
  head: sentence(),
  none: sentence(),
  rest: sentence('count'),
  door: sentence(),
  parts: each('now', 'waiting', 'week', 'bot'),
  lines: z.strictObject({
    crisis: sentence('number', 'minutes'),
    crisisNow: sentence('number'),
    crisisLeft: sentence('number'),
    handoffs: sentence('count', 'since'),
    approvals: sentence('number', 'template', 'since'),
    unconfirmed: sentence('number', 'template', 'count', 'people'),
    reviews: sentence('count', 'since'),
    questions: sentence('count'),
    deadline: sentence('label', 'day'),
    reminder: sentence('title', 'at'),
    channel: sentence('name'),
    missing: sentence('count', 'labels'),
  }),
  sample: sentence(),
  part: sentence('part'),
})

/** What is heard and said about what waits for somebody today, from `knowledge/today.yaml`. */
export type TodayWords = z.infer<typeof schema>

/** Reads `today.yaml`; every fault becomes a problem with its line, and then the result is null. */
export const parseTodayWords = (source: SourceText, problems: Problem[]): TodayWords | null =>
  parseYaml(source, schema, { problems })
