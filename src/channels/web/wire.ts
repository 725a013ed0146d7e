import { z } from 'zod'
import { longestText, mostPictures } from '../../core/text/length.ts'

/** The frames between the web chat's page and its server. The server parses what comes in; the page takes the types. */

/** A picture in a message. */
export interface WirePicture {
  url: string
  alt: string
}

/** One line of a chat as the page shows it. `from` is null when the bot speaks. */
export interface WireMessage {
  /** Grows by one a message over all chats; the page asks for what came after the last one it has. */
  seq: number
  id: string
  chat: string
  from: { id: string; name: string } | null
  /** The person a bot's message in a group is meant for. */
  to: { id: string; name: string } | null
  text: string
  images: WirePicture[]
  /** Files to take away, as links. */
  files?: { url: string; name: string }[]
  choices: { value: string; label: string }[]
  rateable: boolean
  /** ISO instant. */
  at: string
}

/** Someone the page may speak as: all the fake people in the sandbox, only oneself otherwise. */
export interface WirePerson {
  id: string
  name: string
  role: 'student' | 'counselor'
  /** The roster number that a personal link or the sandbox's cast vouches for. */
  number?: string
}

/** A chat that the page may open. `members` are people's ids. */
export interface WireChat {
  id: string
  kind: 'private' | 'group'
  title: string
  members: string[]
}

/** Everything that the page needs to begin. */
export interface WireStart {
  mode: 'sandbox' | 'signed'
  school: { name: string; isSample: boolean }
  botName: string
  people: WirePerson[]
  chats: WireChat[]
  clock: WireClock
  /** The words on the two rating buttons. */
  rating: { useful: string; useless: string }
  /** The most characters and pictures of one message. */
  most: { text: number; pictures: number }
}

/** The bot's clock: `pretended` when it was set by hand. */
export interface WireClock {
  at: string
  pretended: boolean
}

/** POST /api/messages. `id` is made by the page, so that sending again after a lost answer changes nothing. */
export const sendSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  chat: z.string().min(1).max(100),
  person: z.string().min(1).max(100),
  text: z.string().max(longestText),
  /** Names returned by POST /api/pictures and /api/videos. */
  pictures: z
    .array(z.string().regex(/^[a-z0-9-]{8,64}\.(png|jpg|gif|webp|mp4|mov)$/))
    .max(mostPictures)
    .default([]),
  /** True when the line answers one of the bot's (a reply, or a button below it). */
  repliesToBot: z.boolean().default(false),
})

/** What a POST of a message is answered when it and its turn are saved; `isKept` is false when the turn itself deleted it again. */
export interface WireTaken {
  ok: true
  isKept: boolean
}

/** POST /api/clock: an ISO instant, or null for the real time. */
export const clockSchema = z.strictObject({ at: z.iso.datetime({ offset: true }).nullable() })

/** What an answer that is no success holds: a code for the page's own words, and for programmers a detail. */
export interface WireError {
  error:
    | 'no-such-chat'
    | 'too-large'
    | 'too-long'
    | 'not-a-picture'
    | 'no-such-picture'
    | 'too-many-pictures'
    | 'no-room'
    | 'busy'
    | 'no-pass'
    | 'not-a-member'
    | 'sandbox-only'
    | 'bad-frame'
    | 'other-origin'
    | 'other-host'
    | 'not-found'
    | 'broken'
  detail?: string
  /** What the page tells the person, where only the server can say it. */
  says?: string
}
