import type { Role } from './role.ts'

/** A group or a direct talk on some channel. `id` is unique over all channels (`web:class-1`). */
export interface Chat {
  id: string
  channel: string
  kind: 'private' | 'group'
  title: string
}

/** A human as a channel knows them. `id` is unique over all channels; `name` is only for addressing them in a reply. */
export interface Person {
  id: string
  name: string
  /** What the channel takes them for (the sandbox's cast); a roster that knows them says more. */
  role: Role
  /** The roster number that the channel itself vouches for (a signed link, the sandbox's cast). */
  number?: string
  /** Whether ids of the channel are only good until its next login, so that a known person or group may come back as a stranger. */
  isFleeting?: boolean
  /** Their private chat with the bot, where the channel can open one unasked; else null. */
  privateChat: Chat | null
}

/** A picture that arrived or leaves. `url` is readable by the channel that carries it. */
export interface Picture {
  url: string
  alt: string
  /** SHA-256 of the bytes in hexadecimal, where the channel has seen them: equal pictures are found by it. */
  hash?: string
  /** What a QR code in it says, where one was read. */
  code?: string
}

/** The content of an update, parsed at the edge: `text` is always there, possibly empty. */
export interface Message {
  text: string
  images: readonly Picture[]
  /** True when the platform says that the bot was @-mentioned. */
  /** Videos that were sent to the bot, where its channel can receive any: for a conversation that asks for some, and nothing else. */
  videos?: readonly Picture[]
  mentioned: boolean
  /** True when this message replies to or quotes one of the bot's. */
  repliesToBot: boolean
  /** What the message quotes or replies to, where the platform says it; empty when that holds no words (a picture, a voice). */
  quoted?: string
  /** The pictures in what is quoted, as far as they could be had. They are not the writer's: no conversation takes them for an answer. */
  quotedImages?: readonly Picture[]
  /** Whether it was forwarded from elsewhere. */
  isForwarded?: boolean
  /** What the same person wrote in the same chat within the last two minutes, oldest first; held in memory only. */
  earlier?: readonly string[]
  /** What the same person showed the bot in a group a few minutes ago, where it could not write to them; held in memory only. */
  shownBefore?: Shown
  /** The entries that the school's model service picked for the question before the turn, which may use them or not; held in memory only. */
  picked?: readonly string[]
  /**
   * The id under which it is kept as a line of our own transcript, in the transaction of its turn; set by a channel that has no platform to keep
   * what is written there.
   */
  line?: string
}

/** What is shown to the bot beside one's own words. */
export type Shown = Pick<Message, 'images' | 'quoted' | 'quotedImages'>

/** Anything received, once. `id` repeats when the platform repeats itself, and only then. */
export interface Update {
  id: string
  chat: Chat
  person: Person
  at: Date
  message: Message
  /** Set when nobody wrote: a run of a flow is due to be looked at. */
  timer?: { run: string }
}

/** What adapters hand updates to. Resolves when the update is saved; only then may the platform be told "received". */
export interface Inbox {
  update(update: Update): Promise<'done' | 'seen'>
  /** Something that the operator should know now, such as a login that waits to be scanned; told over another channel. */
  notice(notice: Notice): Promise<void>
  /** A group goes on under another id; everything kept of it moves along. */
  moved(from: string, to: Chat): Promise<void>
}

/** News of a channel for the one who runs the bot. `key` lets the same news be told once. */
export interface Notice {
  channel: string
  key: string
  /** `same-name`: two groups can no longer be told apart over logins. */
  kind: 'login-needed' | 'down' | 'up' | 'same-name'
  /** A picture to show (the QR code of a login), by its address. */
  picture: Picture | null
  detail: string
}
