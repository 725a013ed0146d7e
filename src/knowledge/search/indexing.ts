import type { Term } from '../terms.ts'

/** What of an entry is searched: how people ask for it, and the words of its answer. Read once, one text at a time; null stands for wordings that are as they were before. */
export interface Indexed {
  id: string
  wordings: Iterable<readonly Term[]> | null
  answer: readonly Term[]
}

// Found by coordinate search on tests/content/questions.tsv (docs/benchmarks.md); every neighbour is flat, so they are round.
const kindWeight = { concept: 0.5, facet: 0.5, word: 0.6, pair: 0.5 } as const
const rarityPower = 0.4
/** How much a word counts as known that stands in the answer only. */
const knownFromAnswer = 0.6

const kindsInOrder = ['concept', 'facet', 'word', 'pair'] as const satisfies readonly Term['kind'][]

/** For each term the numbers of the texts that hold it, packed; `weights` where they differ from text to text. */
export interface Postings {
  starts: Int32Array
  ids: Int32Array
  weights: Float32Array
}

/** An index as plain data: it can be written into a file, and an index be made of it again. */
export interface IndexData {
  entries: readonly string[]
  /** For each wording the number of its entry. */
  entryOf: Int32Array
  /** All terms in the order of their numbers, a line each; and of which kind each is. */
  terms: string
  kinds: Uint8Array
  weight: Float32Array
  wordings: Postings
  wholes: Postings
  answers: Postings
}

/** An index as data, with the numbers of its terms. */
export interface NumberedIndex {
  data: IndexData
  numbers: ReadonlyMap<string, number>
}

/** The numbers of the terms of an index. */
export const numbersIn = ({ terms }: IndexData): ReadonlyMap<string, number> =>
  new Map((terms === '' ? [] : terms.split('\n')).map((term, n) => [term, n]))

/**
 * Reads all texts and weighs their terms. What has the wordings that it had before is not read again, and comes to the same as if it were: to read is what takes
 * long.
 */
export function indexAnew(entries: readonly Indexed[], before?: NumberedIndex): NumberedIndex {
  if (before && isAskedAlike(entries, before.data)) return withAnswers(entries, before)
  const { texts, numbers, kinds } = numberedTexts(entries, before)
  const weight = weigh(texts, kinds)
  const times = new Int32Array(kinds.length)
  const wholes = texts.map(own => wholeOf(own, weight, times))
  const answers = entries.map((e, n) => onlyInAnswer(e.answer, numbers, wholes[n]!.terms))
  const pack = (all: readonly Weighted[]) => packed(all, kinds.length)
  const data = {
    entries: entries.map(e => e.id),
    entryOf: Int32Array.from(texts.flatMap((own, n) => own.map(() => n))),
    terms: [...numbers.keys()].join('\n'),
    kinds: Uint8Array.from(kinds),
    weight,
    wordings: pack(texts.flat().map(text => unit(text, term => weight[term]!))),
    wholes: pack(wholes),
    answers: pack(answers),
  }
  return { data, numbers }
}

/** Whether only answers may be other than they were. */
const isAskedAlike = (entries: readonly Indexed[], before: IndexData) =>
  entries.length === before.entries.length && entries.every((e, n) => e.wordings === null && e.id === before.entries[n])

function withAnswers(entries: readonly Indexed[], { data, numbers }: NumberedIndex): NumberedIndex {
  const asked = termsOf(data.wholes, entries.length)
  const answers = entries.map((e, n) => onlyInAnswer(e.answer, numbers, asked[n]!))
  return { data: { ...data, answers: packed(answers, data.kinds.length) }, numbers }
}

/** The wordings of each entry as numbers of terms; a term that no text holds any more has none. */
interface NumberedTexts {
  texts: Int32Array[][]
  numbers: Map<string, number>
  /** Of each term, as a place in `kindsInOrder`. */
  kinds: number[]
}

function numberedTexts(entries: readonly Indexed[], before: NumberedIndex | undefined): NumberedTexts {
  const numbers = new Map(before?.numbers)
  const kinds = Array.from(before?.data.kinds ?? [])
  const known = before ? textsOf(before.data) : new Map<string, Int32Array[]>()
  const texts = entries.map(({ id, wordings }) =>
    wordings ? Array.from(wordings, wording => numbered(wording, numbers, kinds)) : known.get(id)!,
  )
  return before ? withoutUnheld({ texts, numbers, kinds }) : { texts, numbers, kinds }
}

/** The wordings of each entry of an index by its id. */
function textsOf({ entries, entryOf, wordings }: IndexData): Map<string, Int32Array[]> {
  const texts = new Map(entries.map((id): [string, Int32Array[]] => [id, []]))
  termsOf(wordings, entryOf.length).forEach((text, n) => void texts.get(entries[entryOf[n]!]!)!.push(text))
  return texts
}

/** The terms of each of so many texts. */
function termsOf({ starts, ids }: Postings, count: number): Int32Array[] {
  const lengths = new Int32Array(count)
  for (const id of ids) lengths[id]!++
  const texts = Array.from(lengths, length => new Int32Array(length))
  const next = new Int32Array(count)
  for (let term = 0; term + 1 < starts.length; term++)
    for (let i = starts[term]!; i < starts[term + 1]!; i++) texts[ids[i]!]![next[ids[i]!]!++] = term
  return texts
}

function withoutUnheld({ texts, numbers, kinds }: NumberedTexts): NumberedTexts {
  const isHeld = new Uint8Array(kinds.length)
  for (const own of texts) for (const text of own) for (const term of text) isHeld[term] = 1
  if (!isHeld.includes(0)) return { texts, numbers, kinds }
  const renumbered = new Int32Array(kinds.length)
  let next = 0
  for (let term = 0; term < kinds.length; term++) if (isHeld[term]) renumbered[term] = next++
  return {
    texts: texts.map(own => own.map(text => text.map(term => renumbered[term]!))),
    numbers: new Map([...numbers].filter(([, term]) => isHeld[term]).map(([key, term]) => [key, renumbered[term]!])),
    kinds: kinds.filter((_, term) => isHeld[term]),
  }
}

/** A text as the numbers of its terms; new terms get the next number. */
function numbered(text: readonly Term[], numbers: Map<string, number>, kinds: number[]): Int32Array {
  const ids = new Set<number>()
  for (const { key, kind } of text) {
    let id = numbers.get(key)
    if (id === undefined) {
      id = numbers.size
      numbers.set(key, id)
      kinds.push(kindsInOrder.indexOf(kind))
    }
    ids.add(id)
  }
  return Int32Array.from(ids)
}

/** All wordings of an entry as one. A word in many of them is typical, but not so many times more than one in two. */
function wholeOf(wordings: readonly Int32Array[], weight: Float32Array, times: Int32Array): Weighted {
  const terms: number[] = []
  for (const wording of wordings) for (const term of wording) if (times[term]!++ === 0) terms.push(term)
  const whole = unit(Int32Array.from(terms), term => Math.sqrt(times[term]! * weight[term]!))
  // What was counted in begins at nothing for the next one.
  for (const term of terms) times[term] = 0
  return whole
}

function onlyInAnswer(answer: readonly Term[], numbers: ReadonlyMap<string, number>, asked: Int32Array): Weighted {
  const said = new Set(answer.flatMap(({ key }) => numbers.get(key) ?? []))
  for (const term of asked) said.delete(term)
  const terms = Int32Array.from(said)
  return { terms, weights: new Float32Array(terms.length).fill(knownFromAnswer) }
}

/** The terms of a text with their weights. */
interface Weighted {
  terms: Int32Array
  weights: Float32Array
}

/** A term weighs by its kind and by how few entries ask with it. */
function weigh(texts: readonly Int32Array[][], kinds: readonly number[]): Float32Array {
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
      kindWeight[kindsInOrder[kinds[t]!]!] *
      (Math.log((all + 1) / (held + 0.5)) / Math.log((all + 1) / 0.5)) ** rarityPower,
  )
}

/** Weights of a text whose squares add up to one. */
function unit(terms: Int32Array, weightOf: (term: number) => number): Weighted {
  const weights = new Float32Array(terms.length)
  for (let n = 0; n < weights.length; n++) weights[n] = weightOf(terms[n]!)
  let square = 0
  for (const weight of weights) square += weight * weight
  const norm = Math.sqrt(square) || 1
  for (let n = 0; n < weights.length; n++) weights[n]! /= norm
  return { terms, weights }
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
