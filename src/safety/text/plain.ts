import { joinNumbers } from '../number.ts'
import type { Disguises } from './disguise.ts'
import { foldText, gapOf, inserted, isAscii, joined, type Letters, spaced, stopped } from './letters.ts'
import { addressEnd, linkToken, readToken } from './token.ts'

/** A message in one writing, without what was put in to hide words, and the way back to what was written. */
export interface PlainMessage {
  text: string
  /** How many stops stand at or before each character: equal counts mean "in one piece". */
  stops: number[]
  /** What stood before each character; see the gaps of letters.ts. */
  gaps: number[]
  /** Hosts of the links, in order, with the index of their token in `text`. */
  links: { host: string; at: number }[]
  /** How often a word was found in disguise: split, homophone, signs inside or instead of characters. */
  disguises: number
  /** The fragment as written from the first to before the last index of `text`. */
  quote(start: number, end: number): string
}

/** Brings a message into one writing. Linear in its length; never throws. */
export function makePlain(raw: string, disguises: Disguises): PlainMessage {
  const { letters, hosts } = readLetters(raw, disguises)
  const numbered = joinNumbers(letters)
  const { letters: plain, count } = disguises.undo(numbered)
  const stops = countStops(plain)
  let link = 0
  const links: PlainMessage['links'] = []
  for (const [at, char] of plain.chars.entries()) if (char === linkToken) links.push({ host: hosts[link++] ?? '', at })
  return {
    text: plain.chars.join(''),
    stops,
    gaps: plain.gaps,
    links,
    disguises: count + countInsertions(numbered),
    quote: (start, end) => raw.slice(plain.starts[start] ?? raw.length, plain.ends[end - 1] ?? raw.length),
  }
}

function readLetters(raw: string, { signs }: Disguises): { letters: Letters; hosts: string[] } {
  const folded = foldText(raw, signs)
  const letters: Letters = { chars: [], starts: [], ends: [], gaps: [] }
  const hosts: string[] = []
  let gap = joined
  const put = (char: string, start: number, end: number): void => {
    letters.chars.push(char)
    letters.starts.push(start)
    letters.ends.push(end)
    letters.gaps.push(gap)
    gap = joined
  }
  let runEnd = 0
  for (let at = 0; at < folded.chars.length; ) {
    const char = folded.chars[at]!
    const code = char.charCodeAt(0)
    if (code < 128 && isAscii(code)) {
      const fresh = at >= runEnd
      if (fresh) runEnd = addressEnd(folded, at)
      const token = readToken(folded, at, fresh ? runEnd : at)
      if (token) {
        if (token.token === linkToken) hosts.push(token.host)
        if (token.token !== '') put(token.token, folded.starts[at]!, folded.ends[token.end - 1]!)
        at = token.end
        continue
      }
    }
    const between = gapOf(char)
    if (between === null) put(char.toLowerCase().slice(0, 1), folded.starts[at]!, folded.ends[at]!)
    else gap = Math.max(gap, between)
    at++
  }
  return { letters: joinInsertions(letters), hosts }
}

/**
 * Decides which spaces and stops were put in to hide a word: those next to a piece of a single character ("刷 单",
 * "刷，单"). Others part sentences, so that "别跳 楼下等你" is not read as one word.
 */
function joinInsertions(letters: Letters): Letters {
  const { chars, gaps } = letters
  const pieces = pieceLengths(gaps)
  const result = gaps.map((gap, i) => {
    if (i === 0 || gap === joined || gap === inserted) return i === 0 ? joined : gap
    const shortest = Math.min(pieces[i - 1]!, pieces[i]!)
    const longest = Math.max(pieces[i - 1]!, pieces[i]!)
    if (gap === spaced) {
      const besideToken = !isIdeograph(chars[i]!) || !isIdeograph(chars[i - 1]!)
      return besideToken || (shortest === 1 && longest <= 3) ? inserted : stopped
    }
    return longest === 1 ? inserted : stopped
  })
  return { ...letters, gaps: result }
}

/** Chinese writing, as opposed to Latin letters, digits and tokens, around which spaces say nothing. */
function isIdeograph(char: string): boolean {
  return char >= '\u3000' && char < '\ue000'
}

/** For each character, how many stand in its piece: between two gaps of any kind. */
function pieceLengths(gaps: number[]): number[] {
  const lengths = new Array<number>(gaps.length)
  for (let start = 0; start < gaps.length; ) {
    let end = start + 1
    while (end < gaps.length && gaps[end] === joined) end++
    lengths.fill(end - start, start, end)
    start = end
  }
  return lengths
}

/** Signs that stand between two Chinese characters where ordinary writing puts nothing or a stop. */
function countInsertions({ chars, gaps }: Letters): number {
  let found = 0
  for (let i = 1; i < chars.length; i++) {
    if (gaps[i] === inserted && isIdeograph(chars[i]!) && isIdeograph(chars[i - 1]!)) found++
  }
  return found > 1 ? 1 : 0
}

function countStops({ gaps }: Letters): number[] {
  let stops = 0
  return gaps.map(gap => {
    if (gap === stopped) stops++
    return stops
  })
}
