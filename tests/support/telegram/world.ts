/** A user of the emulated Telegram. */
export interface User {
  id: number
  first_name: string
  username?: string
}

/** A chat of the emulated Telegram. A private chat has its person's id. */
export interface TgChat {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title?: string
  /** Whether the bot is in it, or the person has opened the chat and not blocked the bot. */
  state: 'open' | 'never' | 'blocked' | 'kicked'
  movedTo?: number
}

/** A message of the bot as it is shown. */
export interface Sent {
  method: string
  chat: number
  id: number
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: as it came over the wire
  fields: Record<string, any>
  uploads: { name: string; bytes: Uint8Array }[]
  at: number
}

/** What somebody writes. */
export interface Writing {
  from: User
  chat: number
  text?: string
  caption?: string
  photo?: Uint8Array
  document?: { bytes: Uint8Array; mime: string; name: string }
  repliesTo?: Sent
  // biome-ignore lint/suspicious/noExplicitAny: any other field of a message
  more?: Record<string, any>
}

/** Marks commands and mentions as Telegram's servers do. */
export function entitiesOf(text: string): { type: string; offset: number; length: number }[] {
  const found = (type: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(m => ({ type, offset: m.index, length: m[0].length }))
  return [
    ...found('bot_command', /(?<![\w/])\/[A-Za-z0-9_]{1,32}(@\w+)?/g),
    ...found('mention', /(?<!\w)@[A-Za-z]\w{4,31}/g),
  ].sort((a, b) => a.offset - b.offset)
}
