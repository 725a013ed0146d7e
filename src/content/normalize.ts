import { Converter } from 'opencc-js/t2cn'
import { harmless } from '../core/text/harmless.ts'
import { oneForm } from '../core/text/radicals.ts'

const toSimplified = Converter({ from: 'twp', to: 'cn' })

/** The longest part of a message that is read for meaning, in characters; a question is never longer. */
export const readLimit = 600

// What is harmless and yet carries no meaning: what makes one emoji of several.
const joiners = /[\u200d\ufe0f]|[\u{e0020}-\u{e007f}]/gu
const pictograph = /\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}]|[\u{1f3fb}-\u{1f3ff}]/gu

/** The last few hundred short texts: one turn asks for the message and for the same fixed words again and again. */
const remembered = new Map<string, string>()

/**
 * One writing for one meaning: half-width, lower case, simplified characters, no invisible characters or emoji,
 * single spaces. Reads at most `readLimit` characters; never throws, whatever the text holds.
 */
export function normalize(text: string): string {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const normalized = normalizeAnew(text)
  if (remembered.size >= 500) remembered.clear()
  if (text.length <= 100) remembered.set(text, normalized)
  return normalized
}

/** As `normalize`, without any spaces: for finding a few characters wherever they stand in a short text. */
export const unspaced = (text: string) => normalize(text).replaceAll(' ', '')

function normalizeAnew(text: string): string {
  const plain = harmless(oneForm(text.slice(0, readLimit)))
    .replace(joiners, '')
    .replace(pictograph, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
  return /[\u3400-\u9fff]/.test(plain) ? toSimplified(plain) : plain
}

/** Whether there is anything to understand: a letter, a digit or a Chinese character. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}
