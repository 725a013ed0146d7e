import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import type { Traits } from '../../src/content/trait.ts'
import { dangerKinds } from '../../src/core/case.ts'
import { readHands } from '../../src/knowledge/measure/hands.ts'
import type { Manner } from '../../src/safety/model.ts'
import { readCorpus } from './corpus.ts'
import type { Example } from './fit.ts'
import { type Line, readLines } from './hands.ts'
import { exampleOf, type Index, indexOf, traitsIn } from './table.ts'

/** A text with what the fits look at, and the truth about it as far as it is known. */
export interface Taught {
  line: Line
  traits: Traits
  /** How much it counts beside a line of a hand. */
  weight: number
}

/** Whether a taught text is an example of something: yes, no, or not one to learn it from. */
export type Truth = (line: Line) => boolean | null

/** Texts with alternatives, written earlier by one hand, count less: they are many and alike. */
const templateWeight = 0.5
const perTemplate = 3
/** Ordinary talk of every day is far more frequent than the lines that are nearly alarming. */
const talkWeight = 2
/** What students ask of the knowledge, entries about safety, fraud and the mind aside, is no danger. */
const askedWeight = 0.3
/** Those who wrote for given entries are many and alike. */
const writtenWeight = 0.1
const pressing = /^(?:safety|mind|fraud|job|renting)-/
const grave = /^(?:safety|mind)-/
const folder = join('tests', 'content', 'safety')
/** Of the older texts, what a file's first word makes them examples of. */
const setsOfKinds: Readonly<Record<string, Line['set']>> = {
  crisis: 'danger',
  calm: 'calm',
  chat: 'calm',
  scam: 'scam',
  lawful: 'lawful',
  advert: 'lawful',
}
/** Deals among students are no ordinary talk: they would only thin out what the danger model learns from. */
const deals = /^[a-z]+-campus/

/** The spellings that are pinyin syllables, single letters aside. */
export function pinyinSyllables(): string[] {
  const found = new Set<string>()
  for (let code = 0x4e00; code < 0x9fa6; code++)
    found.add(pinyin(String.fromCharCode(code), { toneType: 'none', v: true }))
  return [...found].filter(s => /^(?:[a-z]{2,6}|[aeo])$/.test(s)).sort()
}

/** All texts to learn from: those of the hands, and a few of each older template. */
export function readTaught(syllables: ReadonlySet<string>): Taught[] {
  const hands = readLines(join(folder, 'hands')).map(line => {
    return { line, traits: traitsIn(line.text, syllables), weight: line.hand.startsWith('talk') ? talkWeight : 1 }
  })
  const seen = new Map<string, number>()
  const older = readCorpus(join(folder, 'training')).flatMap(({ text, kind, template, isDev }) => {
    const times = (seen.get(template) ?? 0) + 1
    seen.set(template, times)
    const set = setsOfKinds[kind]
    if (isDev || times > perTemplate || !set) return []
    const line = plainLine(text, { hand: deals.test(template) ? 'older-deals' : 'older', set, kind: '' })
    return [{ line, traits: traitsIn(text, syllables), weight: templateWeight }]
  })
  return [...hands, ...older, ...readAsked(syllables), ...readAskers(syllables)]
}

/** A text of one message of which no urgency and no person is known. */
const plainLine = (text: string, known: Pick<Line, 'hand' | 'set' | 'kind'>): Line => ({
  ...known,
  ...{ isPieces: false, messages: [text], urgency: '', about: '', text },
})

function readAsked(syllables: ReadonlySet<string>): Taught[] {
  const lines = readFileSync(join('knowledge', 'wordings.tsv'), 'utf8').split('\n')
  return lines.flatMap(row => {
    const [entry = '', text = ''] = row.split('\t')
    if (text === '' || row.startsWith('#') || pressing.test(entry)) return []
    const line = plainLine(text, { hand: 'older-asked', set: 'calm', kind: 'talk' })
    return [{ line, traits: traitsIn(text, syllables), weight: askedWeight }]
  })
}

/** What strangers ask and talk of that nobody who labelled it took for danger or a loss, and that no entry about the mind or safety answers. */
function readAskers(syllables: ReadonlySet<string>): Taught[] {
  return readHands().flatMap(({ hand, sawEntries, text, note, wanted }) => {
    if (/danger|lost/.test(note) || wanted.flat().some(entry => grave.test(entry))) return []
    const line = plainLine(text, { hand: sawEntries ? `older-${hand}` : hand, set: 'asked', kind: 'leaving' })
    return [{ line, traits: traitsIn(text, syllables), weight: sawEntries ? writtenWeight : askedWeight }]
  })
}

const isDanger: Truth = ({ set, hand }) => (hand === 'older-deals' || set === 'scam' ? null : set === 'danger')

/** What each question of the danger tables is learnt from. */
const manners: Readonly<Record<Manner, Truth>> = {
  now: ({ urgency }) => (urgency === '' ? null : urgency === 'now'),
  care: ({ urgency }) => (urgency === '' ? null : urgency === 'care'),
  other: ({ about }) => (about === 'self' || about === 'other' ? about === 'other' : null),
  unknown: ({ about }) => (about === '' ? null : about === 'unknown'),
  ...(Object.fromEntries(
    dangerKinds.map(kind => [kind, (line: Line) => (line.urgency === '' ? null : line.kind === kind)]),
  ) as Record<(typeof dangerKinds)[number], Truth>),
}

const isScam: Truth = ({ set }) => (set === 'scam' ? true : set === 'danger' || set === 'asked' ? null : false)
const isLost: Truth = ({ set, hand }) =>
  set === 'lost' ? true : hand.startsWith('older') || set === 'danger' || set === 'asked' ? null : false

const isDeal: (line: Line) => boolean = ({ set }) => set === 'scam' || set === 'lost' || set === 'lawful'

const whole = () => 1
/** Talk teaches what no fraud is, but there is ten times as much of it as of deals. */
const talkShare = 0.2

/**
 * The three tables of the model file: the questions of each, what each is learnt from, and the lines whose traits are worth a place in it (talk that has
 * nothing in common with any deal need not fill the table of frauds).
 */
export const tables = {
  danger: { questions: { danger: isDanger }, worth: () => true, share: whole },
  manner: { questions: manners, worth: ({ urgency }: Line) => urgency !== '', share: whole },
  fraud: {
    questions: { scam: isScam, lost: isLost },
    worth: isDeal,
    share: (line: Line) => (isDeal(line) ? 1 : talkShare),
  },
} as const

/** The examples that teach one question; `share` is how much a line counts in it beside its own weight. */
export function examplesOf(
  taught: readonly Taught[],
  truth: Truth,
  { index, share }: { index: Index; share: (line: Line) => number },
): Example[] {
  return taught.flatMap(({ line, traits, weight }) => {
    const isTrue = truth(line)
    return isTrue === null ? [] : [{ ...exampleOf(traits, index), isTrue, weight: weight * share(line) }]
  })
}

/** The index of the lines that are worth a place. */
export function indexFor(taught: readonly Taught[], worth: (line: Line) => boolean): Index {
  return indexOf(taught.filter(({ line }) => worth(line)).map(({ traits }) => traits))
}
