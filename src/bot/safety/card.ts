import { fill } from '../../content/words.ts'
import type { CaseWords } from '../../office/cases/words.ts'

/** So many characters in a row in common would be a quotation. */
const quotation = 6

/** How to guard against this kind of fraud, in general words. */
export function adviceOn({ scam }: CaseWords, type: string): string {
  return scam.advice[type] ?? scam.otherAdvice
}

/**
 * The card for a group: general advice on a kind of fraud that names and accuses nobody, and shares no six characters in a row with the
 * message that called for it; sentences that would are left out. Null when nothing is left to say.
 */
export function cardFor(words: CaseWords, type: string, message: string): string | null {
  const { card, plainCard, otherAdvice } = words.scam
  const pieces = piecesOf(message)
  const whole = (text: string) => !quotes(pieces, text)
  const [advice, other] = [adviceOn(words, type), otherAdvice].map(a => fill(card, { advice: a }))
  const candidates = [advice!, other!, plainCard]
  const found = candidates.find(whole)
  if (found) return found
  const parts = candidates.map(text => sentences(text).filter(whole).join(''))
  // Left-out sentences may bring together what was apart.
  return parts.find(text => text !== '' && whole(text)) ?? null
}

const sentences = (text: string) => text.match(/[^。！？\n】]+[。！？\n】]*/g) ?? []

function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>()
  for (let at = 0; at + quotation <= text.length; at++) pieces.add(text.slice(at, at + quotation))
  return pieces
}

function quotes(pieces: ReadonlySet<string>, text: string): boolean {
  for (let at = 0; at + quotation <= text.length; at++) if (pieces.has(text.slice(at, at + quotation))) return true
  return false
}
