import type { Reading, Term } from './terms.ts'

/** How an entry fits a question; all but `score` are 0..1. */
export interface Hit {
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

/** What of an entry is searched: how people ask for it, and the words of its answer. */
export interface Indexed {
  id: string
  wordings: Term[][]
  answer: Term[]
}

// Found by coordinate search on tests/content/questions.tsv (docs/benchmarks.md); every neighbour is flat, so they are round.
const kindWeight = { concept: 0.5, facet: 0.5, word: 0.6, pair: 0.5 } as const
const blend = { nearest: 0.2, third: 0.09, whole: 0.53, coverage: 0.18 } as const
const rarityPower = 0.4
/** What a word that no entry knows takes from the likeness; single characters say little. */
const strange = { word: 0.5, character: 0.2 } as const
/** How much a word counts as known that stands in the answer only. */
const knownFromAnswer = 0.6

/** Lists of (number, weight) by term, packed into two arrays. */
interface Postings {
  starts: Int32Array
  ids: Int32Array
  weights: Float32Array
}

/** An inverted index over wordings and over entries as a whole. Not for concurrent use within one search, which is synchronous. */
export class SearchIndex {
  #entries: string[]
  #entryOf: Int32Array
  #terms = new Map<string, number>()
  #rarity: Float32Array
  #wordings: Postings
  #wholes: Postings
  #answers: Postings
  #scores: {
    wording: Float32Array
    nearest: Float32Array
    second: Float32Array
    third: Float32Array
    whole: Float32Array
    coverage: Float32Array
  }

  constructor(entries: readonly Indexed[]) {
    this.#entries = entries.map(e => e.id)
    this.#rarity = this.#weighTerms(entries)
    this.#entryOf = Int32Array.from(entries.flatMap((e, n) => e.wordings.map(() => n)))
    const vectors = entries.map(e => e.wordings.map(w => this.#vector(w)))
    const size = this.#terms.size
    this.#wordings = pack(vectors.flat().map(unit), size)
    this.#wholes = pack(vectors.map(whole), size)
    this.#answers = pack(
      entries.map((e, n) => this.#onlyInAnswer(e.answer, vectors[n]!)),
      size,
    )
    const floats = (length: number) => new Float32Array(length)
    const n = entries.length
    this.#scores = {
      wording: floats(this.#entryOf.length),
      nearest: floats(n),
      second: floats(n),
      third: floats(n),
      whole: floats(n),
      coverage: floats(n),
    }
  }

  get size(): number {
    return this.#entries.length
  }

  /** Numbers the terms and weighs each by how few entries' wordings hold it. */
  #weighTerms(entries: readonly Indexed[]): Float32Array {
    const holders: number[] = []
    const last: number[] = []
    entries.forEach(({ wordings }, n) => {
      for (const { key } of wordings.flat()) {
        let id = this.#terms.get(key)
        if (id === undefined) {
          id = this.#terms.size
          this.#terms.set(key, id)
          holders.push(0)
          last.push(-1)
        }
        if (last[id] !== n) holders[id]!++
        last[id] = n
      }
    })
    const all = entries.length
    return Float32Array.from(
      holders,
      held => (Math.log((all + 1) / (held + 0.5)) / Math.log((all + 1) / 0.5)) ** rarityPower,
    )
  }

  /** The known terms of a text with their weights. */
  #vector(terms: readonly Term[]): Map<number, number> {
    const vector = new Map<number, number>()
    for (const { key, kind } of terms) {
      const id = this.#terms.get(key)
      if (id !== undefined) vector.set(id, kindWeight[kind] * this.#rarity[id]!)
    }
    return vector
  }

  #onlyInAnswer(answer: readonly Term[], wordings: readonly Map<number, number>[]): Map<number, number> {
    const asked = new Set(wordings.flatMap(w => [...w.keys()]))
    const only = new Map<number, number>()
    for (const term of this.#vector(answer).keys()) if (!asked.has(term)) only.set(term, knownFromAnswer)
    return only
  }

  /** The squared weight of a question's words that no entry knows. */
  #strangeness(terms: readonly Term[]): number {
    const unknown = new Set(terms.filter(t => t.kind !== 'pair' && !this.#terms.has(t.key)).map(t => t.key))
    let square = 0
    for (const key of unknown) square += (key.length === 1 ? strange.character : strange.word) ** 2
    return square
  }

  /** The `limit` entries that fit best, best first. */
  search(reading: Reading, limit: number): Hit[] {
    const query = this.#vector(reading.terms)
    let square = this.#strangeness(reading.terms)
    for (const weight of query.values()) square += weight * weight
    if (square === 0) return []
    const touched = this.#accumulate(query, square)
    return top(
      touched.map(n => this.#hit(n)),
      limit,
    )
  }

  /** Adds up the likenesses; returns the entries that share anything with the question. */
  #accumulate(query: ReadonlyMap<number, number>, square: number): number[] {
    const { wording, whole, coverage } = this.#scores
    const norm = Math.sqrt(square)
    const entries: number[] = []
    const wordings: number[] = []
    for (const [term, weight] of query) {
      const part = (weight * weight) / square
      each(this.#wordings, term, (id, w) => {
        if (wording[id] === 0) wordings.push(id)
        wording[id]! += (weight / norm) * w
      })
      each(this.#wholes, term, (id, w) => {
        if (coverage[id] === 0) entries.push(id)
        whole[id]! += (weight / norm) * w
        coverage[id]! += part
      })
      each(this.#answers, term, (id, w) => {
        if (coverage[id] === 0) entries.push(id)
        coverage[id]! += part * w
      })
    }
    for (const id of wordings) {
      this.#rank(this.#entryOf[id]!, wording[id]!)
      wording[id] = 0
    }
    return entries
  }

  /** Keeps the three best wordings of an entry. */
  #rank(entry: number, likeness: number): void {
    const { nearest, second, third } = this.#scores
    if (likeness > nearest[entry]!) {
      third[entry] = second[entry]!
      second[entry] = nearest[entry]!
      nearest[entry] = likeness
    } else if (likeness > second[entry]!) {
      third[entry] = second[entry]!
      second[entry] = likeness
    } else if (likeness > third[entry]!) third[entry] = likeness
  }

  /** Reads an entry's sums and clears them for the next search. */
  #hit(n: number): Hit {
    const s = this.#scores
    const [nearest, third, whole, coverage] = [s.nearest[n]!, s.third[n]!, s.whole[n]!, s.coverage[n]!]
    s.nearest[n] = s.second[n] = s.third[n] = s.whole[n] = s.coverage[n] = 0
    const score = blend.nearest * nearest + blend.third * third + blend.whole * whole + blend.coverage * coverage
    return { entry: this.#entries[n]!, score, nearest, third, whole, coverage }
  }
}

function each({ starts, ids, weights }: Postings, term: number, visit: (id: number, weight: number) => void): void {
  for (let i = starts[term]!; i < starts[term + 1]!; i++) visit(ids[i]!, weights[i]!)
}

function pack(vectors: readonly ReadonlyMap<number, number>[], terms: number): Postings {
  const starts = new Int32Array(terms + 1)
  for (const vector of vectors) for (const term of vector.keys()) starts[term + 1]!++
  for (let i = 0; i < terms; i++) starts[i + 1]! += starts[i]!
  const next = starts.slice()
  const ids = new Int32Array(starts[terms]!)
  const weights = new Float32Array(starts[terms]!)
  vectors.forEach((vector, id) => {
    for (const [term, weight] of vector) {
      const at = next[term]!++
      ids[at] = id
      weights[at] = weight
    }
  })
  return { starts, ids, weights }
}

/** The wordings of an entry as one vector. A word in many of them is typical, but not so many times more than one in two. */
function whole(wordings: readonly ReadonlyMap<number, number>[]): Map<number, number> {
  const sum = new Map<number, number>()
  for (const wording of wordings) for (const [term, weight] of wording) sum.set(term, (sum.get(term) ?? 0) + weight)
  for (const [term, weight] of sum) sum.set(term, Math.sqrt(weight))
  return unit(sum)
}

function unit(vector: ReadonlyMap<number, number>): Map<number, number> {
  let square = 0
  for (const weight of vector.values()) square += weight * weight
  const norm = Math.sqrt(square) || 1
  return new Map([...vector].map(([term, weight]) => [term, weight / norm]))
}

/** The best few of many without sorting them all. */
function top(hits: readonly Hit[], limit: number): Hit[] {
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
