import { asServed, type ServedEntries } from '../served.ts'
import type { ReadTerms } from '../terms.ts'
import { type IndexData, type Indexed, indexAnew, numbersIn, type Postings } from './indexing.ts'

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

// Found by coordinate search on tests/content/questions.tsv (docs/benchmarks.md); every neighbour is flat, so they are round.
const blend = { nearest: 0.2, third: 0.09, whole: 0.53, coverage: 0.18 } as const
/** What a word that no entry knows takes from the likeness; single characters say little. */
const strange = { word: 0.5, character: 0.2 } as const
/**
 * An inverted index over wordings and over entries as a whole. A term weighs the same wherever it stands, so a text is the set
 * of its terms. One search at a time: the sums are kept between searches to spare the garbage collector.
 */
export class SearchIndex {
  readonly data: IndexData
  #terms: ReadonlyMap<string, number>
  #entries: ReadonlySet<string>
  #sums: Sums

  /** Of texts, or of what was made of them before; entries whose wordings are null are taken over from `before`, which has them. */
  constructor(from: readonly Indexed[] | IndexData, before?: SearchIndex) {
    const { data, numbers } =
      'weight' in from
        ? { data: from, numbers: numbersIn(from) }
        : indexAnew(from, before && { data: before.data, numbers: before.#terms })
    this.data = data
    const { entries, entryOf } = data
    this.#terms = numbers
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

function each({ starts, ids, weights }: Postings, term: number, visit: (id: number, weight: number) => void): void {
  for (let i = starts[term]!; i < starts[term + 1]!; i++) visit(ids[i]!, weights[i]!)
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
