import { andThen } from '../../core/awaitable.ts'
import { isTrouble } from '../../safety/danger.ts'
import type { Decided, Middleware } from '../context.ts'
import { privatelySoon } from '../flow/private.ts'
import { answer } from './answer.ts'
import { fallback } from './fallback.ts'

/** Somebody tells the bot of their own trouble in front of the group: the answer comes in private, with a neutral line in the group. */
export const personal: Middleware = context => {
  const { isGroup, addressed, safety, caseWords, text, turn } = context
  if (!isGroup || !addressed || turn.update.timer) return null
  if (!caseWords.crisis.personal.some(word => text.includes(word)) && !isTrouble(safety, text)) return null
  return privatelySoon(context, inside =>
    andThen(answer({ ...inside, model: null }), decided => decided ?? (fallback(inside) as Decided | null)),
  )
}
