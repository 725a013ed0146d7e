import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import Fuse, { type IFuseOptions } from 'fuse.js'
import MiniSearch from 'minisearch'
import { normalize } from '../../src/content/normalize.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { thresholds, understand } from '../../src/knowledge/match.ts'
import { SearchIndex } from '../../src/knowledge/search.ts'

/** An entry as all contenders get it. */
export interface Searched {
  id: string
  title: string
  wordings: string[]
  keywords: string[]
  answer: string
}

/** Entries for a question, best first; a higher score means more certain, on whatever scale. */
export type Search = (question: string) => { entry: string; score: number }[]

/** A way of finding entries. `bar` is where it begins to answer; null when it has no such place of its own. */
export interface Contender {
  name: string
  bar: number | null
  build(entries: readonly Searched[]): Search
}

/** How many entries each contender is asked for. */
const wanted = 5

/** What the bot itself does, with the vocabulary of `knowledge/terms.yaml`. */
export const ours = ({ reader }: Knowledge): Contender => ({
  name: 'farewell',
  bar: thresholds.answer,
  build(entries) {
    const index = new SearchIndex(
      entries.map(({ id, title, wordings, keywords, answer }) => ({
        id,
        wordings: [title, ...wordings, keywords.join(' ')]
          .values()
          .filter(w => w !== '')
          .map(w => reader.readOwn(w).terms),
        answer: reader.readOwn(answer).terms,
      })),
    )
    return question => understand({ reader, index }, question).candidates
  },
})

/** fuse.js as it comes: its default options over the wordings. */
export const fuseDefault: Contender = {
  name: 'fuse.js, defaults',
  bar: null,
  build(entries) {
    const fuse = new Fuse(entries as Searched[], { keys: ['wordings'], includeScore: true })
    return question => fromFuse(fuse.search(question, { limit: wanted }))
  },
}

const fromFuse = (found: { item: { id: string }; score?: number }[]) =>
  found.map(({ item, score }) => ({ entry: item.id, score: 1 - (score ?? 1) }))

const jieba = Jieba.withDict(dict)
/** Words as jieba cuts them for search, without punctuation. */
const words = (text: string) => jieba.cutForSearch(text, true).filter(word => /[\p{L}\p{N}]/u.test(word))

/** fuse.js at its best: our normalized texts, every wording for itself, the whole text searched, fuzziness as far as it helps. */
export const fuseTuned = (options: IFuseOptions<Flat> = fuseOptions, name = 'fuse.js, tuned'): Contender => ({
  name,
  bar: null,
  build(entries) {
    const fuse = new Fuse(flat(entries), options)
    // Several wordings of one entry may come first, so more are asked for.
    return question => bestOfEach(fromFuse(fuse.search(normalize(question), { limit: 40 })))
  },
})

/** The best of many combinations on our questions; see docs/benchmarks.md for what else was tried. */
export const fuseOptions: IFuseOptions<Flat> = {
  keys: ['text'],
  includeScore: true,
  ignoreLocation: true,
  threshold: 0.6,
}

/** One wording of an entry. */
export interface Flat {
  id: string
  text: string
}

export const flat = (entries: readonly Searched[]): Flat[] =>
  entries.flatMap(e => [e.title, ...e.wordings].map(text => ({ id: e.id, text: normalize(text) })))

/** Keeps the first, which is the best, of each entry. */
export function bestOfEach(found: readonly { entry: string; score: number }[]) {
  const best = new Map<string, { entry: string; score: number }>()
  for (const one of found) if (!best.has(one.entry)) best.set(one.entry, one)
  return [...best.values()].slice(0, wanted)
}

/** What can be turned on MiniSearch. */
export interface MiniOptions {
  boost: Record<string, number>
  fuzzy: number | false
  prefix: boolean
  perWording: boolean
  b: number
}

export const miniOptions: MiniOptions = {
  boost: { title: 2, wordings: 3, keywords: 1, answer: 0.3 },
  fuzzy: false,
  prefix: false,
  perWording: false,
  b: 0.7,
}

/** MiniSearch (BM25+) over words cut by jieba. */
export const miniSearch = (options: MiniOptions = miniOptions, name = 'MiniSearch + jieba'): Contender => ({
  name,
  bar: null,
  build(entries) {
    const { boost, fuzzy, prefix, perWording, b } = options
    const mini = new MiniSearch({
      fields: ['title', 'wordings', 'keywords', 'answer'],
      idField: 'n',
      tokenize: text => words(normalize(text)),
      processTerm: term => term,
      searchOptions: { boost, fuzzy, prefix, bm25: { k: 1.2, b, d: 0.5 } },
    })
    const rows = entries.flatMap(e =>
      perWording
        ? [e.title, ...e.wordings].map(w => ({ id: e.id, title: '', wordings: w, keywords: '', answer: '' }))
        : [{ ...e, wordings: e.wordings.join('\n'), keywords: e.keywords.join('\n') }],
    )
    mini.addAll(rows.map((row, n) => ({ ...row, n })))
    return question =>
      bestOfEach(
        mini
          .search(question)
          .slice(0, 60)
          .map(({ id: n, score }) => ({ entry: rows[n as number]!.id, score })),
      )
  },
})

export { words as jiebaWords }
