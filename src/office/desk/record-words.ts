import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const recordSchema = z.strictObject({
  heard: z.strictObject({
    /** By the conversation in which they are written down: what records of it are called. */
    flows: z.record(z.string(), wordList),
    record: wordList,
    done: wordList,
    left: wordList,
    fillers: wordList,
  }),
  head: sentence('title', 'where', 'when', 'count'),
  where: sentence('where'),
  when: sentence('from', 'until'),
  whenDay: sentence('day'),
  line: sentence('day', 'what', 'writer'),
  number: sentence('label', 'answer'),
  follow: sentence('follow', 'state'),
  followOpen: sentence('day'),
  followOver: sentence('day'),
  followDone: sentence(),
  more: sentence('count'),
  none: sentence('title', 'where', 'when'),
  notDone: sentence('where', 'title'),
  leftHead: sentence('all', 'count', 'title'),
  leftNone: sentence('all', 'title'),
  leftMore: sentence(),
  hint: sentence(),
  problems: each('noRight', 'outside'),
})

/** What is heard and said of records in a chat; from `knowledge/records.yaml`. */
export type RecordWords = z.infer<typeof recordSchema>

/** Reads `records.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseRecordWords(source: SourceText, problems: Problem[]): RecordWords | null {
  return parseYaml(source, recordSchema, { problems })
}
