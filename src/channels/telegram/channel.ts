import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import { type Assets, largestPicture, largestVideo, pictureIn } from '../../core/asset.ts'
import type { Ability, Channel } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import { folderIn } from '../../core/folders.ts'
import type { Inbox, Picture } from '../../core/update.ts'
import type { PlatformWords } from '../platform.ts'
import { type Api, openApi } from './api.ts'
import { type Decoded, decodeTelegram, type Me, telegramNumberIn } from './decode.ts'
import { deliver, movedChat } from './deliver.ts'
import { makeGate, telegramLimits } from './gate.ts'
import { openMemory, type TelegramMemory } from './memory.ts'
import { type Listener, type PollParts, startPolling, untilDone, type Wait } from './poll.ts'
import { keepRegistered } from './register.ts'
import type { TelegramSettings } from './settings.ts'
import { makeStanding, type TelegramStanding } from './status.ts'
import { webhookRoute } from './webhook.ts'

/** What the channel is made of. */
export interface TelegramParts {
  assets: Assets
  clock: Clock
  /** The data folder. */
  data: string
  log(event: string, detail: Record<string, unknown>): void
  words(): PlatformWords
  /** How to wait; the machine's time unless told otherwise. */
  wait?: Wait
}

const abilities = new Set<Ability>([
  'private',
  'reads-groups',
  'writes-groups',
  'unprompted',
  'choices',
  'images',
  'files',
  'mentions',
  'receipts',
])
/** So many names and places of messages are remembered. */
const mostRemembered = 5000
const downloadsAtOnce = 4
/** Telegram waits about a minute for a webhook; what cannot be saved by then it sends again. */
const webhookPatienceMs = 20_000
const mostWaiting = 200

const realWait: Wait = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined)

/** Opens the Telegram channel; with a webhook also the route that Telegram posts to. Nothing is asked before `start`. */
export function openTelegram(
  settings: TelegramSettings,
  parts: TelegramParts,
): { channel: Channel; mount: Hono | null } {
  const telegram = new TelegramChannel(settings, parts)
  const { webhook, token } = settings
  const take = () => telegram.taking()
  const { clock, log } = parts
  const mount = webhook === null ? null : webhookRoute({ path: new URL(webhook).pathname, token, clock, take, log })
  return { channel: telegram, mount }
}

class TelegramChannel implements Channel {
  readonly name = 'telegram'
  readonly abilities = abilities
  readonly limits = telegramLimits
  readonly #settings: TelegramSettings
  readonly #parts: TelegramParts
  readonly #api: Api
  readonly #memory: TelegramMemory
  readonly #gate = makeGate()
  readonly #wait: Wait
  readonly #names = new Map<number, string>()
  readonly #places = new Map<string, { message: number; thread: number | null }>()
  /** Calls that nobody waits for: the confirmations of pressed buttons. */
  readonly #asides = new Set<Promise<void>>()
  readonly #downloads = makeQueue(downloadsAtOnce)
  readonly #stopping = new AbortController()
  #inbox: Inbox | null = null
  #standing: TelegramStanding | null = null
  #listener: Listener | null = null
  #me: (Me & { hearsAll: boolean }) | null = null
  #hasCommands = false
  /** The tail of what the webhook brought, and how much waits there. */
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(settings: TelegramSettings, parts: TelegramParts) {
    this.#settings = settings
    this.#parts = parts
    this.#api = openApi(settings)
    this.#memory = openMemory(folderIn(parts.data, 'telegram'))
    this.#wait = parts.wait ?? realWait
  }

  async start(inbox: Inbox): Promise<void> {
    this.#inbox = inbox
    const standing = makeStanding({ clock: this.#parts.clock, inbox })
    this.#standing = standing
    const { webhook, token } = this.#settings
    const parts: PollParts = {
      api: this.#api,
      wait: this.#wait,
      log: this.#parts.log,
      prepare: signal => this.#prepare(signal),
      begin: raw => this.#begin(raw),
      up: () => standing.up(this.#detail()),
      down: ({ description }) => standing.down(description),
    }
    this.#listener = webhook === null ? startPolling(parts) : keepRegistered(parts, { url: webhook, token })
  }

  status() {
    return this.#standing?.now() ?? { state: 'starting' as const, detail: '' }
  }

  send: Channel['send'] = (delivery, signal) =>
    deliver(
      {
        api: this.#api,
        assets: this.#parts.assets,
        clock: this.#parts.clock,
        memory: this.#memory,
        gate: this.#gate,
        wait: this.#wait,
        names: this.#names,
        places: this.#places,
        rating: () => this.#parts.words().rating,
        moved: (from, to) => this.#moved(from, to),
      },
      delivery,
      signal,
    )

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#listener?.stop()
    await Promise.all([this.#tail, ...this.#asides])
    this.#inbox = null
  }

  /** What takes the webhook's updates, one after another; null while the channel is not up. */
  taking(): ((raw: unknown) => Promise<boolean>) | null {
    if (!this.#inbox || !this.#me || this.#stopping.signal.aborted || this.#waiting >= mostWaiting) return null
    return raw => {
      this.#waiting++
      const mine = this.#tail.then(() => this.#takeOne(raw)).finally(() => this.#waiting--)
      this.#tail = mine.catch(() => undefined) // told to the one who waits for it
      return mine
    }
  }

  async #takeOne(raw: unknown): Promise<boolean> {
    const patience = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(webhookPatienceMs)])
    const { handle } = this.#begin(raw)
    return untilDone(handle, { wait: this.#wait, signal: patience, log: this.#parts.log })
  }

  /** Learns who we are, and sets up what Telegram keeps for us. */
  async #prepare(signal: AbortSignal): Promise<void> {
    const api = this.#api
    const me = await api.call('getMe', {} as never, { signal })
    this.#me = { id: me.id, username: me.username ?? '', hearsAll: me.can_read_all_group_messages ?? false }
    if (this.#settings.webhook === null) await api.call('deleteWebhook', { drop_pending_updates: false }, { signal })
    if (this.#hasCommands) return
    this.#hasCommands = true
    const commands = this.#parts.words().commands.map(({ name, about }) => ({ command: name, description: about }))
    // Convenience only: without a menu the same words can be typed.
    await api.call('setMyCommands', { commands }, { signal }).catch(() => this.#parts.log('telegram-no-menu', {}))
  }

  #detail(): string {
    const me = this.#me
    const hears = me?.hearsAll ? 'hears all of a group' : 'privacy mode: hears commands, mentions and replies in groups'
    return `@${me?.username ?? ''}, ${this.#settings.webhook === null ? 'polling' : 'webhook'}; ${hears}`
  }

  /** Decodes an update and begins to fetch its pictures. */
  #begin(raw: unknown): { id: number | null; handle(): Promise<void> } {
    const id = (raw as { update_id?: unknown } | null)?.update_id
    const number = typeof id === 'number' ? id : null
    const around = {
      me: this.#me!,
      now: this.#parts.clock.now(),
      isOpen: (person: number) => this.#memory.isOpen(person),
    }
    const decoded = number === null ? null : decodeTelegram(raw, around)
    if (!decoded) {
      this.#parts.log('telegram-unreadable', { update: number })
      return { id: number, handle: async () => undefined }
    }
    const asked = decoded.kind === 'message' ? [decoded.pictures, decoded.quotedPictures] : []
    const writer = decoded.kind === 'message' ? decoded.update.person.id : null
    const fetching = asked.map(files => this.#pictures(files, writer))
    // Only who writes in private is asked for a video.
    const isPrivate = decoded.kind === 'message' && decoded.update.chat.kind === 'private'
    fetching.push(this.#pictures(isPrivate ? decoded.videos : [], writer, { videos: true }))
    return { id: number, handle: () => this.#handle(decoded, fetching) }
  }

  /** `fetching` are the pictures of the message, those of what it quotes, and its videos. */
  async #handle(decoded: Decoded, fetching: readonly Promise<Picture[]>[]): Promise<void> {
    if (decoded.kind === 'moved') return this.#moved(decoded.from, decoded.toId, decoded.to)
    if (decoded.kind === 'membership') {
      if (decoded.isPrivate) this.#memory.setOpen(decoded.chat, decoded.isIn)
      return this.#parts.log('telegram-membership', { chat: decoded.chat, isIn: decoded.isIn })
    }
    if (decoded.kind === 'ignored') return
    const { update, place, press } = decoded
    const writer = telegramNumberIn(update.person.id)!
    remember(this.#names, writer, update.person.name)
    if (place) remember(this.#places, update.id, place)
    if (update.chat.kind === 'private') this.#memory.setOpen(writer, true)
    const [images = [], quotedImages = [], videos = []] = await Promise.all(fetching)
    const quoted = quotedImages.length > 0 ? { quotedImages } : {}
    const message = { ...update.message, images, ...(videos.length > 0 ? { videos } : {}), ...quoted }
    await this.#inbox!.update({ ...update, message })
    if (press !== null) this.#confirm(press)
  }

  /** Ends the little clock on a pressed button; too late is no harm. */
  #confirm(press: string): void {
    const aside = this.#api.call('answerCallbackQuery', { callback_query_id: press }, { timeoutMs: 3000 }).then(
      () => undefined,
      () => undefined,
    )
    this.#asides.add(aside)
    void aside.then(() => this.#asides.delete(aside))
  }

  /** Those of some pictures that can be had. */
  async #pictures(files: readonly string[], writer: string | null, also = { videos: false }): Promise<Picture[]> {
    return (await Promise.all(files.map(file => this.#picture(file, writer, also)))).filter(p => p !== null)
  }

  /** A picture that was sent to us, kept; null when it cannot be had, because the words beside it matter more. */
  #picture(file: string, writer: string | null, also: { videos: boolean }): Promise<Picture | null> {
    return this.#downloads(async () => {
      try {
        const bytes = await this.#api.download(file, also.videos ? largestVideo : largestPicture)
        return bytes && pictureIn(await this.#parts.assets.keep(bytes, writer, also))
      } catch {
        this.#parts.log('telegram-picture-lost', {})
        return null
      }
    })
  }

  async #moved(from: number, to: number, chat = movedChat(to)): Promise<void> {
    if (this.#memory.nowAt(from) === to) return
    await this.#inbox?.moved(`telegram:${from}`, chat)
    this.#memory.setMoved(from, to)
  }
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > mostRemembered) map.delete(map.keys().next().value!)
}

/** Runs at most so many at once; the others wait their turn. */
function makeQueue(most: number) {
  let going = 0
  const waiting: (() => void)[] = []
  return async <T>(act: () => Promise<T>): Promise<T> => {
    if (going >= most) await new Promise<void>(resolve => waiting.push(resolve))
    going++
    try {
      return await act()
    } finally {
      going--
      waiting.shift()?.()
    }
  }
}
