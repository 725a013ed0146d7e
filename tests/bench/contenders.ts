import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import Fuse, { type IFuseOptions } from 'fuse.js'
import MiniSearch from 'minisearch'
import { normalize } from '../../src/content/normalize.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { SearchIndex } from '../../src/knowledge/search/search.ts'
import { thresholds, understand } from '../../src/knowledge/understanding/understand.ts'

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
    return question => understand({ reader, index, model: null }, question).candidates
  },
})

const fromFuse = (found: { item: { id: string }; score?: number }[]) =>
  found.map(({ item, score }) => ({ entry: item.id, score: 1 - (score ?? 1) }))

/** fuse.js as it comes: its default options over the wordings. */
export const fuseDefault: Contender = {
  name: 'fuse.js, defaults',
  bar: null,
  build(entries) {
    const fuse = new Fuse(entries as Searched[], { keys: ['wordings'], includeScore: true })
    return question => fromFuse(fuse.search(question, { limit: wanted }))
  },
}

/**
 * fuse.js with its fuzziness as far open as it helps: every wording for itself, the whole text searched. Lower thresholds find a
 * third of the answers, 1 finds no more than 0.8; field norms and shortest matches change nothing.
 */
export const fuseTuned: Contender = {
  name: 'fuse.js, tuned',
  bar: null,
  build(entries) {
    const wordings = entries.flatMap(e => [e.title, ...e.wordings].map(text => ({ id: e.id, text: normalize(text) })))
    const fuse = new Fuse(wordings, { keys: ['text'], includeScore: true, ignoreLocation: true, threshold: 0.8 })
    // Several wordings of one entry may come first, so more are asked for.
    return question => bestOfEach(fromFuse(fuse.search(normalize(question), { limit: 40 })))
  },
}

/** Keeps the first, which is the best, of each entry. */
function bestOfEach(found: readonly { entry: string; score: number }[]) {
  const best = new Map<string, { entry: string; score: number }>()
  for (const one of found) if (!best.has(one.entry)) best.set(one.entry, one)
  return [...best.values()].slice(0, wanted)
}

const jieba = Jieba.withDict(dict)
/** Words as jieba cuts them for search, without punctuation. */
const words = (text: string) => jieba.cutForSearch(text, true).filter(word => /[\p{L}\p{N}]/u.test(word))

const fuseWordOptions: IFuseOptions<Searched & { all: string }> = {
  keys: [
    { name: 'all', weight: 3 },
    { name: 'title', weight: 1 },
    { name: 'keywords', weight: 1 },
    { name: 'answer', weight: 0.5 },
  ],
  includeScore: true,
  ignoreLocation: true,
  threshold: 0.6,
  useTokenSearch: true,
  tokenize: words,
}

/** fuse.js at its very best on Chinese: its search by words, which jieba cuts; an entry's wordings are one text. */
export const fuseWords: Contender = {
  name: 'fuse.js, words by jieba',
  bar: null,
  build(entries) {
    const fuse = new Fuse(
      entries.map(e => ({ ...e, all: e.wordings.map(normalize).join(' ') })),
      fuseWordOptions,
    )
    return question => fromFuse(fuse.search(normalize(question), { limit: wanted }))
  },
}

/**
 * MiniSearch (BM25+) over words cut by jieba, one document an entry. Tried beside: no fuzziness, more of it, prefixes, other
 * boosts and lengths; they lie within half a percent or below. A document for each wording is 20 percent worse.
 */
export const miniSearch: Contender = {
  name: 'MiniSearch, words by jieba',
  bar: null,
  build(entries) {
    const mini = new MiniSearch({
      fields: ['title', 'wordings', 'keywords', 'answer'],
      tokenize: text => words(normalize(text)),
      processTerm: term => term,
      searchOptions: { boost: { title: 1, wordings: 4, keywords: 2, answer: 0.5 }, fuzzy: 0.2 },
    })
    mini.addAll(entries.map(e => ({ ...e, wordings: e.wordings.join('\n'), keywords: e.keywords.join('\n') })))
    return question =>
      mini
        .search(question)
        .slice(0, wanted)
        .map(({ id, score }) => ({ entry: id as string, score }))
  },
}
