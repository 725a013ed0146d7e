import type { Facts } from '../facts.ts'
import type { EntryHit, SearchIndex } from '../search/search.ts'
import type { ReadTerms, TermReader } from '../terms.ts'
import { type AddedHit, addedAmong } from './added.ts'
import { type Guess, type Guesser, type Sketch, together } from './guess.ts'
import { questionTraits } from './traits.ts'

/** What was said before in the same talk, as far as a question may lean on it. */
export interface Earlier {
  /** What the person wrote, oldest first. */
  texts: readonly string[]
  /** What the person told of themselves before those texts. */
  facts?: Facts
  /** The entry that was answered last. */
  entry: string | null
}

/** A message by itself: how it reads, where it lies, what is guessed of it and of its clauses. None of it depends on the entries that there are. */
export interface Alone {
  reading: ReadTerms
  sketch: Sketch
  alone: Guess
  clauses: readonly Guess[]
  /** Of which kind it is, if it is a question. */
  kind: Guess
}

/** All ways of looking at a message: by itself, what is found for it, and together with what the person wrote before. */
export interface Looks extends Alone {
  hits: readonly EntryHit[]
  /** What is found of entries that the guesser was not taught. */
  added: readonly AddedHit[]
  /** What is guessed of the message before, of both, and of the last few together. */
  before: Guess | null
  withLast: Guess | null
  withAll: Guess | null
}

/** What looks at a message by itself are made with. */
export interface Lens {
  reader: TermReader
  guesser: Guesser
  /** Guesses the kind of question. */
  kinds: Guesser
}

/** What all looks are made with. */
export interface Glass extends Lens {
  index: SearchIndex
}

const mostHits = 10
const mostClauses = 8
/** Shorter messages have no clauses worth a look of their own. */
const longMessage = 24
const shortestClause = 4
/** So many messages before are looked at together with one. */
export const mostEarlier = 3

/** Looks at a message in all ways. */
export function looksAt(glass: Glass, text: string, { texts, facts = {} }: Omit<Earlier, 'entry'>): Looks {
  const own = lookAlone(glass, text)
  const told = Object.values(facts).join(' ')
  const said = [...(told === '' ? [] : [told]), ...texts.slice(-mostEarlier)]
  const earlier = said.map(text => sketchOf(glass, text))
  const last = earlier.at(-1)
  const { guess, knows } = glass.guesser
  const hasAdded = glass.index.data.entries.some(entry => !knows(entry))
  const found = glass.index.search(own.reading, hasAdded ? glass.index.size : mostHits)
  return {
    ...own,
    hits: found.slice(0, mostHits),
    added: hasAdded ? addedAmong(found, knows) : [],
    before: last ? guess(last) : null,
    withLast: last ? guess(together([own.sketch, last])) : null,
    withAll: earlier.length > 1 ? guess(together([own.sketch, ...earlier])) : null,
  }
}

/** What was seen lately: one turn looks at the same message several times, and the next ones at it again as what was said before, or with other entries. */
interface Memory {
  reader: TermReader
  looks: Map<string, Alone>
  sketches: Map<string, Sketch>
}
const memories = new WeakMap<Guesser, Memory>()
const mostLooks = 8
const mostSketches = 300

function memoryOf({ reader, guesser }: Lens): Memory {
  const known = memories.get(guesser)
  if (known && known.reader === reader) return known
  const memory = { reader, looks: new Map(), sketches: new Map() }
  memories.set(guesser, memory)
  return memory
}

/** Looks at a message by itself. */
export function lookAlone(lens: Lens, text: string): Alone {
  const { looks, sketches } = memoryOf(lens)
  const known = looks.get(text)
  if (known) return known
  const { reader, guesser, kinds } = lens
  const reading = reader.read(text)
  const traits = questionTraits(text, reading.terms)
  const sketch = guesser.sketch(traits)
  const clauses = clausesOf(reading.text).map(clause =>
    guesser.guess(guesser.sketch(questionTraits(clause, reader.readOwn(clause).terms))),
  )
  const look = {
    ...{ reading, sketch, alone: guesser.guess(sketch), clauses },
    kind: kinds.guess(kinds.sketch(traits)),
  }
  remember(looks, text, { most: mostLooks, value: look })
  remember(sketches, text, { most: mostSketches, value: sketch })
  return look
}

function sketchOf(lens: Lens, text: string): Sketch {
  const { sketches } = memoryOf(lens)
  const known = sketches.get(text)
  if (known) return known
  const { reader, guesser } = lens
  const sketch = guesser.sketch(questionTraits(text, reader.read(text).terms))
  remember(sketches, text, { most: mostSketches, value: sketch })
  return sketch
}

/** Puts a value into a memory of so many; a full one begins anew. */
export function remember<Value>(
  map: Map<string, Value>,
  text: string,
  { most, value }: { most: number; value: Value },
): void {
  if (map.size >= most) map.clear()
  map.set(text, value)
}

/** The clauses of a long message; none where it is one. */
export function clausesOf(text: string): string[] {
  if (text.length <= longMessage) return []
  const clauses = text
    .split(/[?？!！。；;\n…]+|[,，]|\s+/)
    .map(clause => clause.trim())
    .filter(clause => clause.length >= shortestClause)
  return clauses.length > 1 ? clauses.slice(0, mostClauses) : []
}
