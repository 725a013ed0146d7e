import type { Delivery, Receipt } from './delivery.ts'
import type { Chat, Inbox } from './update.ts'

/**
 * What a platform can do. Rooms further in ask for abilities, never for a platform's name.
 * - `private`: talks with one person; `reads-groups`, `writes-groups`: hears and speaks in groups
 * - `unprompted`: may write first to a person or group it knows
 * - `choices`, `images`, `files`, `mentions`: buttons, pictures, files, naming someone
 * - `receipts`: the platform says that a message was taken
 * - `idempotent`: sending the same delivery again shows it once
 */
export type Ability = (typeof abilities)[number]

/** All of them. */
export const abilities = [
  'private',
  'reads-groups',
  'writes-groups',
  'unprompted',
  'choices',
  'images',
  'files',
  'mentions',
  'receipts',
  'idempotent',
] as const

/** How much a platform takes before it objects; the dispatcher never goes over it. Null where a platform sets no limit. */
export interface SendLimits {
  perSecond: number | null
  /** The least time between two messages to one chat, in milliseconds. */
  perChatMs: number | null
  perGroupPerMinute: number | null
  /** Over all chats, in any 24 hours. */
  perDay: number | null
}

export const noLimits: SendLimits = { perSecond: null, perChatMs: null, perGroupPerMinute: null, perDay: null }

/** How a channel is doing, for `/healthz`, `farewell status` and the operator; `detail` is for people and holds no secret. */
export interface ChannelStatus {
  state: 'up' | 'starting' | 'waiting' | 'down'
  detail: string
}

/** A group that a channel knows by its settings, before anything was heard there; `unit` is the class whose group it is. */
export interface KnownGroup {
  chat: Chat
  unit: { college: string; className: string } | null
}

/** A place where people write to us; implemented once per platform. */
export interface Channel {
  readonly name: string
  readonly abilities: ReadonlySet<Ability>
  readonly limits: SendLimits
  /** The platform takes one answer to a message: what answers the same update is sent as one. */
  readonly answersOnce?: boolean
  /**
   * Where people come in by personal links, each for a roster number: their handles are this and the number. Whoever holds one can be written to before
   * they wrote anything, and nobody once it has ended.
   */
  readonly linkPrefix?: string
  /** Groups that can be written to although the channel never hears anything there. */
  readonly groups?: readonly KnownGroup[]
  /**
   * Begins to hand updates to the inbox, one at a time and in order per chat. Resolves soon: a platform that cannot be
   * reached is told by `status` and tried again, it never stops the others.
   */
  start(inbox: Inbox): Promise<void>
  status(): ChannelStatus
  /** A picture (PNG) that somebody has to scan before the platform lets the channel in; null while it waits for none. */
  loginPicture?(): Uint8Array | null
  /** Sends one delivery. Never throws for what platforms do every day; says it in the receipt. */
  send(delivery: Delivery, signal: AbortSignal): Promise<Receipt>
  stop(): Promise<void>
}

/** Whether a channel may write first, to one person or to a group. */
export const mayBegin = ({ abilities }: Pick<Channel, 'abilities'>, to: 'private' | 'writes-groups'): boolean =>
  abilities.has('unprompted') && abilities.has(to)

/** The names of the channels that may write first to a person. */
export const beginningWithPeople = (channels: Iterable<Pick<Channel, 'name' | 'abilities'>>): ReadonlySet<string> =>
  new Set([...channels].filter(c => mayBegin(c, 'private')).map(c => c.name))
