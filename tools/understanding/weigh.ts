import type { Knowledge } from '../../src/knowledge/load.ts'
import { candidatesOf, evidenceFor } from '../../src/knowledge/understanding/evidence.ts'
import { type Earlier, type Looks, looksAt } from '../../src/knowledge/understanding/look.ts'
import type { Guesser } from '../../src/knowledge/understanding/model.ts'
import { nothingEarlier } from '../../src/knowledge/understanding/understand.ts'
import { isSameTalk } from './figures.ts'
import type { Sample } from './forest.ts'
import type { HandLine } from './hands.ts'

/** A line with all that may be seen of it, by a guesser that has not seen its hand. */
export interface Seen {
  line: HandLine
  looks: Looks
  /** The entry that a right answer to the turn before gave. */
  before: string | null
}

/** Looks at the lines of one hand in their order, each turn of a dialogue after right answers to those before it. */
export function see(lines: readonly HandLine[], { reader, index }: Knowledge, guesser: Guesser): Seen[] {
  let earlier: Earlier = nothingEarlier
  return lines.map((line, n) => {
    if (!isSameTalk(lines[n - 1], line)) earlier = nothingEarlier
    const seen = { line, looks: looksAt({ reader, index, guesser }, line.text, earlier), before: earlier.entry }
    earlier = { texts: [...earlier.texts, line.text], entry: line.wanted.at(-1)?.[0] ?? earlier.entry }
    return seen
  })
}

/** Every candidate of a line as a sample: whether it answers. Talk of groups teaches nothing about entries. */
export function samplesOf({ line, looks, before }: Seen): Sample[] {
  if (line.part === 'G' || line.note.includes('x-answerable')) return []
  const right = new Set(line.wanted.flat())
  return candidatesOf(looks).map(entry => ({
    features: evidenceFor(entry, looks, before),
    isTrue: right.has(entry),
    weight: 1,
  }))
}
