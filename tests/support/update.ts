import type { Role } from '../../src/core/role.ts'
import type { Picture, Shown, Update } from '../../src/core/update.ts'

/** What differs from a student's private message at noon in June. */
export interface Sent {
  id?: string
  text?: string
  room?: string
  from?: string
  role?: Role
  at?: Date
  mentioned?: boolean
  replies?: boolean
  images?: number
  videos?: readonly Picture[]
  /** The platform; `test` unless given. */
  channel?: string
  /** The name of the room, when it is not its id. */
  title?: string
  /** Whether the handle may change at the platform's next login. */
  isFleeting?: boolean
  /** What a QR code in the (one) picture says. */
  code?: string
  quoted?: string
  /** A quoted picture: what a QR code in it says, or empty where it holds none. */
  quotedCode?: string
  shownBefore?: Shown
  forwarded?: boolean
  /** The bot cannot open a private chat with them. */
  unreachable?: boolean
}

let count = 0
const quotedPicture = (code: string): Picture => ({ url: '/picture/q', alt: '', ...(code === '' ? {} : { code }) })

/** An update as a channel hands it over; every one has an id of its own unless one is given. */
export function anUpdate(sent: Sent = {}): Update {
  const { channel = 'test', title = sent.room ?? '' } = sent
  const { text = '你好', room, from = 'u1', role = 'student', at = new Date('2026-06-10T04:00:00Z') } = sent
  return {
    id: sent.id ?? `update-${++count}`,
    chat: {
      id: room === undefined ? `private/${from}` : `room/${room}`,
      channel,
      kind: room === undefined ? 'private' : 'group',
      title,
    },
    person: {
      id: from,
      name: from,
      role,
      privateChat: sent.unreachable ? null : { id: `private/${from}`, channel, kind: 'private', title: '' },
      ...(sent.isFleeting === undefined ? {} : { isFleeting: sent.isFleeting }),
    },
    at,
    message: {
      text,
      images: sent.code
        ? [{ url: '/picture/0', alt: '', code: sent.code }]
        : Array.from({ length: sent.images ?? 0 }, (_, n) => ({ url: `/picture/${n}`, alt: '' })),
      ...(sent.videos ? { videos: sent.videos } : {}),
      mentioned: sent.mentioned ?? false,
      repliesToBot: sent.replies ?? false,
      ...(sent.quoted === undefined && sent.quotedCode === undefined ? {} : { quoted: sent.quoted ?? '' }),
      ...(sent.quotedCode === undefined ? {} : { quotedImages: [quotedPicture(sent.quotedCode)] }),
      ...(sent.shownBefore ? { shownBefore: sent.shownBefore } : {}),
      ...(sent.forwarded ? { isForwarded: true } : {}),
    },
  }
}
