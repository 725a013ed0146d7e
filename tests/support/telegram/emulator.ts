import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, type Fields, fine, readFields, refusal, respond } from './http.ts'
import { Judge, type Limits } from './judge.ts'
import { methods } from './methods.ts'
import { entitiesOf, type Sent, type TgChat, type User, type Writing } from './world.ts'

/** What goes wrong with the next calls of a method (of any, without one). */
export interface Trouble {
  method?: RegExp
  kind: 'too-many' | 'broken' | 'html' | 'slow' | 'silent' | 'cut-before' | 'cut-after'
  times?: number
  /** Seconds of `too-many`, milliseconds of `slow`. */
  amount?: number
}

/** Settings of an emulator. */
export interface EmulatorOptions {
  token?: string
  /** Whether the bot hears only what is meant for it in groups. */
  privacy?: boolean
  /** Null lets everything pass. */
  limits?: Limits | null
  port?: number
  now?: () => number
}

/** The Bot API as its public documentation has it, for the methods that we call, over a little world of chats. */
export class TelegramEmulator {
  readonly token: string
  readonly me: { id: number; is_bot: true; first_name: string; username: string; can_read_all_group_messages: boolean }
  readonly chats = new Map<number, TgChat>()
  readonly users = new Map<number, User>()
  readonly sent: Sent[] = []
  readonly files = new Map<string, Uint8Array>()
  /** Every call, in order. */
  readonly calls: { method: string; fields: Fields; at: number }[] = []
  readonly judge: Judge | null
  readonly now: () => number
  troubles: Trouble[] = []
  commands: unknown[] = []
  webhook: Fields | null = null
  /** Updates that nobody has confirmed. */
  // biome-ignore lint/suspicious/noExplicitAny: as they go over the wire
  pending: any[] = []
  /** Whether the token counts (the bot was not revoked). */
  isKnown = true
  isKeepingCalls = true
  onSent: (sent: Sent) => void = () => {}
  lastMessage = 0
  #server: Server | null = null
  #port: number
  #updateId = 7000
  #poller: ((answer: Answer) => void) | null = null

  constructor({ token = '4200:emulated-token-abcdef', privacy = false, limits, port = 0, now }: EmulatorOptions = {}) {
    this.token = token
    this.me = {
      id: 4200,
      is_bot: true,
      first_name: '离校小助手',
      username: 'lixiao_bot',
      can_read_all_group_messages: !privacy,
    }
    this.judge = limits === null ? null : new Judge(limits)
    this.#port = port
    this.now = now ?? Date.now
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Begins to listen, on the same port as before. */
  async listen(): Promise<this> {
    const server = createServer((request, response) => void this.#serve(request, response))
    server.keepAliveTimeout = 60_000
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    return this
  }

  /** Listens no more and drops every connection. */
  async hangUp(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.#poller = null
    if (!server?.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  /** Cuts every connection, also those that wait for updates. */
  dropConnections(): void {
    this.#server?.closeAllConnections()
  }

  chat(chat: Omit<TgChat, 'state'> & { state?: TgChat['state'] }): TgChat {
    const whole = { state: 'open' as const, ...chat }
    this.chats.set(chat.id, whole)
    return whole
  }

  /** Somebody writes; the update reaches the bot unless privacy mode keeps it away. */
  write({ from, chat, text, caption, photo, document, repliesTo, more = {} }: Writing): void {
    this.users.set(from.id, from)
    const room = this.chats.get(chat)!
    if (room.type === 'private') room.state = 'open'
    const words = text ?? caption ?? ''
    const entities = entitiesOf(words)
    const message = {
      ...this.#head(room, from),
      ...(text === undefined ? {} : { text, ...(entities.length > 0 ? { entities } : {}) }),
      ...(caption === undefined ? {} : { caption, ...(entities.length > 0 ? { caption_entities: entities } : {}) }),
      ...(photo ? { photo: [this.#file(photo.slice(0, 1), 90), this.#file(photo, 1280)] } : {}),
      ...(document
        ? { document: { ...this.#file(document.bytes, 0), mime_type: document.mime, file_name: document.name } }
        : {}),
      ...(repliesTo
        ? { reply_to_message: { ...this.#head(room, this.me), message_id: repliesTo.id, text: repliesTo.text } }
        : {}),
      ...more,
    }
    const isMeant =
      entities.some(
        e => e.type === 'bot_command' || words.slice(e.offset + 1, e.offset + e.length) === this.me.username,
      ) || repliesTo
    if (room.type === 'private' || isMeant || this.me.can_read_all_group_messages) this.push({ message })
  }

  /** Somebody presses a button below a message of the bot. */
  press(from: User, sent: Sent, data: string): void {
    const message = { ...this.#head(this.chats.get(sent.chat)!, this.me), message_id: sent.id, text: sent.text }
    this.push({
      callback_query: { id: `press-${this.#updateId}`, from: this.#person(from), message, chat_instance: '1', data },
    })
  }

  /** The bot is let in or put out (for a person: unblocked or blocked). */
  membership(chat: number, by: User, state: 'open' | 'kicked' | 'blocked'): void {
    const room = this.chats.get(chat)!
    room.state = state
    const status = state === 'open' ? 'member' : 'kicked'
    const [mine, theirs] = [this.#bare(room), this.#person(by)]
    this.push({
      my_chat_member: {
        chat: mine,
        from: theirs,
        date: this.#seconds(),
        old_chat_member: { user: this.me, status: 'member' },
        new_chat_member: { user: this.me, status },
      },
    })
  }

  /** A group becomes a supergroup under a new id; `isTold` says whether the bot hears of it by an update. */
  migrate(from: number, to: number, isTold = true): void {
    const old = this.chats.get(from)!
    old.movedTo = to
    const room = this.chat({ id: to, type: 'supergroup', ...(old.title ? { title: old.title } : {}) })
    if (!isTold) return
    this.push({ message: { ...this.#head(old, this.me), migrate_to_chat_id: to } })
    this.push({ message: { ...this.#head(room, this.me), migrate_from_chat_id: from } })
  }

  /** Queues an update of any shape. */
  push(update: object): void {
    this.pending.push({ update_id: ++this.#updateId, ...update })
    this.#answerPoller()
    void this.#post()
  }

  /** What getUpdates says: at once when there is something, else at the end of its time. */
  poll({
    offset = 0,
    timeout = 0,
    limit = 100,
  }: {
    offset?: number
    timeout?: number
    limit?: number
  }): Promise<Answer> {
    if (this.webhook)
      return Promise.resolve(refusal(409, "Conflict: can't use getUpdates method while webhook is active"))
    this.pending = this.pending.filter(u => u.update_id >= offset)
    this.#poller?.(refusal(409, 'Conflict: terminated by other getUpdates request'))
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#poller?.(fine([])), timeout * 1000)
      this.#poller = answer => {
        clearTimeout(timer)
        this.#poller = null
        resolve(answer.ok ? fine(this.pending.slice(0, limit)) : answer)
      }
      if (this.pending.length > 0 || timeout === 0) this.#poller(fine([]))
    })
  }

  #answerPoller(): void {
    this.#poller?.(fine([]))
  }

  #isPosting = false
  /** Posts to the webhook what is pending, one by one; a failure is tried again. */
  async #post(): Promise<void> {
    if (this.#isPosting) return
    this.#isPosting = true
    while (this.webhook && this.pending.length > 0) {
      const isTaken = await fetch(String(this.webhook.url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-telegram-bot-api-secret-token': String(this.webhook.secret_token ?? ''),
        },
        body: JSON.stringify(this.pending[0]),
      }).then(
        r => r.ok,
        () => false,
      )
      if (isTaken) this.pending.shift()
      else await new Promise(resolve => setTimeout(resolve, 50))
    }
    this.#isPosting = false
  }

  startPosting(): void {
    void this.#post()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, bot = '', method = ''] = /^\/(?:file\/)?bot([^/]+)\/([^?]*)/.exec(request.url ?? '') ?? []
    const fields = await readFields(request).catch(() => null)
    if (!fields) return void response.destroy()
    if (bot !== this.token || !this.isKnown) return respond(response, refusal(401, 'Unauthorized'))
    if (request.url!.startsWith('/file/')) return this.#download(response, decodeURIComponent(method))
    if (this.isKeepingCalls) this.calls.push({ method, fields, at: this.now() })
    const trouble = this.#troubleOf(method)
    if (trouble?.kind === 'cut-before') return void request.socket.destroy()
    if (trouble?.kind === 'silent') return
    if (trouble?.kind === 'too-many') {
      const seconds = trouble.amount ?? 1
      return respond(response, refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }))
    }
    if (trouble?.kind === 'broken') return void response.writeHead(502).end('<html>Bad Gateway</html>')
    if (trouble?.kind === 'html')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>?</html>')
    const handler = methods[method]
    const answer = handler ? await handler(this, fields) : refusal(404, 'Not Found')
    if (trouble?.kind === 'cut-after') return void request.socket.destroy()
    if (trouble?.kind === 'slow') await new Promise(resolve => setTimeout(resolve, trouble.amount ?? 500))
    respond(response, answer)
  }

  #download(response: ServerResponse, path: string): void {
    const bytes = this.files.get(path)
    if (bytes) response.writeHead(200).end(bytes)
    else respond(response, refusal(404, 'Not Found'))
  }

  #troubleOf(method: string): Trouble | null {
    const found = this.troubles.find(t => (t.method ?? /./).test(method))
    if (found?.times !== undefined && --found.times <= 0) this.troubles = this.troubles.filter(t => t !== found)
    return found ?? null
  }

  #file(bytes: Uint8Array, width: number) {
    const file_id = `file-${this.files.size + 1}`
    this.files.set(file_id, bytes)
    return { file_id, file_unique_id: file_id, file_size: bytes.length, width, height: width }
  }

  #head(chat: TgChat, from: User) {
    return { message_id: ++this.lastMessage, date: this.#seconds(), chat: this.#bare(chat), from: this.#person(from) }
  }

  readonly #person = (user: User) => ({ is_bot: user.id === this.me.id, ...user })
  readonly #bare = ({ id, type, title }: TgChat) => ({ id, type, ...(title === undefined ? {} : { title }) })
  readonly #seconds = () => Math.floor(this.now() / 1000)
}
