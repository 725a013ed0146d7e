import { largestPicture, largestVideo } from '../../core/asset.ts'
import type { Chat, Message, Person, Update } from '../../core/update.ts'
import {
  type TelegramChat,
  type TelegramEntity,
  type TelegramMessage,
  type TelegramUpdate,
  type TelegramUser,
  updateSchema,
} from './wire.ts'

/** The bot itself, as getMe says. */
export interface Me {
  id: number
  username: string
}

/** What an update from Telegram means to us. */
export type Decoded =
  | {
      kind: 'message'
      /** Complete but for its pictures. */
      update: Update
      /** File ids of the pictures that belong to it, and of those in what it quotes, where it speaks to the bot. */
      pictures: string[]
      /** File ids of its videos that are small enough to be had. */
      videos: string[]
      quotedPictures: string[]
      /** Where a reply is to stand; null for a button that was pressed. */
      place: { message: number; thread: number | null } | null
      /** The press of a button, which Telegram wants confirmed. */
      press: string | null
    }
  | { kind: 'moved'; from: number; to: Chat; toId: number }
  /** The bot was let in or put out; for a person: unblocked or blocked. */
  | { kind: 'membership'; chat: number; isPrivate: boolean; isIn: boolean }
  | { kind: 'ignored' }

/** What a decoder must know besides the update. */
export interface Surroundings {
  me: Me
  now: Date
  /** Whether a person's private chat is open, so that something can be said there. */
  isOpen(person: number): boolean
}

export const chatIdOf = (id: number) => `telegram:${id}`
/** The number in an id of ours, or null when it is none. */
export const telegramNumberIn = (id: string) =>
  /^telegram:-?\d+$/.test(id) ? Number(id.slice('telegram:'.length)) : null

/** What an update means; null when it is none that can be read. */
export function decodeTelegram(raw: unknown, around: Surroundings): Decoded | null {
  const parsed = updateSchema.safeParse(raw)
  if (!parsed.success) return null
  const { message, callback_query: press, my_chat_member: membership } = parsed.data
  if (membership) {
    const { chat, new_chat_member: me } = membership
    const isIn = !['left', 'kicked'].includes(me.status)
    if (chat.type !== 'channel') return { kind: 'membership', chat: chat.id, isPrivate: chat.type === 'private', isIn }
  }
  if (press) return decodePress(parsed.data.update_id, press, around)
  return message ? decodeMessage(parsed.data.update_id, message, around) : { kind: 'ignored' }
}

function decodeMessage(id: number, message: TelegramMessage, around: Surroundings): Decoded {
  const { chat, from, sender_chat: sender } = message
  const { migrate_to_chat_id: movedTo, migrate_from_chat_id: movedFrom } = message
  if (movedTo !== undefined)
    return { kind: 'moved', from: chat.id, to: chatOf({ ...chat, id: movedTo }), toId: movedTo }
  if (movedFrom !== undefined) return { kind: 'moved', from: movedFrom, to: chatOf(chat), toId: chat.id }
  const isOthers = chat.type === 'channel' || message.is_automatic_forward || (from?.is_bot && !sender)
  if (isOthers || (!from && !sender) || !hasContent(message)) return { kind: 'ignored' }
  const content = contentOf(message, around.me)
  const isForUs = chat.type === 'private' || content.mentioned
  return {
    kind: 'message',
    update: {
      id: chatIdOf(id),
      chat: chatOf(chat),
      // An administrator who stays anonymous writes as the group; whoever it is, nothing personal may hang on it.
      person: sender ? groupItself(sender) : personOf(from!, chat, around),
      at: new Date(message.date * 1000),
      message: content,
    },
    pictures: picturesIn(message),
    videos: videosIn(message),
    quotedPictures: isForUs && !content.repliesToBot ? quotedPicturesIn(message) : [],
    place: {
      message: message.message_id,
      thread: message.is_topic_message ? (message.message_thread_id ?? null) : null,
    },
    press: null,
  }
}

/** A button is as good as saying what stands for it, in reply to the bot. */
function decodePress(id: number, press: NonNullable<TelegramUpdate['callback_query']>, around: Surroundings): Decoded {
  const { message, data, from } = press
  if (!message || !data || message.chat.type === 'channel') return { kind: 'ignored' }
  return {
    kind: 'message',
    update: {
      id: chatIdOf(id),
      chat: chatOf(message.chat),
      person: personOf(from, message.chat, around),
      at: around.now,
      message: { text: data, images: [], mentioned: false, repliesToBot: true },
    },
    pictures: [],
    videos: [],
    quotedPictures: [],
    place: null,
    press: press.id,
  }
}

const contents = ['text', 'photo', 'document', 'sticker', 'voice', 'audio', 'video', 'video_note', 'animation'] as const
/** Whether somebody wrote it; comings, goings and new titles are notices of the platform. */
const hasContent = (m: Partial<Pick<TelegramMessage, (typeof contents)[number] | 'contact' | 'location'>>) =>
  [...contents, 'contact' as const, 'location' as const].some(field => m[field] !== undefined)

function contentOf(message: TelegramMessage, me: Me): Message {
  const { reply_to_message: earlier, external_reply: elsewhere } = message
  const whole = message.text ?? message.caption ?? ''
  const { text, mentioned } = withoutOurName(whole, message.entities ?? message.caption_entities ?? [], me)
  const quoted = quotedIn(message)
  return {
    text: payloadOf(text),
    images: [],
    mentioned,
    repliesToBot: (earlier?.from ?? elsewhere?.origin?.sender_user)?.id === me.id,
    ...(quoted === null ? {} : { quoted }),
    ...(message.forward_origin === undefined ? {} : { isForwarded: true }),
  }
}

/**
 * The words of what a message quotes or replies to, here or in another chat (of which there is only the chosen part, or the link that it shows);
 * empty for a picture and the like, null for a notice of the platform, such as the beginning of a topic.
 */
function quotedIn({ reply_to_message: earlier, external_reply: elsewhere, quote }: TelegramMessage): string | null {
  const words = quote?.text ?? earlier?.text ?? earlier?.caption
  const link = elsewhere?.link_preview_options?.url
  const all = [words ?? '', link && !words?.includes(link) ? link : ''].filter(t => t !== '').join('\n')
  return all !== '' || elsewhere || (earlier && hasContent(earlier)) ? all : null
}

/** Takes mentions of the bot out of a text, wherever they stand, and its name out of commands (`/help@name`). */
function withoutOurName(
  whole: string,
  entities: readonly TelegramEntity[],
  me: Me,
): { text: string; mentioned: boolean } {
  const name = `@${me.username}`.toLowerCase()
  let text = whole
  let mentioned = false
  // From the end, so that what is taken out does not move the rest.
  for (const { type, offset, length, user } of [...entities].sort((a, b) => b.offset - a.offset)) {
    const said = whole.slice(offset, offset + length).toLowerCase()
    const isMention = (type === 'mention' && said === name) || (type === 'text_mention' && user?.id === me.id)
    const isCommand = type === 'bot_command' && said.endsWith(name)
    if (!isMention && !isCommand) continue
    mentioned = true
    const from = isCommand ? offset + length - name.length : offset
    text = `${text.slice(0, from)} ${text.slice(offset + length)}`
  }
  return { text: mentioned ? text.replace(/ {2,}/g, ' ').trim() : text, mentioned }
}

/** A link `t.me/<bot>?start=<word>` makes the app send `/start <word>`; the word is what is meant. */
const payloadOf = (text: string) => /^\/start\s+(\S+)$/.exec(text.trim())?.[1] ?? text

/** The pictures of what a message replies to, here or in another chat. */
const quotedPicturesIn = ({ reply_to_message: earlier, external_reply: elsewhere }: TelegramMessage) =>
  [earlier, elsewhere].flatMap(there => (there ? picturesIn(there) : []))

/** Of each picture the largest size that we take; documents that are pictures too. */
function picturesIn({ photo = [], document }: Pick<TelegramMessage, 'photo' | 'document'>): string[] {
  const fits = photo.filter(size => (size.file_size ?? 0) <= largestPicture)
  const largest = fits.sort((a, b) => (b.width ?? 0) - (a.width ?? 0))[0]
  const isPicture = document?.mime_type?.startsWith('image/') && (document.file_size ?? 0) <= largestPicture
  return [...(largest ? [largest.file_id] : []), ...(document && isPicture ? [document.file_id] : [])]
}

/** Videos, and documents that are videos, as far as Telegram hands them out. */
const videosIn = ({ video, document }: Pick<TelegramMessage, 'video' | 'document'>): string[] =>
  [video, document].flatMap(file => {
    const isTaken = videoTypes.includes(file?.mime_type ?? '') && (file?.file_size ?? 0) <= largestVideo
    return file?.file_id !== undefined && isTaken ? [file.file_id] : []
  })

const videoTypes = ['video/mp4', 'video/quicktime']

function chatOf({ id, type, title = '' }: TelegramChat): Chat {
  return { id: chatIdOf(id), channel: 'telegram', kind: type === 'private' ? 'private' : 'group', title }
}

/** A person's private chat has the person's own number; a bot may write there only once it was opened from the other side. */
function personOf(user: TelegramUser, chat: TelegramChat, { isOpen }: Surroundings): Person {
  const home = chat.type === 'private' || isOpen(user.id)
  return {
    id: chatIdOf(user.id),
    name: telegramNameOf(user),
    role: 'student',
    privateChat: home ? { id: chatIdOf(user.id), channel: 'telegram', kind: 'private', title: '' } : null,
  }
}

const groupItself = ({ id, title = '' }: { id: number; title?: string | undefined }): Person => ({
  id: chatIdOf(id),
  name: title,
  role: 'student',
  privateChat: null,
})

const longestName = 32

/** What somebody calls themselves, on one line and not longer than a name. */
export function telegramNameOf({
  first_name: first,
  last_name: last = '',
}: {
  first_name: string
  last_name?: string | undefined
}): string {
  const line = `${first} ${last}`.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/\s+/g, ' ')
  return Array.from(line.trim()).slice(0, longestName).join('')
}
