import type { Update } from '../core/update.ts'

/** Hands a message what the same person wrote in the same chat just before. */
export interface Recent {
  /** The update with what was written before it, which it then remembers too. A repeated update changes nothing. */
  withEarlier(update: Update): Update
}

/** Thoughts are sent in pieces within so long. */
const within = 120_000
const mostPieces = 5
const longestPiece = 200
/** Talks that are remembered at once; beyond it the oldest go. */
const mostTalks = 20_000

interface Piece {
  id: string
  text: string
  at: number
}

/**
 * Remembers what people wrote within the last two minutes, in memory only: it is never saved, and gone with the process. Time is that of the
 * messages, so that a transcript played later is read as it was then.
 */
export function makeRecent(): Recent {
  // In the order of their last message, so that the oldest is always the first.
  const talks = new Map<string, Piece[]>()
  return {
    withEarlier(update) {
      const { id, chat, person, message, timer } = update
      const text = message.text.trim().slice(0, longestPiece)
      if (timer || text === '') return update
      const at = update.at.getTime()
      forget(talks, at)
      const key = `${chat.id} ${person.id}`
      const lately = (talks.get(key) ?? []).filter(p => p.id !== id && p.at <= at && p.at > at - within)
      talks.delete(key)
      talks.set(key, [...lately, { id, text, at }].slice(-mostPieces))
      const earlier = lately.slice(1 - mostPieces).map(p => p.text)
      return earlier.length === 0 ? update : { ...update, message: { ...message, earlier } }
    },
  }
}

/** Lets go of talks that are over, and of the oldest when there are too many. */
function forget(talks: Map<string, Piece[]>, at: number): void {
  for (const [key, pieces] of talks) {
    if (talks.size <= mostTalks && Math.abs(at - pieces.at(-1)!.at) < within) return
    talks.delete(key)
  }
}
