import { normalize } from '../../../content/normalize.ts'
import type { Asking } from '../../../flows/schema.ts'
import { linesAsked } from '../../../knowledge/direct/asked.ts'
import { groupAnswer, privateAnswer } from '../../../knowledge/render.ts'
import { understand } from '../../../knowledge/understanding/understand.ts'
import type { Context } from '../../context.ts'
import { collects } from './gather.ts'

/** A longer line in the middle of free writing is part of it, whatever it asks. */
const longestAside = 40

/** "3是什么意思": the explanation of an option. */
export function explanation(text: string, pending: Asking): string | null {
  if (pending.type !== 'choice') return null
  const asked = /^第?\s*(\d{1,2})\s*[个项]?\s*(?:是)?(?:什么|啥)/.exec(normalize(text))
  const named = /(?:什么意思|是什么|啥意思|解释|指什么)/.test(text)
    ? pending.options.find(o => [o.label, ...o.also].some(w => normalize(text).includes(normalize(w))))
    : undefined
  return (asked ? pending.options[Number(asked[1]) - 1] : named)?.explain ?? null
}

/** A question to the knowledge base in the middle of a run, answered; null when the message is none. */
export function aside(context: Context, pending: Asking, fits: boolean): string | null {
  const { knowledge, turn, isGroup, text } = context
  const isGathered = collects(pending)
  const isFree = pending.type === 'text' && pending.free && !isGathered
  // Among lines that are gathered a whole short question may stand.
  if (isGathered && [...text].length > longestAside) return null
  // Free writing may hold questions; other answers that fit are answers unless they clearly ask.
  if (isFree || (fits && pending.type !== 'text')) return null
  const { outcome, candidates, asks, concepts } = understand(knowledge, text)
  const best = candidates[0]
  if (!best || outcome !== 'answer' || !asks || (fits && (best.score < 0.85 || concepts === 0))) return null
  const entry = knowledge.entries.get(best.entry)!
  const asked = linesAsked(knowledge, text, entry)
  const rendering = { phrases: knowledge.phrases, school: knowledge.school, now: turn.now, asked }
  return isGroup ? groupAnswer(entry, rendering) : privateAnswer(entry, rendering)
}
