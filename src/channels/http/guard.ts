import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Clock } from '../../core/clock.ts'

/** Why a request to a webhook is not looked at. */
export type Objection = 'too-many' | 'too-old' | 'replayed'

/** Keeps a webhook from being flooded, and from taking the same request twice. */
export interface Guard {
  /** Counts a request of a source; null when it may be looked at. */
  admit(source: string): 'too-many' | null
  /** Counts a request that was not signed; a source with many of them is no longer looked at for a while. */
  suspect(source: string): void
  /** Judges a request whose signature is right, by its time and the signature itself. */
  fresh(signature: string, at: Date): Exclude<Objection, 'too-many'> | null
  /** The request was dealt with: the same one is a replay from now on. */
  done(signature: string): void
}

export interface GuardLimits {
  /** The most requests of one source in a minute, and the most that are not signed. */
  perMinute: number
  unsignedPerMinute: number
  /** How far a request's time may lie from ours. */
  windowMs: number
}

/** Sources and signatures are remembered up to this many. */
const mostRemembered = 20_000

/** Makes the guard of one webhook. */
export function makeGuard(clock: Clock, { perMinute, unsignedPerMinute, windowMs }: GuardLimits): Guard {
  const asked = new Map<string, { minute: number; times: number; unsigned: number }>()
  const seen = new Map<string, number>()
  const count = (source: string) => {
    const minute = Math.floor(clock.now().getTime() / 60_000)
    let entry = asked.get(source)
    if (entry?.minute !== minute) {
      entry = { minute, times: 0, unsigned: 0 }
      asked.delete(source)
      asked.set(source, entry)
      forgetOldest(asked)
    }
    return entry
  }
  return {
    admit(source) {
      const entry = count(source)
      entry.times++
      return entry.times > perMinute || entry.unsigned >= unsignedPerMinute ? 'too-many' : null
    },
    suspect(source) {
      count(source).unsigned++
    },
    fresh(signature, at) {
      if (!(Math.abs(at.getTime() - clock.now().getTime()) <= windowMs)) return 'too-old'
      return seen.has(signature) ? 'replayed' : null
    },
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

/** Who sends a request: the other end of the line, or whom a proxy on this machine names. */
export function sourceOf(context: Context): string {
  const remote = addressOf(context)
  const isProxy = remote === '127.0.0.1' || remote === '::1' || remote === '::ffff:127.0.0.1'
  const named = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return isProxy && named ? named : remote
}

function addressOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? ''
  } catch {
    return '' // called without a line, as tests of routes may
  }
}
