import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import { withoutRadicals } from '../core/text/radicals.ts'

/** A message cut into the smallest pieces that carry meaning, as the learned models read it. */
export interface Units {
  /** A Chinese character, a Latin word, `#` for a number, or one space for whatever parts sentences; `^` and `$` at the ends. */
  units: readonly string[]
  /** How each unit sounds: toneless syllables, a word that is spelled in pinyin taken apart; what has no sound stands as it is. */
  sounds: readonly string[]
  /** The place in the message of each unit: from here to before there. */
  starts: readonly number[]
  ends: readonly number[]
}

/** Longer messages are read in stretches of so many units. */
const stretch = 240
const toSimplified = Converter({ from: 't', to: 'cn' })
const piece =
  /[a-z]+(?:['’][a-z]+)?|[0-9]+(?:[.,:][0-9]+)*|[\u3400-\u9fff]|\p{Extended_Pictographic}|[^a-z0-9\u3400-\u9fff]/gu
const invisible = /[\p{M}\p{Cf}\p{Cc}]/u
const simplified = new Map<string, string>()
const heard = new Map<string, string>()

/** A Chinese character in simplified writing; there are no more than so many of them to remember. */
function simplifiedOf(character: string): string {
  const known = simplified.get(character)
  if (known !== undefined) return known
  const found = toSimplified(character)
  simplified.set(character, found)
  return found
}

/** The toneless pinyin of a character. */
function soundOf(character: string): string {
  let found = heard.get(character)
  if (found === undefined) {
    found = /[\u3400-\u9fff]/.test(character) ? pinyin(character, { toneType: 'none', v: true }) : character
    // What strangers send must not make this grow without end.
    if (heard.size < 30_000) heard.set(character, found)
  }
  return found
}

/**
 * Cuts a message into units, in stretches that overlap by half. `syllables` are the spellings that count as pinyin. Linear in the length;
 * never throws, whatever the text holds.
 */
export function unitsOf(text: string, syllables: ReadonlySet<string>): Units[] {
  const { units, starts, ends } = cut(text)
  const parts: Units[] = []
  for (let from = 0; from === 0 || from + stretch / 2 < units.length; from += stretch / 2) {
    const to = Math.min(units.length, from + stretch)
    parts.push(framed(units.slice(from, to), { starts: starts.slice(from, to), ends: ends.slice(from, to), syllables }))
  }
  return parts
}

function cut(text: string): { units: string[]; starts: number[]; ends: number[] } {
  const units: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  // Folded piece by piece, so that each keeps its place in what was written.
  for (const match of withoutRadicals(text.toLowerCase()).matchAll(piece)) {
    const [written] = match
    at = match.index
    const unit = unitFor(written)
    if (unit === '' || (unit === ' ' && (units.length === 0 || units.at(-1) === ' '))) continue
    units.push(unit)
    starts.push(at)
    ends.push(at + written.length)
  }
  if (units.at(-1) === ' ') units.pop()
  return { units, starts, ends }
}

function unitFor(written: string): string {
  const first = written.charCodeAt(0)
  if (first >= 0x3400 && first <= 0x9fff) return simplifiedOf(written)
  if (first >= 0x30 && first <= 0x39) return '#'
  if (first >= 0x61 && first <= 0x7a) return written.replace('’', "'")
  const folded = written.normalize('NFKC').toLowerCase()
  if (/^[a-z]+$/.test(folded)) return folded
  if (/^[0-9]+$/.test(folded)) return '#'
  if (/\p{Extended_Pictographic}/u.test(folded)) return folded
  return folded === '' || invisible.test(folded) ? '' : folded === '?' || folded === '!' ? folded : ' '
}

function framed(
  units: readonly string[],
  { starts, ends, syllables }: { starts: readonly number[]; ends: readonly number[]; syllables: ReadonlySet<string> },
): Units {
  const sounds = units.flatMap(unit =>
    /^[a-z]{2,}$/.test(unit) ? (syllablesIn(unit, syllables) ?? [unit]) : [soundOf(unit)],
  )
  return {
    units: ['^', ...units, '$'],
    sounds: ['^', ...sounds, '$'],
    starts: [0, ...starts, starts.at(-1) ?? 0],
    ends: [0, ...ends, ends.at(-1) ?? 0],
  }
}

/** A Latin word as pinyin syllables, the longest first; null when it cannot be read so. */
function syllablesIn(word: string, syllables: ReadonlySet<string>): string[] | null {
  const found: string[] = []
  for (let at = 0; at < word.length; ) {
    let length = Math.min(6, word.length - at)
    while (length > 0 && !syllables.has(word.slice(at, at + length))) length--
    if (length === 0) return null
    found.push(word.slice(at, at + length))
    at += length
  }
  return found
}
