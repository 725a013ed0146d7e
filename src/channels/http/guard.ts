import type { Clock } from '../../core/clock.ts'

/** Keeps a webhook from being flooded, and from taking the same request twice. */
export interface Guard {
  /** Counts a request of a source whose signature is right; null when it may be looked at. */
  admit(source: string): 'too-many' | null
  /** Counts a request that is not signed; a source with many of them is told so, and only those: behind a proxy all have one source. */
  suspect(source: string): 'too-many' | null
  /** Judges a request by its time, whoever sent it. */
  timely(at: Date): 'too-old' | null
  /** Judges a request whose signature is right by the signature itself. */
  fresh(signature: string): 'replayed' | null
  /** The request was dealt with: the same one is a replay from now on. */
  done(signature: string): void
}

export interface GuardLimits {
  /** The most signed requests of one source in a minute, and the most that are not signed before they are called too many. */
  perMinute: number
  unsignedPerMinute: number
  /** How far a request's time may lie from ours. */
  windowMs: number
}

/** Sources and signatures are remembered up to this many. */
const mostRemembered = 20_000

/** Makes the guard of one webhook. */
export function makeGuard(clock: Clock, { perMinute, unsignedPerMinute, windowMs }: GuardLimits): Guard {
  const asked = new Map<string, { minute: number; signed: number; unsigned: number }>()
  const seen = new Map<string, number>()
  const count = (source: string) => {
    const minute = Math.floor(clock.now().getTime() / 60_000)
    let entry = asked.get(source)
    if (entry?.minute !== minute) {
      entry = { minute, signed: 0, unsigned: 0 }
      asked.delete(source)
      asked.set(source, entry)
      forgetOldest(asked)
    }
    return entry
  }
  return {
    admit: source => (++count(source).signed > perMinute ? 'too-many' : null),
    suspect: source => (++count(source).unsigned > unsignedPerMinute ? 'too-many' : null),
    timely: at => (Math.abs(at.getTime() - clock.now().getTime()) <= windowMs ? null : 'too-old'),
    fresh: signature => (seen.has(signature) ? 'replayed' : null),
    done(signature) {
      const before = clock.now().getTime() - 2 * windowMs
      for (const [old, at] of seen) {
        if (at > before) break
        seen.delete(old)
      }
      seen.set(signature, clock.now().getTime())
      forgetOldest(seen)
    },
  }
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size > mostRemembered) map.delete(map.keys().next().value!)
}
