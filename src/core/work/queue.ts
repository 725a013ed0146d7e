import type { ClassRef } from '../roster.ts'

/** What waits to leave by a channel: how much, and since when (epoch milliseconds). */
export interface Waiting {
  channel: string
  count: number
  since: number
}

/** A message to many of which nobody knows whether it arrived; it is held for a person. */
export interface UncertainSend {
  id: string
  channel: string
  /** Epoch milliseconds. */
  at: number
  /** The broadcast that it is a copy of; empty for what else went to a group. */
  broadcast: string
  /** Whether that broadcast still holds: only then is it sent again. */
  isHolding: boolean
  /** The class of whoever it was for; null where none is known. */
  unit: ClassRef | null
  /** The title of the group, or the name of the person. */
  to: string
}

/** What can be asked of the messages that wait. */
export interface QueueReads {
  waiting(): Promise<Waiting[]>
  /** At most so many that are held for a person, the newest first. */
  uncertain(most: number): Promise<UncertainSend[]>
}

/** What a person decided about messages that were held: they arrived, or they are sent again. */
export interface QueueEffect {
  do: 'settle-uncertain'
  ids: readonly string[]
  as: 'arrived' | 'again'
}
