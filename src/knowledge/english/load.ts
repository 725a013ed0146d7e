import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { filesIn, withFile } from '../../content/files.ts'
import { sentence } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { type Entry, placeholdersIn } from '../entry.ts'
import { type EnglishTerms, parseEnglishTerms } from '../lexicon.ts'
import { englishPhrases } from '../phrases.ts'
import type { Retention } from '../retention.ts'
import type { School } from '../school.ts'
import { parseWordings, type Wordings } from '../wordings.ts'
import { differences } from './check.ts'
import { type EnglishWords, wordsIn } from './language.ts'
import { type EnglishText, parseEnglish } from './text.ts'

const phrasesSchema = z.strictObject({
  ...englishPhrases.shape,
  /** Said before an answer that has no English text. */
  onlyChinese: sentence(),
  /** How long something is kept: what `{{keep.…}}` says. */
  kept: sentence('days'),
})
const fieldsSchema = z.record(z.string(), z.strictObject({ label: sentence(), ask: sentence() }))
const titlesSchema = z.record(z.string(), sentence())

/** What the bot says in English, from `knowledge/en`: plain data. */
export interface English {
  /** By entry; what is not here is said in Chinese. */
  texts: ReadonlyMap<string, EnglishText>
  /** English titles of entries that have no English text. */
  titles: Readonly<Record<string, string>>
  phrases: z.infer<typeof phrasesSchema>
  /** Fields of the school, and whom to ask for them; their values stay as the school wrote them. */
  fields: z.infer<typeof fieldsSchema>
  words: EnglishWords
}

/** How people ask in English: read first, since it belongs to the vocabulary and the wordings of all. */
export interface EnglishQuestions {
  folder: string
  terms: EnglishTerms
  wordings: Wordings
}

/** Reads the vocabulary and the wordings of `knowledge/en`; null where the folder is not there or they are faulty. */
export function readEnglishWords(
  folder: string,
  { entries, problems }: { entries: readonly Entry[]; problems: Problem[] },
): EnglishQuestions | null {
  if (!existsSync(folder)) return null
  const at = { room: 'knowledge/en' as const, problems }
  const terms = withFile(join(folder, 'terms.yaml'), at, source => parseEnglishTerms(source, problems))
  const wordings = withFile(join(folder, 'wordings.tsv'), at, source => parseWordings([source], { entries, problems }))
  return terms && wordings && { folder, terms, wordings }
}

/** What the English texts are checked against. */
interface Beside {
  entries: readonly Entry[]
  school: School
  retention: Retention
  problems: Problem[]
}

/** Reads what is said in English; null when any of it is faulty. */
export function readEnglish({ folder, terms, wordings }: EnglishQuestions, beside: Beside): English | null {
  const { entries, school, problems } = beside
  const before = problems.length
  const at = { room: 'knowledge/en' as const, problems }
  const known = new Map(entries.map(e => [e.id, e]))
  const read = <T>(name: string, schema: z.ZodType<T>) =>
    withFile(join(folder, name), at, (source: SourceText) => parseYaml(source, schema, { problems }))
  const phrases = read('phrases.yaml', phrasesSchema)
  const fields = read('fields.yaml', fieldsSchema)
  const titles = read('titles.yaml', titlesSchema)
  const texts = filesIn(folder, '.md').flatMap(
    file => withFile(file, at, source => parseEnglish(source, { entries: known, problems })) ?? [],
  )
  for (const text of texts) problems.push(...differences(text, known.get(text.id)!), ...endless(text, beside))
  problems.push(...twice(texts))
  if (titles) problems.push(...strangers('titles.yaml', Object.keys(titles), known))
  if (fields)
    problems.push(
      ...strangers('fields.yaml', Object.keys(fields), school.fields),
      ...unnamed(texts, { entries: known, fields }),
    )
  if (problems.length > before || !phrases || !fields || !titles) return null
  const told = [...texts.flatMap(t => [t.title, t.text]), ...Object.values(titles), ...[...wordings.values()].flat()]
  const words = [...told, ...vocabulary(terms)].flatMap(wordsIn)
  return {
    texts: new Map(texts.map(t => [t.id, t])),
    titles,
    phrases,
    fields,
    words: { known: new Set(words), borrowed: new Set(terms.borrowed) },
  }
}

const vocabulary = ({ concepts, facets, fillers, elsewhere }: EnglishTerms) =>
  [...Object.values(concepts), ...Object.values(facets), fillers, elsewhere].flat()

function twice(texts: readonly EnglishText[]): Problem[] {
  return texts
    .filter((text, n) => texts.findIndex(other => other.id === text.id) < n)
    .map(({ where, line, id }) => ({ where, line, what: `${id} 写了两次`, cure: '只留一处' }))
}

/** Times for keeping are said in English only where they are a number of days. */
function endless({ id, text, where, line }: EnglishText, { retention }: Beside): Problem[] {
  const days = new Map(Object.entries(retention.days).map(([kind, count]) => [`keep.${kind}`, count]))
  return placeholdersIn(text)
    .filter(key => key.startsWith('keep.') && (days.get(key) ?? null) === null)
    .map(key => ({ where, line, what: `${id}: {{${key}}} 没有英文`, cure: '英文里只能用 retention.yaml 里按天算的' }))
}

function strangers(file: string, keys: readonly string[], known: ReadonlyMap<string, unknown>): Problem[] {
  return keys
    .filter(key => !known.has(key))
    .map(key => ({
      where: `knowledge/en/${file}`,
      line: null,
      what: `没有 ${key}`,
      cure: '改成存在的名字，或删掉这一行',
    }))
}

/** Fields that an English answer may show and that have no English name. */
function unnamed(
  texts: readonly EnglishText[],
  { entries, fields }: { entries: ReadonlyMap<string, Entry>; fields: English['fields'] },
): Problem[] {
  const shown = new Set(
    texts.flatMap(({ id, text }) => {
      const { contacts, deadline } = entries.get(id)!
      const named = placeholdersIn(text).filter(key => !key.startsWith('keep.'))
      return [...contacts, ...(deadline === null ? [] : [deadline]), ...named]
    }),
  )
  return [...shown]
    .filter(key => fields[key] === undefined)
    .map(key => ({
      where: 'knowledge/en/fields.yaml',
      line: null,
      what: `缺少 ${key}`,
      cure: '写上英文的 label 和 ask',
    }))
}
