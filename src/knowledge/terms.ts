import { normalize } from '../content/normalize.ts'
import { Corrector } from './correct.ts'
import { type Lexicon, type Sense, SenseFinder } from './lexicon.ts'

/** A feature of a text. `kind` decides its weight: a concept, a kind of question, a word, a pair of characters. */
export interface Term {
  key: string
  kind: 'concept' | 'facet' | 'word' | 'pair'
}

/** A text as the search sees it. */
export interface ReadTerms {
  /** Normalized and corrected. */
  readonly text: string
  readonly terms: readonly Term[]
  readonly senses: readonly Sense[]
}

const fillerSense = '-'
// The words of ICU, which comes with Node: on our questions its cuts find more than a separate dictionary's (docs/benchmarks.md).
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
/** The last text that was cut: where nothing in it was put right, it is cut once more as it is. */
let lately: { text: string; words: readonly string[] } = { text: '', words: [] }

/** The words of a text, marks and spaces among them; together they are the text. */
export function wordsOf(text: string): readonly string[] {
  if (lately.text !== text) lately = { text, words: Array.from(segmenter.segment(text), s => s.segment) }
  return lately.words
}

const mostLately = 8

/** Turns texts into terms, with the vocabulary of one lexicon. */
export class TermReader {
  #finder: SenseFinder
  #corrector: Corrector
  #lately = new Map<string, ReadTerms>()

  constructor(lexicon: Lexicon) {
    const senses = new Map(lexicon.senses)
    for (const filler of lexicon.fillers) if (!senses.has(filler)) senses.set(filler, fillerSense)
    this.#finder = new SenseFinder(senses)
    this.#corrector = new Corrector(senses.keys(), lexicon.sounds)
  }

  /** A message as someone typed it, slips put right. What was read lately is not read again: one turn asks for the message several times. */
  read(raw: string): ReadTerms {
    const known = this.#lately.get(raw)
    if (known) return known
    const reading = this.#analyze(this.#corrector.correct(normalize(raw), wordsOf))
    if (this.#lately.size >= mostLately) this.#lately.clear()
    this.#lately.set(raw, reading)
    return reading
  }

  /** A text of our own, taken as it stands. */
  readOwn(text: string): ReadTerms {
    return this.#analyze(normalize(text))
  }

  #analyze(text: string): ReadTerms {
    const found = this.#finder.find(text)
    const senses = found.filter(s => s.sense !== fillerSense)
    const terms: Term[] = senses.flatMap(({ sense }): Term[] => {
      if (sense.startsWith('!')) return []
      return [{ key: sense, kind: sense.startsWith('?') ? 'facet' : 'concept' }]
    })
    const rest = blank(
      text,
      found.filter(s => s.sense === fillerSense),
    )
    for (const word of wordsOf(rest)) if (isWord(word)) terms.push({ key: stemOf(word), kind: 'word' })
    for (const run of rest.match(/[\u3400-\u9fff]{2,}/g) ?? [])
      for (let i = 0; i + 1 < run.length; i++) terms.push({ key: `${run[i]}${run[i + 1]}~`, kind: 'pair' })
    return { text, terms, senses }
  }
}

/** An English word without its ending, so that "refunded" and "refunds" are one; anything else as it stands. */
function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word
  const stem = word.replace(/(?:ies|y)$/, 'i').replace(/(?:ing|ed|es|s|e|ly|ment|tion|ation)$/, '')
  return stem.length >= 3 ? stem.replace(/([^aeiou])\1$/, '$1') : word
}

/** The text with these places as spaces. */
function blank(text: string, places: readonly Sense[]): string {
  let rest = ''
  let at = 0
  for (const { from, to } of places) {
    rest += text.slice(at, from) + ' '.repeat(to - from)
    at = to
  }
  return rest + text.slice(at)
}

const isWord = (word: string) => /^[\p{L}\p{N}]+$/u.test(word) && (word.length > 1 || /[\u3400-\u9fff]/.test(word))
