import type { InputMediaPhoto } from 'telegraf/types'
import type { Asset, Assets } from '../../core/asset.ts'
import { type Clock, elapsedMs } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import type { Chat } from '../../core/update.ts'
import { type Api, CallError } from './api.ts'
import { chatIdOf, telegramNameOf, telegramNumberIn } from './decode.ts'
import { type Addressee, encode, type TelegramPart } from './encode.ts'
import type { Gate, Leaving, Passage } from './gate.ts'
import type { TelegramMemory } from './memory.ts'
import type { Wait } from './poll.ts'
import { telegramReceiptOf } from './receipt.ts'

/** What sending stands on. */
export interface DeliverParts {
  api: Api
  assets: Assets
  clock: Clock
  memory: TelegramMemory
  gate: Gate
  wait: Wait
  /** What people call themselves, as far as they wrote since the start. */
  names: ReadonlyMap<number, string>
  /** Where the messages stand that are being answered, by update id. */
  places: ReadonlyMap<string, { message: number; thread: number | null }>
  /** The words on the two buttons below an answer. */
  rating(): readonly string[]
  /** A group goes on under another id. */
  moved(from: number, to: number): Promise<void>
}

/** A longer wait between two messages of a delivery is left to the dispatcher, which has other chats to serve. */
const patienceMs = 12_000

/** Where a message goes. */
interface Target {
  chat: number
  isGroup: boolean
  isUrgent: boolean
  place: { message: number; thread: number | null } | undefined
}

/**
 * Shows a delivery. One of several messages is shown message by message, and how far it came is kept: another attempt, also after a restart, goes on
 * behind the last one that Telegram confirmed.
 */
export async function deliver(parts: DeliverParts, delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
  const { memory, clock, assets, rating, places } = parts
  const asked = telegramNumberIn(delivery.chatId)
  if (asked === null) return { outcome: 'refused', reason: 'unknown-chat' }
  const isGroup = delivery.chatKind === 'group'
  const addressee = isGroup ? await addresseeOf(parts, delivery, signal) : null
  const messages = await encode(delivery, { assets, addressee, rating: rating() })
  if (messages.length === 0) return { outcome: 'refused', reason: 'rejected' }
  const isUrgent = delivery.purpose === 'safety' || delivery.purpose === 'reply'
  const stands = isGroup ? places.get(delivery.answers ?? '') : undefined
  let nativeId = ''
  for (let n = memory.shownOf(delivery.id); n < messages.length; n++) {
    try {
      const place = n === 0 ? stands : stands && { ...stands, message: 0 }
      const target: Target = { chat: memory.nowAt(asked), isGroup, isUrgent, place }
      nativeId = await showWherever(parts, { part: messages[n]!, target, signal })
    } catch (error) {
      if (error instanceof PutOff) return { outcome: 'retry', notBefore: error.until, reason: 'rate-limit' }
      if (!(error instanceof CallError)) throw error
      const receipt = telegramReceiptOf(error.failure, { now: clock.now(), isGroup })
      if (receipt.outcome === 'refused') settleRefused(memory, delivery, asked)
      return receipt
    }
    if (messages.length > 1) memory.setShown(delivery.id, n + 1)
  }
  memory.forget(delivery.id)
  if (!isGroup) memory.setOpen(asked, true)
  return { outcome: 'delivered', nativeId: nativeId || delivery.chatId }
}

/** Somebody who is blocked out of a private chat cannot be written to until they open it again. */
function settleRefused(memory: TelegramMemory, delivery: Delivery, chat: number): void {
  memory.forget(delivery.id)
  if (delivery.chatKind === 'private') memory.setOpen(chat, false)
}

/** A message that may not leave for so long that it is not waited for. */
class PutOff extends Error {
  readonly until: Date
  constructor(until: Date) {
    super('put off')
    this.until = until
  }
}

/** Sends a message when it may leave. */
async function through<T>(
  { gate, clock, wait }: DeliverParts,
  { target, count, signal }: { target: Target; count: number; signal: AbortSignal },
  leave: () => Promise<T>,
): Promise<T> {
  const entry = { chat: `${target.chat}`, isGroup: target.isGroup, isUrgent: target.isUrgent, count }
  const passage = await opening({ gate, clock, wait }, entry, signal)
  try {
    return await leave()
  } finally {
    passage.answered(elapsedMs(clock))
  }
}

async function opening(
  { gate, clock, wait }: Pick<DeliverParts, 'gate' | 'clock' | 'wait'>,
  entry: Leaving,
  signal: AbortSignal,
): Promise<Passage> {
  const now = () => elapsedMs(clock)
  let passage = gate.enter(now(), entry)
  if (typeof passage !== 'number') return passage
  const patience = now() + patienceMs
  gate.queue(entry, 1)
  try {
    while (typeof passage === 'number') {
      if (passage > patience || signal.aborted) throw new PutOff(new Date(clock.now().getTime() + passage - now()))
      await wait(Math.max(passage - now(), 1), signal)
      passage = gate.enter(now(), entry)
    }
    return passage
  } finally {
    gate.queue(entry, -1)
  }
}

async function addresseeOf(
  { api, names }: DeliverParts,
  { to, chatId }: Delivery,
  signal: AbortSignal,
): Promise<Addressee | null> {
  const id = to === null ? null : telegramNumberIn(to)
  const chat = telegramNumberIn(chatId)
  if (id === null || id <= 0 || chat === null) return null
  const known = names.get(id)
  if (known) return { id, name: known }
  try {
    const { user } = await api.call('getChatMember', { chat_id: chat, user_id: id }, { signal, timeoutMs: 5000 })
    const name = telegramNameOf(user)
    return name === '' ? null : { id, name }
  } catch {
    return null // not in the group any more, or no connection: it is said without a name
  }
}

/** Shows a message, in the group's new place when it has moved; returns its id there. */
async function showWherever(
  parts: DeliverParts,
  { part, target, signal }: { part: TelegramPart; target: Target; signal: AbortSignal },
): Promise<string> {
  try {
    return await show(parts, { part, target, signal })
  } catch (error) {
    if (!(error instanceof CallError) || error.failure.kind !== 'answered') throw error
    const { movedTo, code, description } = error.failure
    if (movedTo !== null) {
      await parts.moved(target.chat, movedTo)
      target.chat = movedTo
      return show(parts, { part, target, signal })
    }
    // A picture that Telegram will not show as one (too long, too many pixels) still goes as a file.
    const isUnfit = part.kind === 'photo' && code === 400 && /photo|image/i.test(description)
    if (!isUnfit) throw error
    return show(parts, { part: { ...part, kind: 'file', file: part.photo }, target, signal })
  }
}

function show(
  parts: DeliverParts,
  { part, target, signal }: { part: TelegramPart; target: Target; signal: AbortSignal },
): Promise<string> {
  const count = part.kind === 'album' ? part.photos.length : 1
  return through(parts, { target, count, signal }, () => post(parts.api, { part, target, signal }))
}

async function post(
  api: Api,
  { part, target, signal }: { part: TelegramPart; target: Target; signal: AbortSignal },
): Promise<string> {
  const chat = { chat_id: target.chat, ...threadOf(target) }
  const limits = { signal }
  const buttons =
    'keyboard' in part && part.keyboard.length > 0 ? { reply_markup: { inline_keyboard: part.keyboard } } : {}
  const id = (message: { message_id: number }) => `${target.chat}:${message.message_id}`
  switch (part.kind) {
    case 'text': {
      const plain = { entities: part.entities, link_preview_options: { is_disabled: true }, ...buttons }
      return id(await api.call('sendMessage', { ...chat, ...replyTo(target), text: part.text, ...plain }, limits))
    }
    case 'album': {
      const media = part.photos.map((photo): InputMediaPhoto => ({ type: 'photo', media: upload(photo) }))
      const [first] = await api.call('sendMediaGroup', { ...chat, ...replyToInForm(target), media }, limits)
      return first ? id(first) : ''
    }
    default: {
      const below = { caption: part.text, caption_entities: part.entities, ...buttons }
      const rest = { ...chat, ...replyToInForm(target), ...below }
      if (part.kind === 'photo') return id(await api.call('sendPhoto', { ...rest, photo: upload(part.photo) }, limits))
      return id(await api.call('sendDocument', { ...rest, document: upload(part.file) }, limits))
    }
  }
}

const threadOf = ({ place }: Target) => (place?.thread ? { message_thread_id: place.thread } : {})

function replyTo({ place }: Target) {
  if (!place?.message) return {}
  return { reply_parameters: { message_id: place.message, allow_sending_without_reply: true } }
}

/** Beside an upload telegraf drops objects that it does not know; as text they pass. */
function replyToInForm(target: Target): ReturnType<typeof replyTo> {
  const { reply_parameters } = replyTo(target)
  return reply_parameters ? { reply_parameters: JSON.stringify(reply_parameters) as never } : {}
}

/** The name stands in a header of the upload, where quotes and line ends would break it. */
const upload = ({ bytes, name }: Asset) => ({
  source: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  filename: name.replace(/["\\\p{C}]/gu, '_'),
})

/** The chat that a group has become; its title comes with the next message there. */
export const movedChat = (to: number): Chat => ({ id: chatIdOf(to), channel: 'telegram', kind: 'group', title: '' })
