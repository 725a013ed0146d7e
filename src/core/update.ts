/** A group or a direct talk on some channel. `id` is unique over all channels (`web:class-1`). */
export interface Chat {
  id: string
  channel: string
  kind: 'private' | 'group'
  title: string
}

/** The part someone plays; what each part may do is decided in `bot/rights.ts` alone. */
export type Role = 'student' | 'counselor'

/** A human as a channel knows them. `id` is unique over all channels; `name` is only for addressing them in a reply. */
export interface Person {
  id: string
  name: string
  role: Role
  /** Their private chat with the bot, where the channel can open one unasked; else null. */
  privateChat: Chat | null
}

/** A picture that arrived or leaves. `url` is readable by the channel that carries it. */
export interface Picture {
  url: string
  alt: string
  /** SHA-256 of the bytes in hexadecimal, where the channel has seen them: equal pictures are found by it. */
  hash?: string
}

/** The content of an update, parsed at the edge: `text` is always there, possibly empty. */
export interface Message {
  text: string
  images: readonly Picture[]
  /** True when the platform says that the bot was @-mentioned. */
  mentioned: boolean
  /** True when this message replies to or quotes one of the bot's. */
  repliesToBot: boolean
}

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
}
