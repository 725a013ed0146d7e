import type { Receipt, Refusal } from '../../core/delivery.ts'
import type { Failure } from './api.ts'

/** What Telegram's refusals mean; the first that fits. */
const refusals: readonly [pattern: RegExp, reason: Refusal][] = [
  [/blocked by the user|user is deactivated/i, 'blocked'],
  [/can't initiate conversation/i, 'cannot-push'],
  [/kicked|not a member|CHAT_WRITE_FORBIDDEN|group is deactivated/i, 'left'],
  [/chat not found|PEER_ID_INVALID|user not found/i, 'unknown-chat'],
  [/too long/i, 'too-long'],
]

const offlineMs = 5000
/** A wrong token does not become right by asking often. */
const signedOutMs = 60_000

/** What became of a send that failed. Nobody can say of a lost connection whether the message was taken. */
export function telegramReceiptOf(failure: Failure, { now, isGroup }: { now: Date; isGroup: boolean }): Receipt {
  const later = (ms: number) => new Date(now.getTime() + ms)
  if (failure.kind !== 'answered')
    return failure.kind === 'lost'
      ? { outcome: 'uncertain' }
      : { outcome: 'retry', notBefore: later(offlineMs), reason: 'offline' }
  const { code, description, retryAfter } = failure
  if (code === 429) {
    const notBefore = later((retryAfter ?? 1) * 1000)
    // A group has a limit of its own; elsewhere it is the bot as a whole that is too fast.
    return { outcome: 'retry', notBefore, reason: 'rate-limit', ...(isGroup ? {} : { wholeChannel: true }) }
  }
  if (isSignedOut(failure))
    return { outcome: 'retry', notBefore: later(signedOutMs), reason: 'offline', wholeChannel: true }
  if (code >= 500) return { outcome: 'retry', notBefore: later(offlineMs), reason: 'offline' }
  const known = refusals.find(([pattern]) => pattern.test(description))
  return { outcome: 'refused', reason: known?.[1] ?? 'rejected' }
}

/** Whether Telegram does not know the token (404 for one that has not even the form of one). */
export const isSignedOut = (failure: Failure): boolean =>
  failure.kind === 'answered' && (failure.code === 401 || failure.code === 404)
