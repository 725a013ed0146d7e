import type { Delivery, Receipt } from './delivery.ts'
import type { Inbox } from './update.ts'

/** What a platform can do. Rooms further in ask for abilities, never for a platform's name. */
export type Ability = 'choices' | 'images' | 'mentions' | 'members' | 'unprompted'

/** A place where people write to us; implemented once per platform. */
export interface Channel {
  readonly name: string
  readonly abilities: ReadonlySet<Ability>
  /** Begins to hand updates to the inbox, one at a time and in order per chat. */
  start(inbox: Inbox): Promise<void>
  /** Sends one delivery. Never throws for what platforms do every day; says it in the receipt. */
  send(delivery: Delivery, signal: AbortSignal): Promise<Receipt>
  stop(): Promise<void>
}
