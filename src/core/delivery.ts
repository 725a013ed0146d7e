import type { Picture } from './update.ts'

/** One thing a person may pick; shown as a button, or as a numbered line where there are none. */
export interface Choice {
  /** What is sent back when it is picked; at most 60 bytes, so that every platform can carry it. */
  value: string
  label: string
}

/** What is said, before it has an address. */
export interface Saying {
  text: string
  choices: readonly Choice[]
  images: readonly Picture[]
  /** Files to take away; `url` is readable by the channel that carries it. */
  files?: readonly { url: string; name: string }[]
  /** Whether 有用/没用 may be offered below it. */
  rateable: boolean
}

/** Something to say without an offer to rate it. */
export const saying = (text: string, choices: readonly Choice[] = [], images: readonly Picture[] = []): Saying => ({
  text,
  choices,
  images,
  rateable: false,
})

/** Why a message leaves. Urgent things go first, and what was sent to many is never sent twice on a guess. */
export type Purpose = 'safety' | 'reply' | 'reminder' | 'broadcast'

/** Where a delivery stands: waiting for its turn, being sent, or ended. */
export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'refused' | 'uncertain' | 'failed' | 'cancelled'

/** The order in which waiting deliveries leave: lower first. */
export const priorityOf: Record<Purpose, number> = { safety: 0, reply: 1, reminder: 2, broadcast: 3 }

/** One message to one chat, waiting or done. */
export interface Delivery extends Saying {
  id: string
  purpose: Purpose
  /** What must happen once has a unique key. Nothing is read out of it. */
  key: string
  /** The update that it answers; absent where nobody asked. */
  answers?: string
  chatId: string
  channel: string
  chatKind: 'private' | 'group'
  /** The person it is meant for (to be named in a group), or null for everyone in the chat. */
  to: string | null
  at: Date
  attempts: number
}

/** Why a platform will never take a message. */
export type Refusal = 'blocked' | 'left' | 'too-long' | 'unknown-chat' | 'cannot-push' | 'rejected'

/** What became of one attempt to send. */
export type Receipt =
  | { outcome: 'delivered'; nativeId: string }
  /** `wholeChannel`: the platform wants to hear nothing at all until then. */
  | { outcome: 'retry'; notBefore: Date; reason: 'rate-limit' | 'timeout' | 'offline'; wholeChannel?: boolean }
  | { outcome: 'refused'; reason: Refusal }
  | { outcome: 'uncertain' }
