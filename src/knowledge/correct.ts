import { sounds, spelling } from './pinyin.ts'

/** The words of a vocabulary by how they sound; of two that sound alike the earlier. */
export function soundsOf(vocabulary: Iterable<string>): Map<string, string> {
  const bySound = new Map<string, string>()
  for (const word of vocabulary) {
    if (!/^[\u3400-\u9fff]{2,6}$/.test(word)) continue
    const heard = sounds(word)?.join(' ')
    if (heard !== undefined && !bySound.has(heard)) bySound.set(heard, word)
  }
  return bySound
}

/** Puts right what was typed by ear: pinyin ("tuisu") and homophones ("带款"), towards the words of a vocabulary only. */
export class Corrector {
  #bySound: ReadonlyMap<string, string>
  /** Made when the first Latin letters come: spelling needs each word's reading in full. */
  #spelled: { words: Map<string, string>; longest: number } | null = null
  #known: ReadonlySet<string>

  /** `vocabulary` in order of preference: of two words that sound alike the earlier wins. `bySound` is what `soundsOf` says of it. */
  constructor(vocabulary: Iterable<string>, bySound?: ReadonlyMap<string, string>) {
    this.#known = new Set(vocabulary)
    this.#bySound = bySound ?? soundsOf(this.#known)
  }

  /** `text` with pinyin runs and homophones replaced; `cut` splits a text into dictionary words. */
  correct(text: string, cut: (text: string) => readonly string[]): string {
    const spelled = /(?:[a-z]['’ ]?){4}/.test(text)
      ? text.replace(/[a-z]+(?:['’ ]?[a-z]+)*/g, run => this.#unspell(run))
      : text
    return this.#unhear(spelled, cut)
  }

  /** A run of Latin letters as Chinese, when words of the vocabulary cover most of it. */
  #unspell(run: string): string {
    if (this.#known.has(run)) return run
    const letters = run.replace(/[^a-z]/g, '')
    const { words, longest } = this.#spellings()
    // best[i]: the most letters covered in the first i, and how.
    const best: { covered: number; text: string }[] = [{ covered: 0, text: '' }]
    for (let to = 1; to <= letters.length; to++) {
      let choice = { covered: best[to - 1]!.covered, text: best[to - 1]!.text + letters[to - 1] }
      for (let from = Math.max(0, to - longest); from <= to - 4; from++) {
        const word = words.get(letters.slice(from, to))
        const covered = best[from]!.covered + to - from
        if (word && covered >= choice.covered) choice = { covered, text: best[from]!.text + word }
      }
      best.push(choice)
    }
    const { covered, text } = best[letters.length]!
    return covered >= letters.length * 0.6 ? text : run
  }

  #spellings() {
    if (this.#spelled) return this.#spelled
    const words = new Map<string, string>()
    for (const word of this.#known) {
      const typed = /^[\u3400-\u9fff]{2,6}$/.test(word) ? spelling(word) : null
      if (typed !== null && !words.has(typed)) words.set(typed, word)
    }
    this.#spelled = { words, longest: Math.max(0, ...[...words.keys()].map(w => w.length)) }
    return this.#spelled
  }

  /**
   * Replaces windows of 2–5 characters that sound like a vocabulary word. Only where the dictionary finds no word of its own:
   * the window begins and ends between words, and what differs stands alone as a single character.
   */
  #unhear(text: string, cut: (text: string) => readonly string[]): string {
    if (!/[\u3400-\u9fff]{2}/.test(text)) return text
    const words = cut(text)
    const heard = words.map(word => sounds(word)?.join(' ') ?? null)
    const result: string[] = []
    for (let i = 0; i < words.length; ) {
      const fix = this.#fixAt(words, heard, i)
      result.push(fix ? fix.word : words[i]!)
      i += fix ? fix.length : 1
    }
    return result.join('')
  }

  #fixAt(words: readonly string[], heard: (string | null)[], at: number): { word: string; length: number } | null {
    let window = ''
    let sound = ''
    let found: { word: string; length: number } | null = null
    for (let n = 1; n <= 5 && at + n <= words.length && window.length < 5; n++) {
      const next = heard[at + n - 1]!
      if (next === null) break // anything that is not Chinese ends what may sound like a word
      window += words[at + n - 1]!
      sound = n === 1 ? next : `${sound} ${next}`
      if (n === 1 || window.length > 5 || this.#known.has(window)) continue
      const word = this.#bySound.get(sound)
      if (word && word.length === window.length && this.#differsOnlyInSingles(words.slice(at, at + n), word))
        found = { word, length: n }
    }
    return found
  }

  #differsOnlyInSingles(words: readonly string[], target: string): boolean {
    let position = 0
    let same = 0
    for (const word of words) {
      const part = target.slice(position, position + word.length)
      if (part !== word && word.length > 1) return false
      if (part === word) same += word.length
      position += word.length
    }
    // Two characters, both wrong, are too thin a likeness.
    return same > 0 || target.length > 2
  }
}
