import type { Receipt } from '../../core/delivery.ts'
import type { PostAnswer } from './post.ts'

/** What an answer of a platform means, and what is wrong with the one who sent, in words that hold no secret. */
export interface SendVerdict {
  receipt: Receipt
  trouble: string | null
}

/** A receipt to try again after some time. */
export const retryAfter = (now: Date, waitMs: number, reason: 'rate-limit' | 'timeout' | 'offline'): Receipt => ({
  outcome: 'retry',
  notBefore: new Date(now.getTime() + waitMs),
  reason,
})

/**
 * What a request came to: `ofCode` judges the platform's own error code; an answer that the platform did not write, such as a proxy's, and
 * a line that failed are judged here.
 */
export function sendVerdictOn(
  answer: PostAnswer,
  now: Date,
  ofCode: (errcode: number, body: unknown) => SendVerdict,
): SendVerdict {
  if (answer.kind === 'unsent') return { receipt: retryAfter(now, 5000, 'offline'), trouble: 'no connection' }
  if (answer.kind === 'unknown') return { receipt: { outcome: 'uncertain' }, trouble: 'the line died' }
  const errcode = (answer.body as { errcode?: unknown } | null)?.errcode
  if (typeof errcode === 'number') return ofCode(errcode, answer.body)
  const { status } = answer
  const trouble = `HTTP ${status}`
  if (status === 429) return { receipt: retryAfter(now, 60_000, 'rate-limit'), trouble }
  if (status === 503) return { receipt: retryAfter(now, 10_000, 'timeout'), trouble }
  if (status >= 500 || status < 400) return { receipt: { outcome: 'uncertain' }, trouble }
  return { receipt: { outcome: 'refused', reason: 'rejected' }, trouble }
}
