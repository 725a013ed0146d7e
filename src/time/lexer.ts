import type { Piece, PieceRule } from './piece.ts'
import { repeatRules } from './repeat.ts'
import { clockRules } from './said/clock.ts'
import { dayRules } from './said/day.ts'
import { feastRules } from './said/feast.ts'
import { schoolPiece } from './said/school.ts'
import { spanPiece, spanRules } from './said/span.ts'

const rules: readonly PieceRule[] = [...repeatRules, ...spanRules, ...dayRules, ...feastRules, ...clockRules]

/** All pieces of a text that say something about time, from left to right; where several stand at one place, the longest. */
export function piecesIn(text: string, dates: ReadonlyMap<string, string>): Piece[] {
  const pieces: Piece[] = []
  for (let place = 0; place < text.length; ) {
    const piece = longestAt(text, place, dates)
    if (piece) pieces.push(piece)
    place = piece ? piece.to : place + 1
  }
  return pieces
}

function longestAt(text: string, place: number, dates: ReadonlyMap<string, string>): Piece | null {
  let best: Piece | null = schoolPiece(text, place, dates)
  for (const [pattern, read] of rules) {
    pattern.lastIndex = place
    const found = pattern.exec(text)
    if (!found || pattern.lastIndex <= (best?.to ?? place)) continue
    const to = pattern.lastIndex
    const meaning = read(found)
    if (meaning) best = { ...meaning, from: place, to }
  }
  const span = spanPiece(text, place)
  return span && span.to > (best?.to ?? place) ? span : best
}
