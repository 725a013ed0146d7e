import { isLately } from '../../core/clock.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { EditingWords } from '../../office/content/words.ts'
import { type Middleware, say, unknownVerdict } from '../context.ts'

/** Whether a text is what asks to be told of an answer. */
export function asksToBeTold({ awaited }: EditingWords, text: string): boolean {
  const said = bareWords(text)
  return [awaited.word, ...awaited.also].some(word => bareWords(word) === said)
}

/** 有了答案告诉我: whoever got none to their question wants to be told, in private, when there is one. They have to be known, or nothing would find them. */
export const awaited: Middleware = ({ turn, editingWords, limits, addressed, text }) => {
  const words = editingWords.awaited
  if (!addressed || !asksToBeTold(editingWords, text)) return null
  const { awaitable } = turn.session
  if (!awaitable || !isLately(awaitable.at, turn.now.getTime(), limits.leanWithin)) return say(words.nothing)
  if (turn.who.number === null) return say(words.unbound)
  return {
    effects: [{ do: 'await-answer', question: awaitable.question }, ...say(words.noted).effects],
    verdict: unknownVerdict,
    session: { awaitable: null },
  }
}
