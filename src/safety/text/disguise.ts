import { makeAutomaton } from '../automaton.ts'
import { isAscii, joined, type Letters, type Signs, stopped } from './letters.ts'

/** The ways in which words are hidden: signs for words, and from a writing to the word meant. */
export interface DisguiseData {
  signs: Signs
  hiding: ReadonlyMap<string, string>
  variants: ReadonlyMap<string, string>
}

/** The ways in which words are hidden, compiled. */
export interface Disguises extends DisguiseData {
  /** Writes every disguised word plainly; each of its characters then stands for the whole disguise. */
  undo(letters: Letters): { letters: Letters; count: number }
}

/**
 * Compiles them. `hiding` ones are counted, `variants` are ordinary. A writing in Latin
 * letters counts only as a word of its own.
 */
export function makeDisguises({ signs, hiding, variants }: DisguiseData): Disguises {
  // A word that stands there plainly is left alone, also where a disguise of it would be found inside.
  const itself = [...hiding.values(), ...variants.values()].map(word => [word, word] as const)
  const meant = new Map([...itself, ...hiding, ...variants])
  const hidden = [...meant.keys()]
  const automaton = makeAutomaton(hidden)
  return {
    ...{ signs, hiding, variants },
    undo(letters) {
      const longest = longestByStart(letters, automaton.find(letters.chars.join('')))
      if (longest.size === 0) return { letters, count: 0 }
      return rewrite(letters, longest, word => {
        const form = hidden[word]!
        return { word: meant.get(form)!, isHidden: hiding.has(form) && !variants.has(form) }
      })
    },
  }
}

type Found = Map<number, { end: number; word: number }>

function longestByStart(letters: Letters, hits: { word: number; start: number; end: number }[]): Found {
  const longest: Found = new Map()
  for (const { word, start, end } of hits) {
    if (!isWhole(letters, start, end) || isParted(letters, start, end)) continue
    if (end > (longest.get(start)?.end ?? 0)) longest.set(start, { end, word })
  }
  return longest
}

function isParted({ gaps }: Letters, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (gaps[i] === stopped) return true
  return false
}

/** Whether a word, where it begins or ends in Latin letters, is not a part of a longer Latin word. */
export function isWhole(
  { chars, gaps }: { chars: ArrayLike<string>; gaps: number[] },
  start: number,
  end: number,
): boolean {
  const latin = (at: number): boolean => isAscii((chars[at] ?? ' ').charCodeAt(0))
  const cutBefore = gaps[start] === joined && latin(start) && latin(start - 1)
  return !cutBefore && !(gaps[end] === joined && latin(end - 1) && latin(end))
}

function rewrite(letters: Letters, longest: Found, meant: (word: number) => { word: string; isHidden: boolean }) {
  const result: Letters = { chars: [], starts: [], ends: [], gaps: [] }
  let count = 0
  for (let at = 0; at < letters.chars.length; ) {
    const found = longest.get(at)
    const end = found?.end ?? at + 1
    const written = letters.chars.slice(at, end)
    const reading = found ? meant(found.word) : null
    const word = reading ? [...reading.word] : written
    const isPlain = word.join('') === written.join('')
    if (!isPlain && reading?.isHidden) count++
    for (const [i, char] of word.entries()) {
      result.chars.push(char)
      result.starts.push(letters.starts[isPlain ? at + i : at]!)
      result.ends.push(letters.ends[isPlain ? at + i : end - 1]!)
      result.gaps.push(isPlain || i === 0 ? letters.gaps[at + i]! : joined)
    }
    at = end
  }
  return { letters: result, count }
}
