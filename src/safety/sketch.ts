import { nameOf } from '../content/trait.ts'
import type { SafetyLists } from './lists.ts'
import { makePlain } from './text/plain.ts'

const shingle = 3
const kept = 64
const least = 8
/** Shares of equal pieces from which two messages are the same one, slightly changed. */
const sameFrom = 0.55

/**
 * The sketch of a message by which nearly equal ones are found: the lowest hashes of its runs of three characters. Digits, letters,
 * links and signs do not count, and disguises are undone, so that another number or link makes no other message.
 */
export function sketchOf({ disguises }: SafetyLists, text: string): number[] {
  const chars = [...makePlain(text.slice(0, 4000), disguises).text].filter(c => c >= '\u3400' && c < '\ue000')
  const whole = chars.length < least ? [text.slice(0, 200)] : []
  const pieces = new Set(whole)
  for (let at = 0; at + shingle <= chars.length && whole.length === 0; at++)
    pieces.add(chars.slice(at, at + shingle).join(''))
  return [...new Set([...pieces].map(nameOf))].sort((a, b) => a - b).slice(0, kept)
}

/** Whether two sketches are of nearly the same message. */
export function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length === 0 || b.length === 0) return false
  const both = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, kept)
  const [inA, inB] = [new Set(a), new Set(b)]
  const shared = both.filter(h => inA.has(h) && inB.has(h)).length
  return shared / both.length >= sameFrom
}
