import type { Refusal } from '../../core/delivery.ts'
import type { PostAnswer } from '../http/post.ts'
import { retryAfter, type SendVerdict, sendVerdictOn } from '../http/verdict.ts'

/** Error codes after which the same message may be taken later. */
const later: Record<number, { waitMs: number; reason: 'rate-limit' | 'timeout' }> = {
  [-1]: { waitMs: 5000, reason: 'timeout' },
  45009: { waitMs: 60_000, reason: 'rate-limit' },
  45033: { waitMs: 5000, reason: 'rate-limit' },
}

/** Error codes after which this message will never be taken; any other says that it was rejected. */
const never: Record<number, Refusal> = { 93000: 'left', 45002: 'too-long' }

/** What an answer of WeCom's webhook means; `now` is when it came. */
export function wecomRobotReceiptOf(answer: PostAnswer, now: Date): SendVerdict {
  return sendVerdictOn(answer, now, (errcode, body) => {
    const { msgid } = body as { msgid?: unknown }
    if (errcode === 0)
      return { receipt: { outcome: 'delivered', nativeId: typeof msgid === 'string' ? msgid : '' }, trouble: null }
    const wait = later[errcode]
    if (wait) return { receipt: retryAfter(now, wait.waitMs, wait.reason), trouble: null }
    const reason = never[errcode] ?? 'rejected'
    const trouble = reason === 'left' ? 'removed from its group' : `error ${errcode}`
    return { receipt: { outcome: 'refused', reason }, trouble }
  })
}
