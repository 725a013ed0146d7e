import type { Receipt, Refusal } from '../../core/delivery.ts'
import type { Answer } from '../http/post.ts'

/** What an answer of WeCom's webhook means, and what is wrong with the robot, in words that hold no secret. */
export interface Verdict {
  receipt: Receipt
  trouble: string | null
}

/** Error codes after which the same message may be taken later. */
const later: Record<number, { waitMs: number; reason: 'rate-limit' | 'timeout' }> = {
  [-1]: { waitMs: 5000, reason: 'timeout' },
  45009: { waitMs: 60_000, reason: 'rate-limit' },
  45033: { waitMs: 5000, reason: 'rate-limit' },
}

/** Error codes after which this message will never be taken. */
const never: Record<number, Refusal> = { 93000: 'left', 45002: 'too-long', 40058: 'rejected' }

/** The receipt for an answer; `now` is when it came. */
export function receiptOf(answer: Answer, now: Date): Verdict {
  const retry = (waitMs: number, reason: 'rate-limit' | 'timeout' | 'offline'): Receipt => ({
    outcome: 'retry',
    notBefore: new Date(now.getTime() + waitMs),
    reason,
  })
  if (answer.kind === 'unsent') return { receipt: retry(5000, 'offline'), trouble: 'no connection' }
  if (answer.kind === 'unknown') return { receipt: { outcome: 'uncertain' }, trouble: 'the line died' }
  const { errcode, msgid } = (answer.body ?? {}) as { errcode?: unknown; msgid?: unknown }
  if (typeof errcode !== 'number') return ofStatus(answer.status, retry)
  if (errcode === 0)
    return { receipt: { outcome: 'delivered', nativeId: typeof msgid === 'string' ? msgid : '' }, trouble: null }
  const wait = later[errcode]
  if (wait) return { receipt: retry(wait.waitMs, wait.reason), trouble: null }
  const reason = never[errcode] ?? 'rejected'
  return {
    receipt: { outcome: 'refused', reason },
    trouble: reason === 'left' ? 'removed from its group' : `error ${errcode}`,
  }
}

/** For an answer that WeCom itself did not write, such as a proxy's. */
function ofStatus(status: number, retry: (waitMs: number, reason: 'rate-limit' | 'timeout') => Receipt): Verdict {
  const trouble = `HTTP ${status}`
  if (status === 429) return { receipt: retry(60_000, 'rate-limit'), trouble }
  if (status === 503) return { receipt: retry(10_000, 'timeout'), trouble }
  if (status >= 500 || status < 400) return { receipt: { outcome: 'uncertain' }, trouble }
  return { receipt: { outcome: 'refused', reason: 'rejected' }, trouble }
}
