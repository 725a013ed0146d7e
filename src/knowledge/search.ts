import { asServed, type ServedEntries } from './served.ts'
import type { ReadTerms, Term } from './terms.ts'

/** How an entry fits a question; all but `score` are 0..1. */
export interface EntryHit {
  entry: string
  /** What candidates are ordered by, 0..1. */
  score: number
  /** Likeness to the entry's nearest wording, and to its third nearest: one near wording may be chance, three are not. */
  nearest: number
  third: number
  /** Likeness to all its wordings together. */
  whole: number
  /** The share of the question's weight that the entry knows at all. */
  coverage: number
}

/** What of an entry is searched: how people ask for it, and the words of its answer. Read once, one text at a time. */
export interface Indexed {
  id: string
  wordings: Iterable<readonly Term[]>
  answer: readonly Term[]
}

// Found by coordinate search on tests/content/questions.tsv (docs/benchmarks.md); every neighbour is flat, so they are round.
const kindWeight = { concept: 0.5, facet: 0.5, word: 0.6, pair: 0.5 } as const
const blend = { nearest: 0.2, third: 0.09, whole: 0.53, coverage: 0.18 } as const
const rarityPower = 0.4
/** What a word that no entry knows takes from the likeness; single characters say little. */
const strange = { word: 0.5, character: 0.2 } as const
/** How much a word counts as known that stands in the answer only. */
const knownFromAnswer = 0.6

/** For each term the numbers of the texts that hold it, packed; `weights` where they differ from text to text. */
interface Postings {
  starts: Int32Array
  ids: Int32Array
  weights: Float32Array
}

/** An index as plain data: it can be written into a file, and an index be made of it again. */
export interface IndexData {
  entries: readonly string[]
  /** For each wording the number of its entry. */
  entryOf: Int32Array
  /** All terms in the order of their numbers, a line each. */
  terms: string
  weight: Float32Array
  wordings: Postings
  wholes: Postings
  answers: Postings
}

/**
 * An inverted index over wordings and over entries as a whole. A term weighs the same wherever it stands, so a text is the set
 * of its terms. One search at a time: the sums are kept between searches to spare the garbage collector.
 */
export class SearchIndex {
  readonly data: IndexData
  #terms: ReadonlyMap<string, number>
  #entries: ReadonlySet<string>
  #sums: Sums

  constructor(from: readonly Indexed[] | IndexData) {
    this.data = 'weight' in from ? from : indexed(from)
    const { terms, entries, entryOf } = this.data
    this.#terms = new Map((terms === '' ? [] : terms.split('\n')).map((term, n) => [term, n]))
    this.#entries = new Set(entries)
    this.#sums = new Sums(entries.length, entryOf.length)
  }

  /** Whether an entry is in it. */
  has(entry: string): boolean {
    return this.#entries.has(entry)
  }

  get size(): number {
    return this.data.entries.length
  }

  /** The `limit` entries that fit best, best first, as they are served to whoever asks. */
  search(reading: ReadTerms, limit: number, serving?: ServedEntries): EntryHit[] {
    const { weight, entryOf, entries } = this.data
    const query = new Set<number>()
    const unknown = new Set<string>()
    for (const { key, kind } of reading.terms) {
      const id = this.#terms.get(key)
      if (id !== undefined) query.add(id)
      else if (kind !== 'pair') unknown.add(key)
    }
    let square = 0
    for (const term of query) square += weight[term]! ** 2
    for (const key of unknown) square += (key.length === 1 ? strange.character : strange.word) ** 2
    if (square === 0) return []
    for (const term of query)
      this.#add(term, { likeness: weight[term]! / Math.sqrt(square), part: weight[term]! ** 2 / square })
    const hits = this.#sums.take(entryOf).map(sum => ({ ...sum, entry: entries[sum.entry]! }))
    return top(serving ? asServed(hits, serving) : hits, limit)
  }

  #add(term: number, { likeness, part }: { likeness: number; part: number }): void {
    const { wordings, wholes, answers } = this.data
    each(wordings, term, (id, weight) => this.#sums.addWording(id, likeness * weight))
    each(wholes, term, (id, weight) => this.#sums.addEntry(id, likeness * weight, part))
    each(answers, term, (id, weight) => this.#sums.addEntry(id, 0, part * weight))
  }
}

/** Reads all texts and weighs their terms. */
function indexed(entries: readonly Indexed[]): IndexData {
  const numbers = new Map<string, number>()
  const kinds: Term['kind'][] = []
  const texts = entries.map(e => Array.from(e.wordings, wording => numbered(wording, numbers, kinds)))
  const weight = weigh(texts, kinds)
  const weights = (text: Int32Array) => Float32Array.from(text, t => weight[t]!)
  const wholes = texts.map(own => wholeOf(own, weight))
  const answers = entries.map((e, n) => onlyInAnswer(e.answer, numbers, wholes[n]!))
  const pack = (all: readonly Weighted[]) => packed(all, kinds.length)
  return {
    entries: entries.map(e => e.id),
    entryOf: Int32Array.from(texts.flatMap((own, n) => own.map(() => n))),
    terms: [...numbers.keys()].join('\n'),
    weight,
    wordings: pack(texts.flat().map(text => unit(text, weights(text)))),
    wholes: pack(wholes),
    answers: pack(answers),
  }
}

/** A text as the numbers of its terms; new terms get the next number. */
function numbered(text: readonly Term[], numbers: Map<string, number>, kinds: Term['kind'][]): Int32Array {
  const ids = new Set<number>()
  for (const { key, kind } of text) {
    let id = numbers.get(key)
    if (id === undefined) {
      id = numbers.size
      numbers.set(key, id)
      kinds.push(kind)
    }
    ids.add(id)
  }
  return Int32Array.from(ids)
}

/** All wordings of an entry as one. A word in many of them is typical, but not so many times more than one in two. */
function wholeOf(wordings: readonly Int32Array[], weight: Float32Array): Weighted {
  const times = new Map<number, number>()
  for (const wording of wordings) for (const term of wording) times.set(term, (times.get(term) ?? 0) + 1)
  const terms = Int32Array.from(times.keys())
  return unit(
    terms,
    Float32Array.from(terms, t => Math.sqrt(times.get(t)! * weight[t]!)),
  )
}

function onlyInAnswer(
  answer: readonly Term[],
  numbers: ReadonlyMap<string, number>,
  { terms: asked }: Weighted,
): Weighted {
  const known = new Set(asked)
  const only = new Set(answer.flatMap(({ key }) => numbers.get(key) ?? []).filter(t => !known.has(t)))
  const terms = Int32Array.from(only)
  return { terms, weights: new Float32Array(terms.length).fill(knownFromAnswer) }
}

/** What one search adds up. */
class Sums {
  #wording: Float32Array
  #nearest: Float32Array
  #second: Float32Array
  #third: Float32Array
  #whole: Float32Array
  #coverage: Float32Array
  #entries: number[] = []
  #wordings: number[] = []

  constructor(entries: number, wordings: number) {
    this.#wording = new Float32Array(wordings)
    this.#nearest = new Float32Array(entries)
    this.#second = new Float32Array(entries)
    this.#third = new Float32Array(entries)
    this.#whole = new Float32Array(entries)
    this.#coverage = new Float32Array(entries)
  }

  addWording(id: number, likeness: number): void {
    if (this.#wording[id] === 0) this.#wordings.push(id)
    this.#wording[id]! += likeness
  }

  addEntry(id: number, likeness: number, coverage: number): void {
    if (this.#coverage[id] === 0) this.#entries.push(id)
    this.#whole[id]! += likeness
    this.#coverage[id]! += coverage
  }

  /** The sums of every entry that shares a term with the question; clears them for the next search. */
  take(entryOf: Int32Array): (Omit<EntryHit, 'entry'> & { entry: number })[] {
    for (const id of this.#wordings) {
      this.#rank(entryOf[id]!, this.#wording[id]!)
      this.#wording[id] = 0
    }
    this.#wordings = []
    const hits = this.#entries.map(n => {
      const [nearest, third, whole, coverage] = [
        this.#nearest[n]!,
        this.#third[n]!,
        this.#whole[n]!,
        this.#coverage[n]!,
      ]
      this.#nearest[n] = this.#second[n] = this.#third[n] = this.#whole[n] = this.#coverage[n] = 0
      const score = blend.nearest * nearest + blend.third * third + blend.whole * whole + blend.coverage * coverage
      return { entry: n, score, nearest, third, whole, coverage }
    })
    this.#entries = []
    return hits
  }

  /** Keeps the three best wordings of an entry. */
  #rank(entry: number, likeness: number): void {
    if (likeness > this.#nearest[entry]!) {
      this.#third[entry] = this.#second[entry]!
      this.#second[entry] = this.#nearest[entry]!
      this.#nearest[entry] = likeness
    } else if (likeness > this.#second[entry]!) {
      this.#third[entry] = this.#second[entry]!
      this.#second[entry] = likeness
    } else if (likeness > this.#third[entry]!) this.#third[entry] = likeness
  }
}

/** The terms of a text with their weights. */
interface Weighted {
  terms: Int32Array
  weights: Float32Array
}

/** A term weighs by its kind and by how few entries ask with it. */
function weigh(texts: readonly Int32Array[][], kinds: readonly Term['kind'][]): Float32Array {
  const holders = new Int32Array(kinds.length)
  const last = new Int32Array(kinds.length).fill(-1)
  texts.forEach((own, n) => {
    for (const text of own)
      for (const term of text) {
        if (last[term] !== n) holders[term]!++
        last[term] = n
      }
  })
  const all = texts.length
  return Float32Array.from(
    holders,
    (held, t) =>
      kindWeight[kinds[t]!] * (Math.log((all + 1) / (held + 0.5)) / Math.log((all + 1) / 0.5)) ** rarityPower,
  )
}

function unit(terms: Int32Array, weights: Float32Array): Weighted {
  let square = 0
  for (const weight of weights) square += weight * weight
  const norm = Math.sqrt(square) || 1
  return { terms, weights: weights.map(w => w / norm) }
}

function each({ starts, ids, weights }: Postings, term: number, visit: (id: number, weight: number) => void): void {
  for (let i = starts[term]!; i < starts[term + 1]!; i++) visit(ids[i]!, weights[i]!)
}

function packed(texts: readonly Weighted[], terms: number): Postings {
  const starts = new Int32Array(terms + 1)
  for (const text of texts) for (const term of text.terms) starts[term + 1]!++
  for (let i = 0; i < terms; i++) starts[i + 1]! += starts[i]!
  const next = starts.slice()
  const ids = new Int32Array(starts[terms]!)
  const weights = new Float32Array(starts[terms]!)
  texts.forEach((text, id) => {
    text.terms.forEach((term, i) => {
      const at = next[term]!++
      ids[at] = id
      weights[at] = text.weights[i]!
    })
  })
  return { starts, ids, weights }
}

/** The best few of many without sorting them all. */
function top(hits: readonly EntryHit[], limit: number): EntryHit[] {
  const best: EntryHit[] = []
  for (const hit of hits) {
    if (best.length === limit && hit.score <= best[limit - 1]!.score) continue
    let at = best.length
    while (at > 0 && best[at - 1]!.score < hit.score) at--
    best.splice(at, 0, hit)
    if (best.length > limit) best.pop()
  }
  return best
}
