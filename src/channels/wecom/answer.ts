import type { Clock } from '../../core/clock.ts'
import { postBody } from '../http/post.ts'
import { retryAfter, type SendVerdict, sendVerdictOn } from '../http/verdict.ts'
import { plainMarkdown } from './encode.ts'
import type { Exchange, Exchanges } from './exchanges.ts'

/**
 * Answers an exchange. It is taken once: when the fate of an earlier answer is unknown and this one is refused, the earlier arrived. An
 * exchange that was answered, or never will be, is closed.
 */
export async function answerExchange(
  { update, url, isTried }: Exchange,
  text: string,
  { exchanges, clock, signal }: { exchanges: Exchanges; clock: Clock; signal: AbortSignal },
): Promise<SendVerdict> {
  exchanges.mark(update, true)
  const body = JSON.stringify({ msgtype: 'markdown', markdown: { content: plainMarkdown(text) } })
  const verdict = sendVerdictOn(await postBody(url, body, signal), clock.now(), errcode => {
    if (errcode === 0) return { receipt: { outcome: 'delivered', nativeId: update }, trouble: null }
    if (errcode === 45009) return { receipt: retryAfter(clock.now(), 60_000, 'rate-limit'), trouble: null }
    if (errcode === -1) return { receipt: retryAfter(clock.now(), 5000, 'timeout'), trouble: null }
    if (isTried) return { receipt: { outcome: 'delivered', nativeId: update }, trouble: null }
    return { receipt: { outcome: 'refused', reason: 'cannot-push' }, trouble: `error ${errcode}` }
  })
  const { outcome } = verdict.receipt
  if (outcome === 'retry' && !isTried) exchanges.mark(update, false)
  if (outcome === 'delivered' || outcome === 'refused') exchanges.close(update)
  return verdict
}
