import { randomUUID } from 'node:crypto'
import type { Clock, Ids } from '../core/clock.ts'

/** The time of the machine. */
export const systemClock: Clock = { now: () => new Date(), elapsed: () => performance.now() }
/** Random ids. */
export const systemIds: Ids = { next: randomUUID }
