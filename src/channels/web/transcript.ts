import type { WireMessage } from './wire.ts'

/** The web chat's own memory of what was written, as another platform's servers would keep it. */
export interface Transcript {
  /** Saves a message of the bot unless one with this id is there; returns it with its number, or null when it was there. */
  add(message: Omit<WireMessage, 'seq'>): Promise<WireMessage | null>
  /** Whether a message with this id is there. */
  has(id: string): Promise<boolean>
  /** The `limit` messages of these chats that come next after `seq`, oldest first. */
  next(seq: number, options: { chats: readonly string[]; limit: number }): Promise<WireMessage[]>
  /** Messages of these chats after `seq`, oldest first, at most `limit`, and if there are more, the newest. */
  after(seq: number, options: { chats: readonly string[]; limit: number }): Promise<WireMessage[]>
  /** The `limit` messages of a chat right before `seq`, oldest first. */
  before(seq: number, options: { chat: string; limit: number }): Promise<WireMessage[]>
}
