import { z } from 'zod'
import { each, sentence } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const names = (count: number) => z.array(sentence()).length(count)
const most = z.number().int().min(1).max(500)

const tableNames = ['broadcasts', 'progress', 'records', 'contributions', 'cards', 'scams'] as const

/** A table of the term's report. */
export type TermTable = (typeof tableNames)[number]

const partSchema = z.strictObject({
  ask: sentence(),
  tables: z.array(z.enum(tableNames)).default([]),
  /** Which conversations' records a table of records holds. */
  flows: z.array(z.string()).default([]),
  pictures: z.boolean().default(false),
  quotes: z.boolean().default(false),
})

const titled = (count: number) => z.strictObject({ title: sentence(), head: names(count) })
const filed = (count: number) => z.strictObject({ file: sentence(), head: names(count) })

const schema = z.strictObject({
  title: sentence('year'),
  draft: sentence(),
  unit: sentence('unit'),
  date: sentence('day'),
  deadline: sentence('day'),
  noDeadline: sentence(),
  mailbox: sentence('mailbox'),
  noMailbox: sentence(),
  person: sentence(),
  year: sentence('year'),
  schoolYear: sentence(),
  day: sentence('year', 'month', 'day'),
  header: sentence('unit'),
  page: names(2),
  chapter: sentence('n', 'title'),
  fact: sentence('title', 'says'),
  between: sentence(),
  overview: z.strictObject({
    title: sentence(),
    says: sentence('unit', 'people', 'classes', 'day'),
    duties: sentence('all', 'with', 'without'),
    ask: sentence(),
  }),
  chapters: z.array(sentence()).min(1),
  parts: z.record(z.string(), partSchema),
  closing: each('title', 'ask'),
  missing: z.strictObject({ ...each('title', 'says', 'none').shape, line: sentence('number', 'place', 'title') }),
  method: z.strictObject({ title: sentence(), lines: z.array(sentence()).min(1) }),
  masked: sentence(),
  noMaterial: sentence(),
  signed: sentence('name'),
  anonymous: sentence(),
  figure: sentence('n', 'caption'),
  caption: sentence('title', 'day'),
  tables: z.strictObject({
    caption: sentence('n', 'title'),
    total: sentence(),
    broadcasts: titled(5),
    progress: titled(3),
    records: z.strictObject({ title: sentence('flow'), head: names(3) }),
    contributions: titled(4),
    cards: titled(5),
    scams: titled(2),
  }),
  mostRows: most,
  rest: sentence('count'),
  of: sentence('done', 'all'),
  percent: sentence('percent'),
  mostPictures: most,
  mostQuotes: most,
  files: z.strictObject({
    archive: sentence('unit'),
    ...each('word', 'registers', 'pictures', 'list', 'readme', 'sums').shape,
  }),
  registers: z.strictObject({
    ledger: z.strictObject({ file: sentence(), head: names(7), has: sentence(), lacks: sentence() }),
    broadcasts: filed(11),
    progress: filed(5),
    records: z.strictObject({ file: sentence(), head: names(4), follow: names(3) }),
    contributions: filed(10),
    counts: z.strictObject({
      ...each('file', 'cards', 'questions', 'scams').shape,
      head: names(6),
      asked: names(5),
      kinds: names(3),
    }),
    done: sentence('title'),
  }),
  pictures: z.strictObject({
    head: names(6),
    sources: z.strictObject({ record: sentence('number'), note: sentence('number'), contribution: sentence('number') }),
    consents: each('record', 'contribution'),
    gone: sentence(),
  }),
  readme: z.array(sentence()).min(1),
  left: sentence('count'),
})

/** Every sentence of the term's report, and what is put where; from `knowledge/report.yaml`. */
export type TermWords = z.infer<typeof schema>

/** Reads `report.yaml`; every fault becomes a problem with its line, and then the result is null. */
export const parseTermWords = (source: SourceText, problems: Problem[]): TermWords | null =>
  parseYaml(source, schema, { problems })

/** The parts of the notice of which the report has no words, by their ids, and the words that are of no part. */
export function termAstray(
  { parts, chapters }: Pick<TermWords, 'parts' | 'chapters'>,
  ledger: { chapters: readonly { parts: readonly { id: string }[] }[] },
): Problem[] {
  const ids = ledger.chapters.flatMap(c => c.parts.map(p => p.id))
  const problem = (what: string) => ({
    where: 'knowledge/report.yaml',
    line: null,
    what,
    cure: 'parts 的编号要和 ledger.yaml 的一样，一章一个序号',
  })
  return [
    ...ids.filter(id => !(id in parts)).map(id => problem(`parts: 没有写 ${id}`)),
    ...Object.keys(parts)
      .filter(id => !ids.includes(id))
      .map(id => problem(`parts: 台账里没有 ${id}`)),
    ...(chapters.length < ledger.chapters.length + 4 ? [problem('chapters: 序号不够')] : []),
  ]
}
