import type { PostAnswer } from '../http/post.ts'
import { retryAfter, type SendVerdict, sendVerdictOn } from '../http/verdict.ts'

/** After too many messages DingTalk takes none for this long. */
const deafMs = 10 * 60_000

/** What an answer of DingTalk means; `now` is when it came. */
export function dingtalkReceiptOf(answer: PostAnswer, now: Date): SendVerdict {
  return sendVerdictOn(answer, now, errcode => {
    switch (errcode) {
      case 0:
        return { receipt: { outcome: 'delivered', nativeId: '' }, trouble: null }
      case -1:
        return { receipt: retryAfter(now, 5000, 'timeout'), trouble: null }
      case 130101:
        return { receipt: retryAfter(now, deafMs, 'rate-limit'), trouble: 'too many messages, waiting ten minutes' }
      case 300001:
        return { receipt: { outcome: 'refused', reason: 'left' }, trouble: 'removed from its group' }
      case 310000:
        return {
          receipt: { outcome: 'refused', reason: 'rejected' },
          trouble: 'the signature, keyword or address does not fit (310000)',
        }
      default:
        return { receipt: { outcome: 'refused', reason: 'rejected' }, trouble: `error ${errcode}` }
    }
  })
}
