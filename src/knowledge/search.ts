import type { Entry } from './entry.ts'
import { type Reader, type Reading, type Term } from './terms.ts'

/** How an entry fits a question; all 0..1. */
export interface Hit {
  entry: string
  /** What candidates are ordered by. */
  score: number
  /** Likeness to the entry's nearest wording. */
  nearest: number
  /** Likeness to all its wordings together. */
  whole: number
  /** The share of the question's weight that the entry knows at all. */
  coverage: number
}

const kindWeight = { concept: 1, facet: 0.5, word: 0.6, pair: 0.35 } as const

/** A term counts the more the fewer entries use it; one that no entry knows counts by how rare it is in the language. */
interface Posting {
  ids: Int32Array
  weights: Float32Array
}

/** An inverted index over wordings (each ask and title is one) and over entries as a whole. */
export class SearchIndex {
  #reader: Reader
  #entries: string[] = []
  #entryOfWording: Int32Array
  #termIds = new Map<string, number>()
  #idf: number[] = []
  #wordings: Posting[] = []
  #wholes: Posting[] = []
  #known: Posting[] = []
  #nearest: Float32Array
  #wordingScore: Float32Array
  #whole: Float32Array
  #coverage: Float32Array

  constructor(entries: readonly Entry[], reader: Reader) {
    this.#reader = reader
    this.#entries = entries.map(e => e.id)
    const wordings: { entry: number; terms: Term[] }[] = []
    const texts: Term[][] = []
    entries.forEach((entry, n) => {
      for (const wording of [entry.title, ...entry.asks]) wordings.push({ entry: n, terms: reader.read(wording).terms })
      if (entry.keywords.length > 0) wordings.push({ entry: n, terms: reader.read(entry.keywords.join(' ')).terms })
      texts.push(reader.read(entry.short).terms)
    })
    this.#entryOfWording = Int32Array.from(wordings, w => w.entry)
    this.#countTerms(wordings, texts)
    this.#post(wordings, texts)
    this.#nearest = new Float32Array(entries.length)
    this.#whole = new Float32Array(entries.length)
    this.#coverage = new Float32Array(entries.length)
    this.#wordingScore = new Float32Array(wordings.length)
  }

  get size(): number {
    return this.#entries.length
  }

  /** Numbers the terms and weighs each by how few entries' wordings hold it. */
  #countTerms(wordings: { entry: number; terms: Term[] }[], texts: Term[][]): void {
    const seenBy: Set<number>[] = []
    const note = (key: string, entry: number | null) => {
      let id = this.#termIds.get(key)
      if (id === undefined) {
        id = this.#termIds.size
        this.#termIds.set(key, id)
        seenBy.push(new Set())
      }
      if (entry !== null) seenBy[id]!.add(entry)
    }
    for (const { entry, terms } of wordings) for (const { key } of terms) note(key, entry)
    for (const terms of texts) for (const { key } of terms) note(key, null)
    const all = this.#entries.length
    this.#idf = seenBy.map(entries => Math.log((all + 1) / (entries.size + 0.5)) / Math.log((all + 1) / 0.5))
  }

  #post(wordings: { entry: number; terms: Term[] }[], texts: Term[][]): void {
    const byTerm = (): { id: number; weight: number }[][] => this.#idf.map(() => [])
    const perWording = byTerm()
    const perEntry = byTerm()
    const known = byTerm()
    wordings.forEach(({ terms }, n) => {
      for (const [term, weight] of unit(this.#vector(terms))) perWording[term]!.push({ id: n, weight })
    })
    const grouped = Map.groupBy(wordings, w => w.entry)
    for (const [entry, own] of grouped) {
      const sum = new Map<number, number>()
      for (const { terms } of own) for (const [term, weight] of this.#vector(terms)) sum.set(term, (sum.get(term) ?? 0) + weight)
      // A word used in many wordings of an entry is typical of it, but not so many times more than one used twice.
      for (const [term, weight] of sum) sum.set(term, Math.sqrt(weight))
      for (const [term, weight] of unit(sum)) perEntry[term]!.push({ id: entry, weight })
      const text = new Set(texts[entry]!.map(t => this.#termIds.get(t.key)!))
      for (const term of new Set([...sum.keys(), ...text])) known[term]!.push({ id: entry, weight: sum.has(term) ? 1 : 0.6 })
    }
    const pack = (posting: { id: number; weight: number }[]): Posting => ({
      ids: Int32Array.from(posting, p => p.id),
      weights: Float32Array.from(posting, p => p.weight),
    })
    this.#wordings = perWording.map(pack)
    this.#wholes = perEntry.map(pack)
    this.#known = known.map(pack)
  }

  /** Known terms of a text with their weights. */
  #vector(terms: readonly Term[]): Map<number, number> {
    const vector = new Map<number, number>()
    for (const { key, kind } of terms) {
      const id = this.#termIds.get(key)
      if (id !== undefined && !vector.has(id)) vector.set(id, kindWeight[kind] * this.#idf[id]!)
    }
    return vector
  }

  /** The weight of a question's terms that no entry knows; ordinary words weigh next to nothing. */
  #strangeness(terms: readonly Term[]): number {
    let square = 0
    const seen = new Set<string>()
    for (const { key, kind } of terms) {
      if (this.#termIds.has(key) || seen.has(key)) continue
      seen.add(key)
      const weight = kind === 'pair' ? 0.1 : kind === 'word' ? (key.length === 1 ? 0.2 : 0.5) : kindWeight[kind]
      square += weight * weight
    }
    return square
  }

  /** The `limit` entries that fit best, best first. */
  search(reading: Reading, limit: number): Hit[] {
    const query = this.#vector(reading.terms)
    const strange = this.#strangeness(reading.terms)
    let square = strange
    for (const weight of query.values()) square += weight * weight
    if (square === 0 || query.size === 0) return []
    const norm = Math.sqrt(square)
    const touched: number[] = []
    const touchedWordings: number[] = []
    for (const [term, weight] of query) {
      const share = weight / norm
      const { ids, weights } = this.#wordings[term]!
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i]!
        if (this.#wordingScore[id] === 0) touchedWordings.push(id)
        this.#wordingScore[id]! += share * weights[i]!
      }
      const whole = this.#wholes[term]!
      for (let i = 0; i < whole.ids.length; i++) this.#whole[whole.ids[i]!]! += share * whole.weights[i]!
      const known = this.#known[term]!
      const part = (weight * weight) / square
      for (let i = 0; i < known.ids.length; i++) {
        const id = known.ids[i]!
        if (this.#coverage[id] === 0) touched.push(id)
        this.#coverage[id]! += part * known.weights[i]!
      }
    }
    for (const wording of touchedWordings) {
      const entry = this.#entryOfWording[wording]!
      this.#nearest[entry] = Math.max(this.#nearest[entry]!, this.#wordingScore[wording]!)
      this.#wordingScore[wording] = 0
    }
    const hits = touched.map(n => {
      const [nearest, whole, coverage] = [this.#nearest[n]!, this.#whole[n]!, this.#coverage[n]!]
      this.#nearest[n] = this.#whole[n] = this.#coverage[n] = 0
      return { entry: this.#entries[n]!, score: combined(nearest, whole, coverage), nearest, whole, coverage }
    })
    return top(hits, limit)
  }

  /** Reads and searches in one go. */
  find(text: string, limit: number): { reading: Reading; hits: Hit[] } {
    const reading = this.#reader.read(text)
    return { reading, hits: this.search(reading, limit) }
  }
}

const combined = (nearest: number, whole: number, coverage: number) => 0.45 * nearest + 0.35 * whole + 0.2 * coverage

function unit(vector: Map<number, number>): Map<number, number> {
  let square = 0
  for (const weight of vector.values()) square += weight * weight
  const norm = Math.sqrt(square) || 1
  return new Map([...vector].map(([term, weight]) => [term, weight / norm]))
}

/** The best few of many without sorting them all. */
function top(hits: Hit[], limit: number): Hit[] {
  const best: Hit[] = []
  for (const hit of hits) {
    if (best.length === limit && hit.score <= best[limit - 1]!.score) continue
    let at = best.length
    while (at > 0 && best[at - 1]!.score < hit.score) at--
    best.splice(at, 0, hit)
    if (best.length > limit) best.pop()
  }
  return best
}
