import { normalize } from '../../content/normalize.ts'
import { type Middleware, say } from '../context.ts'
import { answerWith } from './answer.ts'

const numerals: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 两: 2 }

/** The number that a message is, as `2`, `选 2` or `第二个`; null for any other message. */
export function numberPicked(text: string): number | null {
  const picked = /^(?:选|第)?\s*([1-9一二两三四五])\s*(?:个|项|号)?[.。、!！]?$/.exec(normalize(text))
  return picked && (numerals[picked[1]!] ?? Number(picked[1]))
}

/** A number (or a button) that picks one of the choices on the table. */
export const choice: Middleware = context => {
  const { turn, knowledge, limits, isGroup, addressed, text } = context
  const number = numberPicked(text)
  const pending = turn.session.pending
  const fresh = pending !== null && turn.now.getTime() - pending.at <= limits.leanWithin
  if (number === null) return null
  if (!fresh) return addressed && !isGroup ? say(knowledge.phrases.choiceGone) : null
  const entry = pending.entries[number - 1]
  if (!entry || !knowledge.entries.has(entry)) return addressed ? say(knowledge.phrases.choiceGone) : null
  return answerWith(context, { candidates: [{ entry, score: 1 }], question: pending.question })
}
