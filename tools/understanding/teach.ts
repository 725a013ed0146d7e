import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Traits } from '../../src/content/trait.ts'
import { askedKinds } from '../../src/knowledge/direct/kind.ts'
import { situationName } from '../../src/knowledge/direct/situations.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { isSameTalk } from '../../src/knowledge/measure/figures.ts'
import type { HandLine } from '../../src/knowledge/measure/hands.ts'
import { topicOf } from '../../src/knowledge/understanding/evidence.ts'
import { classCount, type GuesserData, otherClasses } from '../../src/knowledge/understanding/guess.ts'
import { questionTraits } from '../../src/knowledge/understanding/traits.ts'
import { type Example, fitBag, joined, stepped } from './bag.ts'

/** What a text is taught to be: an entry, nothing that any entry answers, or something that leans on what was said before. */
type Meant = string | keyof typeof otherClasses

/** A text that a guesser learns from: what it looks at, what it means and to which share, how much it counts. */
export interface Taught {
  /** The hand that wrote it; null of our own wordings. */
  hand: string | null
  traits: Traits
  meant: readonly (readonly [Meant, number])[]
  /** What else it might be, where that is known. */
  among?: readonly string[]
  weight: number
}

/** `fewest`: a trait that fewer texts share would be learnt by heart. */
const setting = { width: 32, epochs: 6, rate: 0.15, dropout: 0.15, fewest: 6 }
/** How much a stranger's own words count, those of somebody who saw the entries, what they mean said plainly, a question that nothing answers … (`situation`: the few words of one, which need not tell what it is about). */
const weights = { words: 2, aware: 1.5, meaning: 1, nothing: 1, together: 0.5, leaning: 1, two: 1, situation: 0.5 }
/** Where several entries answer, so much of the question is the best one's. */
const bestShare = 0.7

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => line.split('\t') as [string, string])

/** Our own wordings and the questions that we labelled ourselves. */
export function ownTexts({ entries, reader }: Knowledge, folder = 'knowledge'): Taught[] {
  const own = [...entries.values()].flatMap(({ id, title, asks }) => [title, ...asks].map(text => [text, id] as const))
  const files = [join(folder, 'wordings.tsv'), join(folder, 'en', 'wordings.tsv')]
  const more = files.flatMap(linesOf).map(([id, text]) => [text, id] as const)
  // questions-blind.tsv is for measuring alone.
  const asked = linesOf(join('tests', 'content', 'questions.tsv')).filter(([, id]) => id === '-' || entries.has(id))
  const situations = [...entries.values()].flatMap(({ id, situations }) =>
    situations.flatMap(one => one.if.map(text => [text, id] as const)),
  )
  const taught =
    (weight: number) =>
    ([text, id]: readonly [string, string]): Taught => ({
      ...{ hand: null, traits: traitsOfText(text, reader), weight },
      meant: [[id === '-' ? 'nothing' : id, 1]],
    })
  return [...[...own, ...more, ...asked].map(taught(1)), ...situations.map(taught(weights.situation))]
}

/** What the hands teach: each question as it was asked and as it was meant, a turn of a dialogue also together with what was said before. */
export function handTexts(lines: readonly HandLine[], { reader }: Knowledge): Taught[] {
  return lines.flatMap((line, n) => {
    if (line.part === 'G') return []
    const { hand, text, meaning, wanted, sawEntries } = line
    const taught = (words: string, meant: Taught['meant'], weight: number): Taught[] =>
      words === '' || meant.length === 0 ? [] : [{ hand, traits: traitsOfText(words, reader), meant, weight }]
    const before = isSameTalk(lines[n - 1], line) ? lines[n - 1]! : null
    const leans = before !== null && isOfSameSubject(before, line)
    const meant = sharesOf(wanted)
    const isNothing = wanted.length === 1 && wanted[0]!.length === 0
    const words = isNothing ? weights.nothing : sawEntries ? weights.aware : weights.words
    if (wanted.length > 1) return taught(text, meant, weights.two)
    return [
      ...(leans ? taught(text, leaning(meant), weights.leaning) : taught(text, meant, words)),
      ...taught(meaning, meant, weights.meaning * (isNothing ? 0.7 : 1)),
      ...(leans ? taught(`${before.text} ${text}`, meant, weights.together) : []),
    ]
  })
}

/** Whether a turn goes on about what the turn before was about; one that asks nothing does. */
function isOfSameSubject(before: HandLine, { wanted }: HandLine): boolean {
  const entry = wanted[0]?.[0]
  const last = before.wanted.at(-1)?.[0]
  return entry === undefined || (last !== undefined && topicOf(last) === topicOf(entry))
}

/** Of what leans half is what it means. */
const leaning = (meant: Taught['meant']): Taught['meant'] => [
  ['leaning', meant.length === 0 ? 1 : 0.5],
  ...meant.map(([what, share]) => [what, share / 2] as const),
]

/** What a question means: of several that answer the best most; of two questions each as much. */
function sharesOf(wanted: HandLine['wanted']): Taught['meant'] {
  return wanted.flatMap(side => {
    const share = 1 / wanted.length
    const [best, ...others] = side
    if (best === undefined) return [['nothing', share] as const]
    const rest = others.map(id => [id, (share * (1 - bestShare)) / others.length] as const)
    return [[best, share * (others.length === 0 ? 1 : bestShare)] as const, ...rest]
  })
}

/** What a guesser looks at in a text. */
export const traitsOfText = (text: string, reader: Knowledge['reader']) => questionTraits(text, reader.read(text).terms)

/** Fits a guesser for these entries. */
export function teachGuesser(entries: readonly string[], taught: readonly Taught[]): GuesserData {
  return fitted(entries, taught, { ...setting, seeds: [1, 2, 3] })
}

/** Which kinds of question there are, `other` for what is none of them. */
const kindClasses = [...askedKinds, 'other']

/** Fits a guesser of what kind of question a text is, from what the labellers of the hands said. */
export function teachKinds(lines: readonly HandLine[], { reader }: Knowledge): GuesserData {
  const taught = lines.flatMap(({ hand, text, meaning, kinds }): Taught[] => {
    const [kind = ''] = kinds
    if (kinds.length !== 1 || !kindClasses.includes(kind)) return []
    const texts = [text, meaning].filter(words => words !== '')
    return texts.map(words => ({ hand, traits: traitsOfText(words, reader), meant: [[kind, 1]], weight: 1 }))
  })
  return fitted(kindClasses, taught, { ...setting, width: 16, seeds: [1] })
}

/** Of a situation there are few texts, so that rarer traits count and each text is seen more often. */
const situationSetting = { ...setting, width: 24, epochs: 12, fewest: 5, seeds: [1, 2] }
/** How much a way of speaking of a situation counts that its entry names, its answer line, what a hand said, and what that means. */
const situationWeights = { named: 1, answer: 0.5, words: 1, meaning: 0.7 }

/** Fits a guesser of which situation of its entry a question speaks of, from what the entries say of them and what the labellers of the hands said. */
export function teachSituations(lines: readonly HandLine[], { entries, reader }: Knowledge): GuesserData {
  const namesOf = ({ id, situations }: Entry) =>
    ['', ...situations.map(one => one.if[0]!)].map(first => situationName(id, first))
  const all = [...entries.values()].filter(entry => entry.situations.length > 0)
  const taught = (text: string, name: string, { entry, weight }: { entry: Entry; weight: number }): Taught[] =>
    text === ''
      ? []
      : [{ hand: null, traits: traitsOfText(text, reader), meant: [[name, 1]], among: namesOf(entry), weight }]
  const own = all.flatMap(entry =>
    entry.situations.flatMap(one => {
      const name = situationName(entry.id, one.if[0]!)
      const { named, answer } = situationWeights
      return [
        ...one.if.flatMap(text => taught(text, name, { entry, weight: named })),
        ...taught(one.say, name, { entry, weight: answer }),
      ]
    }),
  )
  const asked = lines.flatMap(({ text, meaning, wanted, situations }) => {
    const entry = entries.get(wanted[0]?.[0] ?? '')
    const [first] = situations
    if (!entry || first === undefined || wanted.length > 1 || entry.situations.length === 0) return []
    if (first !== '' && !entry.situations.some(one => one.if[0] === first)) return []
    const name = situationName(entry.id, first)
    const { words, meaning: meant } = situationWeights
    return [...taught(text, name, { entry, weight: words }), ...taught(meaning, name, { entry, weight: meant })]
  })
  return fitted(all.flatMap(namesOf), [...own, ...asked], situationSetting)
}

/** Fits a guesser of these classes; traits that fewer than `fewest` texts share are left out, and bags of different seeds speak together. */
export function fitted(
  entries: readonly string[],
  taught: readonly Taught[],
  { seeds, width, fewest, ...how }: typeof setting & { seeds: readonly number[] },
): GuesserData {
  const counts = new Map<number, number>()
  for (const { traits } of taught) for (const trait of traits) counts.set(trait, (counts.get(trait) ?? 0) + 1)
  const names = Uint32Array.from([...counts].filter(([, count]) => count >= fewest).map(([trait]) => trait)).sort()
  const rowOf = new Map(Array.from(names, (name, row) => [name, row]))
  const others = Object.entries(otherClasses).map(([name, n]) => [name, entries.length + n] as const)
  const classOf = new Map([...entries.map((entry, n) => [entry, n] as const), ...others])
  const examples = taught.map(({ traits, meant, among, weight }): Example => {
    const rows = Array.from(traits).flatMap(trait => rowOf.get(trait) ?? [])
    const shares = meant.map(([what, share]) => [classOf.get(what)!, share] as const)
    const own = among && { among: among.map(what => classOf.get(what)!) }
    return { rows: Int32Array.from(rows), traits: traits.length, shares, ...own, weight }
  })
  const bags = seeds.map(seed =>
    fitBag(examples, { ...how, width, seed, rows: names.length, classes: classCount(entries.length) }),
  )
  const { places, directions, begin } = joined(bags, width)
  return { entries, names, width: width * seeds.length, ...stepped(places), directions, begin }
}
