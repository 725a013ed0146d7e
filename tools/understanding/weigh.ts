import { situationsNear } from '../../src/knowledge/direct/situations.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { isSameTalk } from '../../src/knowledge/measure/figures.ts'
import type { HandLine } from '../../src/knowledge/measure/hands.ts'
import { candidatesOf, evidenceFor, topicOf } from '../../src/knowledge/understanding/evidence.ts'
import type { Guess, Guesser } from '../../src/knowledge/understanding/guess.ts'
import { type Earlier, type Glass, type Looks, looksAt } from '../../src/knowledge/understanding/look.ts'
import { partingOf } from '../../src/knowledge/understanding/parting.ts'
import { nothingEarlier } from '../../src/knowledge/understanding/understand.ts'
import type { Sample } from './forest.ts'

/** A line with all that may be seen of it, by a guesser that has not seen its hand. */
export interface Seen {
  line: HandLine
  looks: Looks
  /** The entry that a right answer to the turn before gave. */
  before: string | null
}

/** What lines are seen with. */
export const glassOf = ({ reader, index }: Knowledge, guesser: Guesser, kinds: Guesser): Glass => ({
  ...{ reader, index, guesser, kinds },
})

/** Looks at the lines of one hand in their order, each turn of a dialogue after right answers to those before it. */
export function see(lines: readonly HandLine[], glass: Glass): Seen[] {
  let earlier: Earlier = nothingEarlier
  return lines.map((line, n) => {
    if (!isSameTalk(lines[n - 1], line)) earlier = nothingEarlier
    const seen = { line, looks: looksAt(glass, line.text, earlier), before: earlier.entry }
    earlier = { texts: [...earlier.texts, line.text], entry: line.wanted.at(-1)?.[0] ?? earlier.entry }
    return seen
  })
}

/** Looks at single questions of one hand right after the one before, where that is about something else: people who ask on may ask of something new. Of those who wrote for given entries many lines say too little alone. */
export function seeInPassing(lines: readonly HandLine[], glass: Glass): Seen[] {
  return lines.flatMap((line, n) => {
    const before = lines[n - 1]
    const entry = before?.wanted[0]?.[0]
    if (line.part !== 'Q' || before?.part !== 'Q' || line.sawEntries || !entry || n % 2 > 0) return []
    if (line.wanted.flat().some(id => topicOf(id) === topicOf(entry))) return []
    return [{ line, looks: looksAt(glass, line.text, { texts: [before.text] }), before: entry }]
  })
}

/** Every candidate of a line as a sample: whether it answers. Talk of groups teaches nothing about entries. */
export function samplesOf({ entries }: Knowledge, seen: Seen, n: number): Sample[] {
  const { line, looks, before } = seen
  // Of single questions for given entries there are more than enough beside those of strangers.
  if (line.part === 'G' || (line.sawEntries && line.part === 'Q' && n % 3 > 0)) return []
  const right = new Set(line.wanted.flat())
  const of = (looks: Looks, entry: string): Sample => {
    const direct = Object.keys(entries.get(entry)!.direct)
    const features = evidenceFor(entry, looks, { answered: before, direct })
    return { features, isTrue: right.has(entry), weight: 1 }
  }
  const found = looks.hits[n % 2]?.entry
  // Now and then what is found is hidden from the guesser, as an entry is that was added after it was taught.
  const later = n % 3 === 0 && found !== undefined ? [of(hiddenFrom(looks, found), found)] : []
  return [...candidatesOf(looks).map(entry => of(looks, entry)), ...later]
}

/** The same looks by a guesser that was not taught this entry. */
function hiddenFrom(looks: Looks, entry: string): Looks {
  const without = <Seen extends Guess | null>(guess: Seen): Seen => {
    if (guess === null) return guess
    const rest = 1 - (guess.of(entry) ?? 0) + 1e-9
    const hidden: Guess = {
      of: other => (other === entry ? null : (guess.of(other) ?? 0) / rest),
      best: guess.best.filter(c => c.entry !== entry).map(c => ({ ...c, probability: c.probability / rest })),
      ...{ nothing: guess.nothing / rest, leaning: guess.leaning / rest },
    }
    return hidden as Seen
  }
  const { alone, clauses, before, withLast, withAll } = looks
  return {
    ...looks,
    ...{ alone: without(alone), clauses: clauses.map(without) },
    ...{ before: without(before), withLast: without(withLast), withAll: without(withAll) },
  }
}

const joints = ['', '', ' ', '，', '？', '还有', ' 另外', '，顺便问下', '\n', '。']

/** Where messages may be parted as samples: whether they ask two things. Two questions of the same writer side by side are such a message. */
export function partingsOf(lines: readonly HandLine[], glass: Glass): Sample[] {
  const asked = lines.filter(({ part, wanted }) => part !== 'G' && wanted.length > 0)
  const ones = asked.filter(({ part, wanted }) => part === 'Q' && wanted.length === 1 && wanted[0]!.length > 0)
  const joined = ones.flatMap((one, n) => {
    const other = ones[(n * 7 + 13) % ones.length]!
    const text = `${one.text}${joints[n % joints.length]}${other.text}`
    const isOne = one.wanted[0]!.some(id => other.wanted[0]!.includes(id))
    return isOne || text.length > longestJoined ? [] : [{ text, isTrue: true, weight: joinedWeight }]
  })
  const real = asked.map(({ text, wanted }) => ({ text, isTrue: wanted.length > 1, weight: wanted.length > 1 ? 3 : 1 }))
  return [...real, ...joined].flatMap(({ text, isTrue, weight }) => {
    const parting = partingOf(glass, text)
    return parting ? [{ features: parting.evidence, isTrue, weight }] : []
  })
}

const longestJoined = 80
const joinedWeight = 0.15

/** The situations of the entry that answers each question as samples: whether it speaks of them. Of those whose lines the entries were written from nothing is learnt here. */
export function tellingsOf({ entries, reader }: Knowledge, lines: readonly HandLine[], guesser: Guesser): Sample[] {
  return lines.flatMap(({ text, wanted, situations, isMeasured }) => {
    const [situation] = situations
    const entry = entries.get(wanted[0]?.[0] ?? '')
    if (!isMeasured || situation === undefined || situations.length > 1 || !entry) return []
    return situationsNear({ reader, guesser }, text, entry).map(hit => ({
      ...{ features: hit.evidence, isTrue: hit.situation.if[0] === situation, weight: 1 },
    }))
  })
}
