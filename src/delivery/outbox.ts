import type { Delivery } from '../core/delivery.ts'
import type { Settled } from './retry.ts'

/** Which deliveries a claim is about: those of one channel, or those of channels that are not there. */
export type ClaimOf = { channel: string } | { outside: readonly string[] }

/**
 * Where deliveries wait. `claim` hands out due ones under a lease, urgent purposes and then older ones first, never past an
 * unfinished one of the same chat and purpose; without `of`, of every channel. Leases are measured by `leaseNow` (`now` where it is left out): who
 * sends must not lose one because somebody set the clock.
 */
export interface Outbox {
  claim(now: Date, options: { of?: ClaimOf; limit: number; leaseUntil: Date; leaseNow?: Date }): Promise<Delivery[]>
  /** Saves what became of what was claimed. Resolves to the ids of which nothing was saved, because somebody else may send them by now. */
  settle(settled: readonly Settled[], now: Date): Promise<readonly string[]>
  /** When the next waiting delivery is due, or null. */
  nextDue(): Promise<Date | null>
}
