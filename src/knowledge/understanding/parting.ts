import type { Units } from '../../content/units.ts'
import { wordsOf } from '../terms.ts'
import { logOf, topicOf } from './evidence.ts'
import { type Guess, type Guesser, type Sketch, together } from './guess.ts'
import { type Alone, type Lens, lookAlone, remember } from './look.ts'
import { readsAsQuestion } from './question.ts'
import { eachTrait, stretchesOf } from './traits.ts'

/** A place where a message may be two, and the two. */
export interface Parting {
  parts: readonly [string, string]
  /** Whether this is a place where two questions meet, as numbers in a fixed order: the trees of the model file are grown on exactly these. */
  evidence: Float32Array
}

/** What stands between two parts, from what says nothing to what says most. */
const joints = [
  { kind: 1, pattern: /[,，、]|\s+/g },
  { kind: 2, pattern: /[?？!！。；;…\n]+|(?:^|\s)(?:[1-9１-９一二三四][.、)）．]|[①②③④])\s*/g },
  {
    kind: 3,
    pattern:
      /还有(?:就是|个问题)?|另外|顺便(?:问[下句]?)?|以及|再问[一个下句]*|对了|然后(?:就是)?|再就是|再一个|同时|而且|and also|also|\bplus\b|\band\b/gi,
  },
] as const

const shortestPart = 3
/** Nobody asks two things in fewer characters. */
const shortestTwo = 10
/** What is as surely about one entry is hardly about two, unless an adding word says so. */
const surelyOne = 0.95
/** Where nothing stands between words, any place between two of them may be one; of a long message that would be too many. */
const longestUnmarked = 40
const mostPlaces = 24

interface Place {
  from: number
  to: number
  kind: number
}

/** Where a message may be cut: at every mark and adding word, and between any two words where it is short. */
function placesIn(text: string): Place[] {
  const marked = joints
    .flatMap(({ kind, pattern }) =>
      Array.from(text.matchAll(pattern), m => ({ from: m.index, to: m.index + m[0].length, kind })),
    )
    .filter(place => !isBetweenLatinWords(text, place))
  const words = text.length > longestUnmarked ? [] : startsOf(wordsOf(text))
  const unmarked = words
    .filter(at => isChinese(text[at - 1]) && isChinese(text[at]) && !marked.some(m => at >= m.from && at <= m.to))
    .map(at => ({ from: at, to: at, kind: 0 }))
  return merged(marked)
    .concat(unmarked)
    .filter(({ from, to }) => from >= shortestPart && text.length - to >= shortestPart)
    .slice(0, mostPlaces)
}

const isChinese = (character: string | undefined) => /[\u3400-\u9fff]/.test(character ?? '')

/** In Latin writing a space parts words and nothing else. */
const isBetweenLatinWords = (text: string, { from, to }: Place) =>
  text.slice(from, to).trim() === '' &&
  !text.slice(from, to).includes('\n') &&
  !isChinese(text[from - 1]) &&
  !isChinese(text[to])

/** Where each piece of a text begins. */
function startsOf(pieces: readonly string[]): number[] {
  let at = 0
  return pieces.map(piece => {
    at += piece.length
    return at - piece.length
  })
}

/** Marks that stand side by side are one, of the kind that says most. */
function merged(places: readonly Place[]): Place[] {
  const found: Place[] = []
  for (const place of [...places].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = found.at(-1)
    if (!last || place.from > last.to) found.push({ ...place })
    else {
      last.to = Math.max(last.to, place.to)
      last.kind = Math.max(last.kind, place.kind)
    }
  }
  return found
}

/** The two parts at every place where the end of a sentence, a number in front or an adding word stands. */
export const partsAtMarks = (text: string): (readonly [string, string])[] =>
  placesIn(text)
    .filter(({ kind }) => kind > 1)
    .map(place => partsAt(text, place))

const partsAt = (text: string, { from, to }: Place) => [text.slice(0, from).trim(), text.slice(to).trim()] as const

/** What was parted lately: a message is asked again of other entries, and is parted alike. */
const memories = new WeakMap<Guesser, { reader: Lens['reader']; partings: Map<string, Parting | null> }>()
const mostPartings = 8

/** The likeliest place where a message is two questions, or null where it can be none. */
export function partingOf(lens: Lens, text: string): Parting | null {
  const { guesser, reader } = lens
  const known = memories.get(guesser)
  const memory = known?.reader === reader ? known : { reader, partings: new Map<string, Parting | null>() }
  const before = memory.partings.get(text)
  if (before !== undefined) return before
  const parting = partedAnew(lens, text)
  memories.set(guesser, memory)
  remember(memory.partings, text, { most: mostPartings, value: parting })
  return parting
}

function partedAnew(lens: Lens, text: string): Parting | null {
  if (text.length < shortestTwo) return null
  const whole = lookAlone(lens, text)
  if (bestOf(whole.alone).probability > surelyOne && text.search(joints[2].pattern) < 0) return null
  const units = stretchesOf(text)[0]!
  const places = placesIn(text).filter(({ to }) => to <= units.starts.at(-2)!)
  if (places.length === 0) return null
  // What both parts are about is among what the whole may be about.
  const few = whole.alone.best.map(c => c.entry)
  const among = lens.guesser.among(few)
  const sides = sidesOf(lens.guesser, units)
  let best: { place: Place; sides: [Sketch, Sketch]; score: number } | null = null
  for (const place of places) {
    const own = sides(place)
    const score = fit(among(own[0]), among(own[1])) + place.kind
    if (!best || score > best.score) best = { place, sides: own, score }
  }
  const { place } = best!
  const [left, right] = best!.sides.map(lens.guesser.guess) as [Guess, Guess]
  const parts = partsAt(text, place)
  return { parts, evidence: evidenceOf({ whole, left, right }, { parts, place, places: places.length, lens }) }
}

const bestOf = (guess: Guess) => guess.best[0]!

/** How well two parts go as two different questions, by the probabilities of the same few entries, nothing last. */
function fit(left: Float64Array, right: Float64Array): number {
  const [a, b] = [likeliest(left), likeliest(right)]
  return logOf(left[a]!) + logOf(right[b]!) - (a === b ? 3 : 0)
}

function likeliest(probabilities: Float64Array): number {
  let best = 0
  for (let n = 1; n < probabilities.length - 1; n++) if (probabilities[n]! > probabilities[best]!) best = n
  return best
}

function evidenceOf(
  { whole, left, right }: { whole: Alone; left: Guess; right: Guess },
  { parts, place, places, lens }: { parts: readonly [string, string]; place: Place; places: number; lens: Lens },
): Float32Array {
  const { alone, reading } = whole
  const [a, b] = [bestOf(left).entry, bestOf(right).entry]
  const asks = parts.map(part => readsAsQuestion(lens.reader.readOwn(part)))
  return Float32Array.from([
    place.kind,
    ...[left, right].flatMap(side => [
      logOf(bestOf(side).probability),
      logOf(bestOf(side).probability) - logOf(side.best[1]!.probability),
      logOf(side.nothing),
      logOf(side.leaning),
    ]),
    logOf(left.of(b) ?? 0),
    logOf(right.of(a) ?? 0),
    logOf(bestOf(alone).probability),
    logOf(alone.of(a) ?? 0),
    logOf(alone.of(b) ?? 0),
    logOf(alone.nothing),
    a === b ? 1 : 0,
    topicOf(a) === topicOf(b) ? 1 : 0,
    asks[0] ? 1 : 0,
    asks[1] ? 1 : 0,
    parts[0].length,
    parts[1].length,
    places,
    reading.senses.filter(s => s.sense.startsWith('?')).length,
  ])
}

/** Where the part before and the part after any place lie: sums of the traits that stand wholly before and wholly after it. */
function sidesOf(guesser: Guesser, { units, sounds, starts, ends }: Units): (place: Place) => [Sketch, Sketch] {
  const endingAt: number[][] = Array.from({ length: units.length + 1 }, () => [])
  const startingAt: number[][] = Array.from({ length: units.length + 1 }, () => [])
  eachTrait({ units, sounds, starts, ends }, (name, from, to) => {
    endingAt[to]!.push(name)
    startingAt[from]!.push(name)
  })
  const before = sums(guesser, endingAt)
  const after = sums(guesser, startingAt.toReversed()).toReversed()
  // The first and the last unit stand for the beginning and the end of the message.
  const unitAt = (place: number) => starts.findIndex((start, n) => n > 0 && start >= place)
  return ({ from, to }) => [before[unitAt(from)]!, after[unitAt(to)]!]
}

/** Sketches of more and more traits. */
function sums(guesser: Guesser, lists: readonly number[][]): Sketch[] {
  const found: Sketch[] = []
  for (const list of lists) {
    const own = guesser.sketch(Uint32Array.from(list))
    const last = found.at(-1)
    found.push(last ? together([last, own]) : own)
  }
  return found
}
