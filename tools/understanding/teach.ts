import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Traits } from '../../src/content/trait.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import type { GuesserData } from '../../src/knowledge/understanding/guess.ts'
import { questionTraits } from '../../src/knowledge/understanding/traits.ts'
import { type Example, fitBag } from './bag.ts'
import type { HandLine } from './hands.ts'

/** A text that a guesser learns from: what it looks at, the entry that answers it (null for none), how much it counts. */
export interface Taught {
  hand: string | null
  traits: Traits
  entry: string | null
  weight: number
}

const setting = { width: 32, epochs: 8, rate: 0.15, dropout: 0.15 }
const seeds = [1, 2]
/** A trait that fewer texts share would be learnt by heart. */
const fewestTexts = 3
/** How much a stranger's own words count, what they mean said plainly, and a question that nothing answers. */
const weights = { words: 2, meaning: 1, nothing: 1, together: 0.5 }

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
  const asked = linesOf(join('tests', 'content', 'questions.tsv'))
  return [...own, ...more, ...asked].flatMap(([text, id]) => {
    const entry = id === '-' ? null : id
    if (entry !== null && !entries.has(entry)) return []
    return [{ hand: null, traits: traitsOf(text, reader), entry, weight: 1 }]
  })
}

/** What the hands teach: each question as it was asked and as it was meant, a turn of a dialogue also together with what was said before. */
export function handTexts(lines: readonly HandLine[], { reader }: Knowledge): Taught[] {
  return lines.flatMap((line, n) => {
    const { hand, part, style, text, meaning, wanted, note } = line
    const taught = (words: string, entry: string | null, weight: number): Taught => ({
      hand,
      traits: traitsOf(words, reader),
      entry,
      weight,
    })
    if (part === 'X') return note.includes('x-answerable') ? [] : [taught(text, null, weights.nothing)]
    if (part === 'G' || wanted.length !== 1) return []
    const entry = wanted[0]![0] ?? null
    const before = lines[n - 1]
    const isTurn = part === 'D' && before?.part === 'D' && before.style === style
    return [
      ...(part === 'Q' ? [taught(text, entry, entry === null ? weights.nothing : weights.words)] : []),
      taught(meaning, entry, weights.meaning * (entry === null ? 0.7 : 1)),
      ...(isTurn && entry !== null ? [taught(`${before.text} ${text}`, entry, weights.together)] : []),
    ]
  })
}

const traitsOf = (text: string, reader: Knowledge['reader']) => questionTraits(text, reader.read(text).terms)

/** Fits a guesser for these entries. */
export function teachGuesser(entries: readonly string[], taught: readonly Taught[]): GuesserData {
  const counts = new Map<number, number>()
  for (const { traits } of taught) for (const trait of traits) counts.set(trait, (counts.get(trait) ?? 0) + 1)
  const names = Uint32Array.from([...counts].filter(([, count]) => count >= fewestTexts).map(([trait]) => trait)).sort()
  const rowOf = new Map(Array.from(names, (name, row) => [name, row]))
  const classOf = new Map(entries.map((entry, n) => [entry, n]))
  const examples = taught.map(({ traits, entry, weight }): Example => {
    const rows = Array.from(traits).flatMap(trait => rowOf.get(trait) ?? [])
    const own = entry === null ? entries.length : classOf.get(entry)!
    return { rows: Int32Array.from(rows), traits: traits.length, class: own, weight }
  })
  const models = seeds.map(seed =>
    fitBag(examples, { ...setting, seed, rows: names.length, classes: entries.length + 1 }),
  )
  return { entries, names, models }
}
