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

/** One message to one chat, waiting or done. */
export interface Delivery extends Saying {
  id: string
  /** What must happen once has a unique key, such as `reply:<update>:0`. */
  key: string
  chatId: string
  channel: string
  /** The person it is meant for (to be named in a group), or null for everyone in the chat. */
  to: string | null
  at: Date
  attempts: number
}

/** What became of one attempt to send. */
export type Receipt =
  | { outcome: 'delivered'; nativeId: string }
  | { outcome: 'retry'; notBefore: Date; reason: 'rate-limit' | 'timeout' | 'offline' }
  | { outcome: 'refused'; reason: 'blocked' | 'left' | 'too-long' | 'unknown-chat' }
  | { outcome: 'uncertain' }
