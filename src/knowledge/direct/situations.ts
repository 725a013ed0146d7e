import { nameOf } from '../../content/trait.ts'
import type { Entry, Situation } from '../entry.ts'
import type { ReadTerms, TermReader } from '../terms.ts'
import { absent } from '../understanding/evidence.ts'
import type { Guesser, Sketch } from '../understanding/guess.ts'
import { questionTraits } from '../understanding/traits.ts'

/** A situation of an entry that a question may speak of, and what speaks for it as numbers in a fixed order: the trees of the model file are grown on exactly these. */
export interface SituationHit {
  situation: Situation
  /** How like the question its words are; grows with every word that they share and that other situations have not. */
  score: number
  evidence: Float32Array
}

type Situated = Pick<Entry, 'id' | 'situations'>

/** Of situations so many are looked at that are likest a question, and as many that are guessed. */
const most = 3

/** One character says less than two. */
const lone = 0.35
/** Even what all situations of an entry share says a little. */
const least = 0.3
/** What a match in all phrases together, and in the answer alone, adds to the best phrase. */
const union = 0.25
const answer = 0.125
/** Short phrases are no surer for being short. */
const ballast = 0.5
/** A unit that weighs more tells one situation from others. */
const telling = 0.5

/** What a situation is called where it is taught; '' is any other question that its entry answers. */
export const situationName = (entry: string, first: string) => `${entry} ${first}`

/**
 * The few situations of an entry that a question may speak of, likest first. `guesser` knows them by their names; without one, and for situations that were added after it
 * was taught, the likeness of words has to do.
 */
export function situationsNear(
  { reader, guesser }: { reader: TermReader; guesser: Guesser | null },
  question: string,
  { id, situations }: Situated,
): SituationHit[] {
  if (situations.length === 0) return []
  const shelf = shelfOf(reader, situations)
  const { units: asked, sketch } = readQuestion({ reader, guesser }, question)
  const matches = matched(shelf, asked)
  const guessed = guesser && sketch ? guessesOf(guesser, { id, situations }, sketch) : null
  const likest = [...matches.keys()].sort((a, b) => matches[b]!.score - matches[a]!.score)
  const likely = guessed ? [...matches.keys()].sort((a, b) => guessed[b]! - guessed[a]!) : []
  let whole = 0
  for (const unit of asked) whole += shelf.weightOf(unit)
  const hits = likest
    .filter((n, rank) => (rank < most && matches[n]!.score > 0) || likely.indexOf(n) < (guessed ? most : 0))
    .map(n => {
      const match = matches[n]!
      const rival = matches[likest[likest[0] === n ? 1 : 0] ?? -1]?.score ?? 0
      const evidence = [
        match.score,
        rival,
        match.score - rival,
        match.shared,
        match.best,
        match.telling,
        whole,
        match.shared / (whole + 1),
        match.score / Math.sqrt(whole + 1),
        likest.indexOf(n),
        situations.length,
        question.length,
        ...guessEvidence(guessed, n, likely),
      ]
      return { situation: situations[n]!, score: match.score, evidence: Float32Array.from(evidence) }
    })
  return hits
}

const logOf = (probability: number) => Math.log(probability + 1e-4)

/** How likely situation `n` is by the guess: by itself, beside its rival, beside none of them; and its rank. */
function guessEvidence(guessed: Float64Array | null, n: number, likely: readonly number[]): number[] {
  const own = guessed?.[n]
  if (!guessed || own === undefined || own < 0) return [absent, absent, absent, absent]
  const rival = guessed[likely[likely[0] === n ? 1 : 0] ?? -1] ?? 0
  const none = guessed[guessed.length - 1]!
  return [logOf(own), logOf(own) - logOf(Math.max(rival, 0)), logOf(own) - logOf(none), likely.indexOf(n)]
}

/** What every situation is guessed at, in their order, none of them last; below 0 where it was not taught. */
function guessesOf(guesser: Guesser, { id, situations }: Situated, sketch: Sketch): Float64Array {
  const names = [...situations.map(one => situationName(id, one.if[0]!)), situationName(id, '')]
  return guesser.shares(names)(sketch)
}

/** A question as situations are compared with it. */
interface ReadQuestion {
  question: string
  guesser: Guesser | null
  units: ReadonlySet<Unit>
  /** Where it lies for the guesser, if there is one. */
  sketch: Sketch | null
}

/** The last question: it is asked of several entries, or once more of other content. */
const latest = new WeakMap<TermReader, ReadQuestion>()

function readQuestion(
  { reader, guesser }: { reader: TermReader; guesser: Guesser | null },
  question: string,
): ReadQuestion {
  const known = latest.get(reader)
  if (known?.question === question && known.guesser === guesser) return known
  const reading = reader.read(bare(question))
  const sketch = guesser ? guesser.sketch(questionTraits(question, reading.terms)) : null
  const read = { question, guesser, units: unitsOf(reading), sketch }
  latest.set(reader, read)
  return read
}

/** The situations of an entry by their units: characters, pairs of them, Latin words and concepts. */
interface Shelf {
  /** How many situations there are. */
  size: number
  /** In which phrases a unit stands, numbered through all situations, and in the answers of which situations. */
  inPhrases: ReadonlyMap<Unit, readonly number[]>
  inAnswers: ReadonlyMap<Unit, readonly number[]>
  /** Of each phrase its situation, and how much it weighs. */
  phrases: readonly { of: number; weight: number }[]
  /** How much a unit says, 0..1: the fewer situations have it, the more. */
  weightOf(unit: Unit): number
}

/** What a question shares with a situation. */
interface Match {
  score: number
  /** The weight of all that it shares with its phrases, of the weightiest unit, and how many units weigh much. */
  shared: number
  best: number
  telling: number
}

function matched({ size, inPhrases, inAnswers, phrases, weightOf }: Shelf, asked: ReadonlySet<Unit>): Match[] {
  const ofPhrase = new Float64Array(phrases.length)
  const matches = Array.from({ length: size }, () => ({ score: 0, shared: 0, best: 0, telling: 0, said: 0 }))
  for (const unit of asked) {
    const weight = weightOf(unit)
    const own = inPhrases.get(unit) ?? []
    for (const phrase of own) ofPhrase[phrase]! += weight
    const holders = new Set(own.map(phrase => phrases[phrase]!.of))
    for (const n of holders) {
      const match = matches[n]!
      match.shared += weight
      match.best = Math.max(match.best, weight)
      if (weight > telling) match.telling++
    }
    for (const n of inAnswers.get(unit) ?? []) if (!holders.has(n)) matches[n]!.said += weight
  }
  ofPhrase.forEach((sum, phrase) => {
    const match = matches[phrases[phrase]!.of]!
    match.score = Math.max(match.score, sum / Math.sqrt(phrases[phrase]!.weight + ballast))
  })
  return matches.map(({ said, ...match }) => ({
    ...match,
    score: match.score + union * match.shared + answer * said,
  }))
}

/** Made when an entry is first asked for, and kept as long as its content. */
const shelves = new WeakMap<readonly Situation[], Shelf>()

function shelfOf(reader: TermReader, situations: readonly Situation[]): Shelf {
  const before = shelves.get(situations)
  if (before) return before
  const inPhrases = new Map<Unit, number[]>()
  const inAnswers = new Map<Unit, number[]>()
  const texts = situations.flatMap((one, of) => one.if.map(text => ({ of, units: unitsOf(reader.read(text)) })))
  texts.forEach(({ units }, n) => {
    put(inPhrases, units, n)
  })
  situations.forEach(({ say }, n) => {
    put(inAnswers, unitsOf(reader.read(bare(say))), n)
  })
  const rarest = Math.log(2 * situations.length + 2)
  const weigh = (unit: Unit) => {
    const known = new Set(inPhrases.get(unit)?.map(phrase => texts[phrase]!.of)).size
    const rarity = Math.log((situations.length + 1) / (known + 0.5)) / rarest
    return (isLone(unit) ? lone : 1) * (least + (1 - least) * Math.max(0, rarity))
  }
  const weights = new Map(Array.from(inPhrases.keys(), unit => [unit, weigh(unit)]))
  const weightOf = (unit: Unit) => weights.get(unit) ?? weigh(unit)
  const phrases = texts.map(({ of, units }) => ({ of, weight: Array.from(units, weightOf).reduce((a, b) => a + b, 0) }))
  const shelf = { size: situations.length, inPhrases, inAnswers, phrases, weightOf }
  shelves.set(situations, shelf)
  return shelf
}

function put(index: Map<Unit, number[]>, units: ReadonlySet<Unit>, n: number): void {
  for (const unit of units) {
    const known = index.get(unit)
    if (known) known.push(n)
    else index.set(unit, [n])
  }
}

/** The name of a character, a pair, a word or a concept as a number (thousands of texts are kept as such): odd for a single character. */
type Unit = number

const unitOf = (text: string): Unit => nameOf(text) * 2
const loneUnit = (character: string): Unit => nameOf(character) * 2 + 1
const isLone = (unit: Unit) => unit % 2 === 1

/** A text without its fields. */
const bare = (text: string) => text.replace(/\{\{[^{}]*\}\}/g, ' ')

function unitsOf({ text: said, terms }: ReadTerms): ReadonlySet<Unit> {
  const units = new Set<Unit>()
  for (const { key, kind } of terms) if (kind === 'concept' || kind === 'word') units.add(unitOf(`#${key}`))
  for (const run of said.match(/[a-z0-9]+|[\p{L}\p{N}]+/gu) ?? []) {
    if (/^[a-z0-9]/.test(run)) {
      units.add(run.length === 1 ? loneUnit(run) : unitOf(run))
      continue
    }
    const characters = [...run]
    characters.forEach((character, n) => {
      units.add(loneUnit(character))
      if (n > 0) units.add(unitOf(`${characters[n - 1]}${character}`))
    })
  }
  return units
}
