import type { Meaning, Piece, PieceRule } from './piece.ts'
import { clockRules } from './said/clock.ts'
import { dayRules } from './said/day.ts'
import { feastRules } from './said/feast.ts'
import { repeatRules } from './said/repeat.ts'
import { schoolPiece } from './said/school.ts'
import { spanPiece, spanRules } from './said/span.ts'

const rules: readonly PieceRule[] = [...repeatRules, ...spanRules, ...dayRules, ...feastRules, ...clockRules]

/** What is read at one place: one piece, or several that are named in one breath. */
type Read = readonly [Piece, ...Piece[]]

/** All pieces of a text that say something about time, from left to right; where several stand at one place, the longest. */
export function piecesIn(text: string, dates: ReadonlyMap<string, string>): Piece[] {
  const pieces: Piece[] = []
  for (let place = 0; place < text.length; ) {
    const found = longestAt(text, place, dates)
    if (found) pieces.push(...found)
    place = found ? found[0].to : place + 1
  }
  return pieces
}

function longestAt(text: string, place: number, dates: ReadonlyMap<string, string>): Read | null {
  const school = schoolPiece(text, place, dates)
  let best: Read | null = school && [school]
  for (const [pattern, read] of rules) {
    pattern.lastIndex = place
    const found = pattern.exec(text)
    if (!found || pattern.lastIndex <= (best?.[0].to ?? place)) continue
    const to = pattern.lastIndex
    const meaning = read(found)
    if (meaning) best = piecesOf(meaning, { from: place, to })
  }
  const span = spanPiece(text, place)
  return span && span.to > (best?.[0].to ?? place) ? [span] : best
}

function piecesOf(meaning: Meaning | readonly Meaning[], { from, to }: { from: number; to: number }): Read {
  const [first, ...others] = 'is' in meaning ? [meaning] : meaning
  return [{ ...first!, from, to }, ...others.map((other): Piece => ({ ...other, from: to, to, isNext: true }))]
}
