import type { PickFailure } from '../core/picking.ts'

/** Keeps a service from being asked while it is away. Where one question is let through to try it again, no other is until that one is answered. */
export interface Breaker {
  /** Whether a question may be asked now; it is then to be told what became of it. */
  mayAsk(): boolean
  answered(): void
  failed(why: PickFailure): void
  /** What was let through was not asked after all. */
  spared(): void
  isResting(): boolean
}

/** So many failures in a row, and it is not asked for a while: half a minute, then ever longer. One that was waited for in vain is enough. */
const mostFailures = 3
const firstRestMs = 30_000
const longestRestMs = 10 * 60_000

/** Makes one; `elapsed` are milliseconds that only run on. */
export function makeBreaker(elapsed: () => number): Breaker {
  let failures = 0
  let rests = 0
  let until = Number.NEGATIVE_INFINITY
  let isTrying = false
  return {
    mayAsk() {
      if (rests === 0) return true
      if (isTrying || elapsed() < until) return false
      isTrying = true
      return true
    },
    answered() {
      failures = 0
      rests = 0
      isTrying = false
    },
    failed(why) {
      failures++
      if (failures >= mostFailures || why === 'timeout' || isTrying) {
        until = elapsed() + Math.min(longestRestMs, firstRestMs * 2 ** rests)
        rests++
      }
      isTrying = false
    },
    spared() {
      isTrying = false
    },
    isResting: () => rests > 0 && elapsed() < until,
  }
}
