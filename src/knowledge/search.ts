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

/**
 * An inverted index over wordings and over entries as a whole. A term weighs the same wherever it stands, so a text is the set
 * of its terms. One search at a time: the sums are kept between searches to spare the garbage collector.
 */
export class SearchIndex {
  #entries: string[]
  #entryOf: Int32Array
  #terms = new Map<string, number>()
  #weight: Float32Array
  #wordings: Postings
  #wholes: Postings
  #answers: Postings
  #sums: Sums

  constructor(entries: readonly Indexed[]) {
    this.#entries = entries.map(e => e.id)
    const kinds: Term['kind'][] = []
    const texts = entries.map(e => Array.from(e.wordings, w => this.#number(w, kinds)))
    this.#weight = weigh(texts, kinds)
    this.#entryOf = Int32Array.from(texts.flatMap((own, n) => own.map(() => n)))
    const size = this.#terms.size
    this.#wordings = pack(
      texts.flat().map(text =>
        unit(
          text,
          Float32Array.from(text, t => this.#weight[t]!),
        ),
      ),
      size,
    )
    const wholes = texts.map(own => this.#whole(own))
    this.#wholes = pack(wholes, size)
    this.#answers = pack(
      entries.map((e, n) => this.#onlyInAnswer(e.answer, wholes[n]!)),
      size,
    )
    this.#sums = new Sums(entries.length, this.#entryOf.length)
  }

  get size(): number {
    return this.#entries.length
  }

  /** A text as the numbers of its terms; new terms get the next number. */
  #number(text: readonly Term[], kinds: Term['kind'][]): Int32Array {
    const ids = new Set<number>()
    for (const { key, kind } of text) {
      let id = this.#terms.get(key)
      if (id === undefined) {
        id = this.#terms.size
        this.#terms.set(key, id)
        kinds.push(kind)
      }
      ids.add(id)
    }
    return Int32Array.from(ids)
  }

  /** All wordings of an entry as one. A word in many of them is typical, but not so many times more than one in two. */
  #whole(wordings: readonly Int32Array[]): Weighted {
    const times = new Map<number, number>()
    for (const wording of wordings) for (const term of wording) times.set(term, (times.get(term) ?? 0) + 1)
    const terms = Int32Array.from(times.keys())
    return unit(
      terms,
      Float32Array.from(terms, t => Math.sqrt(times.get(t)! * this.#weight[t]!)),
    )
  }

  #onlyInAnswer(answer: readonly Term[], { terms: asked }: Weighted): Weighted {
    const known = new Set(asked)
    const only = new Set(answer.flatMap(({ key }) => this.#terms.get(key) ?? []).filter(t => !known.has(t)))
    const terms = Int32Array.from(only)
    return { terms, weights: new Float32Array(terms.length).fill(knownFromAnswer) }
  }

  /** The `limit` entries that fit best, best first. */
  search(reading: Reading, limit: number): Hit[] {
    const query = new Set<number>()
    const unknown = new Set<string>()
    for (const { key, kind } of reading.terms) {
      const id = this.#terms.get(key)
      if (id !== undefined) query.add(id)
      else if (kind !== 'pair') unknown.add(key)
    }
    let square = 0
    for (const term of query) square += this.#weight[term]! ** 2
    for (const key of unknown) square += (key.length === 1 ? strange.character : strange.word) ** 2
    if (square === 0) return []
    for (const term of query)
      this.#add(term, { likeness: this.#weight[term]! / Math.sqrt(square), part: this.#weight[term]! ** 2 / square })
    return top(
      this.#sums.take(this.#entryOf).map(sum => ({ ...sum, entry: this.#entries[sum.entry]! })),
      limit,
    )
  }

  #add(term: number, { likeness, part }: { likeness: number; part: number }): void {
    each(this.#wordings, term, (id, weight) => this.#sums.addWording(id, likeness * weight))
    each(this.#wholes, term, (id, weight) => this.#sums.addEntry(id, likeness * weight, part))
    each(this.#answers, term, (id, weight) => this.#sums.addEntry(id, 0, part * weight))
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
  take(entryOf: Int32Array): (Omit<Hit, 'entry'> & { entry: number })[] {
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

function pack(texts: readonly Weighted[], terms: number): Postings {
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
