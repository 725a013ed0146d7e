import { Converter } from 'opencc-js/t2cn'
import { oneForm } from '../core/text/radicals.ts'

/**
 * What counts of a text when two texts are compared: letters, digits and whatever else may name or count something, in one writing. White
 * space, punctuation, ornaments, invisible characters and the width of characters do not count; signs within a number or an address do.
 */
export interface Marks {
  chars: readonly string[]
  /** Where in the text each stands: from here to before there. */
  starts: readonly number[]
  ends: readonly number[]
}

type Kind = 'mark' | 'sign' | 'nothing'

const toSimplified = Converter({ from: 't', to: 'cn' })
/** Signs that are written in several ways, in one of them. */
const oneSign = new Map<string, string>([...'。．｡·•'].map(c => [c, '.']))
for (const dash of '‐‑‒–—―−－─') oneSign.set(dash, '-')
for (const comma of '，、､') oneSign.set(comma, ',')
/** What parts the pieces of a number or an address; brackets, quotes and the like do not. */
const signs = new Set('.,:-_/\\?=&#@+*~')
const folded = new Map<string, { chars: string[]; kinds: Kind[] }>()

/** Reads a text into its marks. Linear in its length; never throws. */
export function marksOf(text: string): Marks {
  const marks = { chars: [] as string[], starts: [] as number[], ends: [] as number[] }
  let between: { char: string; start: number; end: number }[] = []
  const put = (char: string, start: number, end: number) => {
    marks.chars.push(char)
    marks.starts.push(start)
    marks.ends.push(end)
  }
  let at = 0
  for (const point of text) {
    const [start, end] = [at, at + point.length]
    at = end
    const { chars, kinds } = fold(point)
    for (const [n, char] of chars.entries()) {
      if (kinds[n] === 'sign') between.push({ char, start, end })
      if (kinds[n] !== 'mark') continue
      // "12.5" is not "125", and "pay.example" not "payexample".
      if (isLatin(char) && isLatin(marks.chars.at(-1) ?? '')) for (const s of between) put(s.char, s.start, s.end)
      between = []
      put(char, start, end)
    }
  }
  return marks
}

/** Whether a mark is a Latin letter or an Arabic digit: several of them are one number, name or address. */
export const isLatin = (char: string): boolean => /^[a-z0-9]$/.test(char)

function fold(point: string): { chars: string[]; kinds: Kind[] } {
  const known = folded.get(point)
  if (known) return known
  const plain = oneForm(oneSign.get(point) ?? point).toLowerCase()
  const chars = [...(/[\u3400-\u9fff]/.test(plain) ? toSimplified(plain) : plain)].map(c => oneSign.get(c) ?? c)
  const found = { chars, kinds: chars.map(kindOf) }
  // What strangers send must not make this grow without end.
  if (folded.size < 20_000) folded.set(point, found)
  return found
}

// Pictures that count or spell: enclosed letters, flags, keycaps, clocks, dice, cards, tiles, trigrams.
const telling =
  /[\u{1f000}-\u{1f2ff}\u{1f51f}-\u{1f524}\u{1f550}-\u{1f567}\u2630-\u2637\u2680-\u2685\u2800-\u28ff\u4dc0-\u4dff]/u
const ornament = /[\p{Extended_Pictographic}\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff\u3000-\u303f\p{Emoji_Modifier}]/u
const blank = /[\s\p{Cf}\p{Cc}\p{M}\u115f\u1160\u3164\uffa0]/u

function kindOf(char: string): Kind {
  if (blank.test(char)) return 'nothing'
  if (/[\p{L}\p{N}\p{Sc}%‰]/u.test(char) || telling.test(char)) return 'mark'
  if (signs.has(char)) return 'sign'
  if (/[\p{P}\p{Sm}\p{Sk}]/u.test(char)) return 'nothing'
  // What is neither known writing nor an ornament may mean anything.
  return ornament.test(char) ? 'nothing' : 'mark'
}
