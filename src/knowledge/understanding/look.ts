import type { EntryHit, SearchIndex } from '../search.ts'
import type { ReadTerms, TermReader } from '../terms.ts'
import type { Guess } from './guess.ts'
import type { Guesser } from './model.ts'
import { questionTraits } from './traits.ts'

/** One way of looking at what somebody wrote: a text, what is found for it and what is guessed. */
export interface Look {
  reading: ReadTerms
  hits: readonly EntryHit[]
  guess: Guess
}

/** What was said before in the same talk, as far as a question may lean on it. */
export interface Earlier {
  /** What the person wrote, oldest first. */
  texts: readonly string[]
  /** The entry that was answered last. */
  entry: string | null
}

/** All ways of looking at a message: whole, clause by clause where it is long, and together with what the person wrote before. */
export interface Looks {
  whole: Look
  clauses: readonly Look[]
  /** With the message before, and with the last few. */
  withLast: Look | null
  withAll: Look | null
}

/** What looks are made with. */
export interface Glass {
  reader: TermReader
  index: SearchIndex
  guesser: Guesser
}

const mostHits = 10
const mostClauses = 8
/** Shorter messages have no clauses worth a look of their own. */
const longMessage = 24
const shortestClause = 4
/** So many messages before are looked at together with one. */
export const mostEarlier = 3

/** Looks at a message in all ways. */
export function looksAt(glass: Glass, text: string, { texts }: Pick<Earlier, 'texts'>): Looks {
  const last = texts.at(-1)
  return {
    whole: lookAt(glass, text),
    clauses: clausesOf(text).map(clause => lookAt(glass, clause)),
    withLast: last === undefined ? null : lookAt(glass, `${last} ${text}`),
    withAll: texts.length < 2 ? null : lookAt(glass, [...texts.slice(-mostEarlier), text].join(' ')),
  }
}

function lookAt({ reader, index, guesser }: Glass, text: string): Look {
  const reading = reader.read(text)
  const guess = guesser(questionTraits(text, reading.terms))
  return { reading, hits: index.search(reading, mostHits), guess }
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
