import { z } from 'zod'
import { sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const positive = z.number().int().min(1)

const remindSentence = () => sentence('name', 'start')

const progressSchema = z.strictObject({
  heard: z.strictObject({
    asks: wordList,
    overview: wordList,
    counts: wordList,
    other: wordList,
    not: wordList,
    verbs: wordList,
    reads: wordList,
    remind: wordList,
    fillers: wordList,
    confirm: sentence(),
  }),
  // Nobody is to be flooded, whatever a file says.
  remindEveryHours: positive.min(3, '至少 3 小时'),
  namesMost: positive,
  classesMost: positive,
  notice: sentence('number', 'line'),
  overviewHead: sentence('scope', 'people'),
  overviewLine: sentence('item', 'done', 'all', 'percent'),
  overviewUnheard: sentence('count'),
  overviewClass: sentence('class', 'done', 'all'),
  overviewMore: sentence('count'),
  overviewHint: sentence(),
  leftHead: sentence('item', 'all', 'left', 'scope'),
  leftNone: sentence('item', 'all', 'scope'),
  doneHead: sentence('item', 'all', 'done', 'scope'),
  doneNone: sentence('item', 'all', 'scope'),
  nobody: sentence('item', 'scope'),
  inScope: sentence('scope'),
  classLine: sentence('class', 'count', 'names'),
  classCount: sentence('class', 'count'),
  stageLine: sentence('stage', 'count'),
  tooMany: sentence(),
  silent: sentence(),
  silentSince: sentence(),
  stageOther: sentence(),
  unreachable: sentence('count', 'names'),
  reach: z.strictObject({ group: sentence(), notBound: sentence(), cannotPush: sentence() }),
  person: sentence('name', 'why'),
  namesMore: sentence('names', 'count'),
  nearest: sentence('nearest'),
  remindHint: sentence('count', 'command'),
  resendHint: sentence('command'),
  remindButton: sentence('count'),
  remindNobody: sentence(),
  reminded: sentence('item', 'count'),
  remindedBefore: sentence('count'),
  remindedLater: sentence('count'),
  remind: z.strictObject({ text: remindSentence(), texts: z.record(z.string(), remindSentence()) }),
  problems: z.strictObject({
    noRight: sentence(),
    noRemind: sentence(),
    noLoans: sentence(),
    outside: sentence('scope'),
    nothing: sentence(),
    unknownItem: sentence('item', 'items'),
    unknownNotice: sentence('number'),
    noNotice: sentence(),
    unknownClass: sentence('said'),
    quiet: sentence('until'),
  }),
})

/** What is heard and said about how far people are, and how often they may be reminded; from `knowledge/progress.yaml`. */
export type ProgressWords = z.infer<typeof progressSchema>

/** Reads `progress.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseProgressWords(source: SourceText, problems: Problem[]): ProgressWords | null {
  return parseYaml(source, progressSchema, { problems })
}
