import { Converter } from 'opencc-js/t2cn'
import { oneForm } from '../../core/text/radicals.ts'

/** The characters that carry meaning, in order, each with the place in the message that it stands for. */
export interface Letters {
  chars: string[]
  starts: number[]
  ends: number[]
  /** What stood before the character: one of the gap constants below. */
  gaps: number[]
}

/** Nothing stood between two characters. */
export const joined = 0
/** A sign that ordinary writing does not put between two characters of a word. */
export const inserted = 1
/** A space, emoji, quote or dash: may part sentences, may be an insertion. */
export const spaced = 2
/** A stop or line break. */
export const stopped = 3

/** What a single written sign stands for ("➕" is 加), from the lists. */
export type Signs = ReadonlyMap<string, string>

const toSimplified = Converter({ from: 't', to: 'cn' })
const stops = new Set('，。！？；：,!?;:\n\r')
const spaces = new Set('~～…—|/\\、()（）[]【】「」『』《》<>"“”‘’\'{}')
const folded = new Map<string, string>()

/** Half-width, lower case, simplified; '' for what is invisible. The result may be longer than one character. */
function fold(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const plain = oneForm(character).replace(/[\p{M}\p{Cf}\p{Cc}]/gu, '')
  const result = /[\u3400-\u9fff\uf900-\ufaff]/.test(plain) ? toSimplified(plain) : plain
  // The memory of foldings must not grow with what strangers send: the scripts in use fit well below this number.
  if (folded.size < 30_000) folded.set(character, result)
  return result
}

/** The folded message before words are sought: every visible character with its place, case kept for the masks. */
export interface Folded {
  chars: string[]
  starts: number[]
  ends: number[]
}

/** Folds a message character by character; linear, never throws, whatever the text holds. */
export function foldText(text: string, signs: Signs): Folded {
  const result: Folded = { chars: [], starts: [], ends: [] }
  let at = 0
  for (const point of text) {
    const end = at + point.length
    const visible = signs.get(point) ?? (point === '\n' ? point : fold(point))
    for (const char of visible) {
      result.chars.push(char)
      result.starts.push(at)
      result.ends.push(end)
    }
    at = end
  }
  return result
}

/** How a character that carries no meaning parts its neighbours; null for one that carries meaning. */
export function gapOf(char: string): number | null {
  if (isLetter(char)) return null
  if (stops.has(char)) return stopped
  if (/\s/.test(char) || spaces.has(char) || /\p{Extended_Pictographic}/u.test(char)) return spaced
  return inserted
}

function isLetter(char: string): boolean {
  const code = char.codePointAt(0)!
  if (code < 128) return isAscii(code)
  if (code >= 0x3400 && code <= 0x9fff) return true
  return /[\p{L}\p{N}]/u.test(char)
}

/** Whether a code is an ASCII letter or digit. */
export function isAscii(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
