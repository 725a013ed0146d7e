import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Actor, Cast, carried, contactOf, type Room } from './cast.ts'
import { Uploads } from './uploads.ts'

/** A message that the account sent, as its receiver sees it. */
export interface Sent {
  to: Actor | Room
  text: string
  image: Uint8Array | null
  file: { name: string; bytes: Uint8Array } | null
  at: number
}

/** What the platform does to requests from now on. */
export type Mood = 'well' | 'unreachable' | 'silent' | 'too-fast' | 'cut-after-taking' | 'sync-fails'

const ok = { BaseResponse: { Ret: 0, ErrMsg: '' } }
const refuse = (Ret: number) => ({ BaseResponse: { Ret, ErrMsg: '' } })

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(value))
}

/** What a request asks; only what is read. */
interface Asked {
  List: { UserName: string }[]
  UserName: string
  RemarkName: string
}

/** The web protocol of WeChat over loopback, as far as its unofficial clients describe it: our model, not WeChat itself. */
export class WechatEmulator {
  readonly cast = new Cast()
  readonly sent: Sent[] = []
  /** Every request: host and last part of the path. */
  readonly log: string[] = []
  /** Whether a phone scans and confirms every code at once. */
  scans = true
  /** Answers to give instead of our own, by the last part of the path; `statuses` go with them. */
  readonly answers = new Map<string, string>()
  readonly statuses = new Map<string, number>()
  mood: Mood = 'well'
  /** Groups that the account was removed from, people who have blocked it. */
  readonly closed = new Set<Actor | Room>()
  /** Called with every message that was taken. */
  onSent: () => void = () => undefined
  /** How long the answer to a send takes, in milliseconds. */
  slowMs = 0
  logins = 0
  logouts = 0
  #server: Server = createServer((request, response) => void this.#serve(request, response))
  #session: string | null = null
  /** What is to be fetched, and how much of it was; it is done with when the client looks for news again. */
  #queue: Record<string, unknown>[] = []
  #fetched = 0
  #last: Record<string, unknown>[] = []
  #changes: Record<string, unknown>[] = []
  #waiting: (() => void)[] = []
  #uploads = new Uploads()
  #pictures = new Map<string, Uint8Array>()
  #syncKey = 1
  #messages = Math.floor(Math.random() * 1e9)
  #confirmed = new Set<string>()
  #port = 0

  async open(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
    return `http://127.0.0.1:${this.#port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>(resolve => this.#server.close(() => resolve()))
  }

  /** Someone writes; the message's id. */
  say(from: Actor, to: Room | null, content: { text?: string; image?: Uint8Array; at?: number }): string {
    const id = String(++this.#messages)
    if (content.image) this.#pictures.set(id, content.image)
    const body = content.image ? '&lt;msg&gt;&lt;img length="1"/&gt;&lt;/msg&gt;' : carried(content.text ?? '')
    this.push({
      MsgId: id,
      MsgType: content.image ? 3 : 1,
      FromUserName: to?.id ?? from.id,
      Content: to ? `${from.id}:<br/>${body}` : body,
      ...(content.at === undefined ? {} : { CreateTime: content.at }),
    })
    return id
  }

  /** Hands a message of any shape to the account. */
  push(message: Record<string, unknown>): void {
    const defaults = { MsgId: String(++this.#messages), CreateTime: Math.floor(Date.now() / 1000), Status: 3 }
    this.#queue.push({
      ToUserName: this.cast.me.id,
      StatusNotifyUserName: '',
      RecommendInfo: {},
      ...defaults,
      ...message,
    })
    this.#wake()
  }

  /** The last message once more, as after a reconnection. */
  repeat(): void {
    this.#queue.push(...this.#last.slice(-1))
    this.#wake()
  }

  /** A contact or group has changed. */
  changed(each: Actor | Room): void {
    this.#changes.push(contactOf(each, this.cast.me))
    this.#wake()
  }

  /** Someone logs the account out from the phone. */
  endSession(): void {
    this.#session = null
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [, host = '', ...rest] = new URL(request.url!, 'http://x').pathname.split('/')
    const name = rest.at(-1)!
    this.log.push(`${host} ${name}`)
    if (this.mood === 'silent') return
    const given = this.answers.get(name)
    if (given !== undefined) return void response.writeHead(this.statuses.get(name) ?? 200).end(given)
    await this.#answer(name, { request, response, body: Buffer.concat(chunks) })
  }

  async #answer(
    name: string,
    all: { request: IncomingMessage; response: ServerResponse; body: Buffer },
  ): Promise<void> {
    const { response } = all
    const json = (value: unknown) => sendJson(response, value)
    switch (name) {
      case 'jslogin':
        return void response.end(
          `window.QRLogin.code = 200; window.QRLogin.uuid = "${randomBytes(6).toString('hex')}";`,
        )
      case 'login':
        return this.#login(all)
      case 'webwxnewloginpage':
        return this.#loginPage(response)
      case 'synccheck':
        return this.#syncCheck(response)
      case 'webwxgetmsgimg':
        return void response.end(this.#pictures.get(new URL(all.request.url!, 'http://x').searchParams.get('MsgID')!))
      case 'webwxlogout':
        this.logouts++
        this.#session = null
        return json({})
      case 'webwxuploadmedia':
        return json(await this.#uploads.take(all))
    }
    const body = JSON.parse(all.body.toString() || '{}')
    // A real session is known by its cookie and key; here by the id that the login page gave.
    if (name !== 'webwxgetcontact' && body.BaseRequest?.Sid !== this.#session) return json(refuse(1101))
    if (name.startsWith('webwxsend')) return this.#send(body.Msg, response)
    return json(this.#api(name, body))
  }

  async #login({ request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
    const uuid = new URL(request.url!, 'http://x').searchParams.get('uuid')!
    if (!this.scans) {
      await Promise.race([
        new Promise(resolve => setTimeout(resolve, 300)),
        new Promise<void>(r => this.#waiting.push(r)),
      ])
      return void response.end('window.code=408;')
    }
    if (!this.#confirmed.has(uuid)) {
      this.#confirmed.add(uuid)
      return void response.end("window.code=201;window.userAvatar = 'data:img/jpg;base64,AAAA';")
    }
    const to = 'https://wx.qq.com/cgi-bin/mmwebwx-bin/webwxnewloginpage?ticket=T&uuid=U&lang=zh_CN&scan=1'
    response.end(`window.code=200;\nwindow.redirect_uri="${to}";`)
  }

  #loginPage(response: ServerResponse): void {
    this.#session = randomBytes(6).toString('hex')
    this.logins++
    if (this.logins > 1) {
      this.cast.renew()
      this.#queue = [] // of ids that are gone
      this.#changes = []
    }
    const cookies = { wxuin: '123456', wxsid: this.#session, webwx_data_ticket: 'D' }
    response.writeHead(301, {
      location: 'https://wx.qq.com',
      'set-cookie': Object.entries(cookies).map(([k, v]) => `${k}=${v}; Domain=wx.qq.com; Path=/`),
    })
    const fields = `<skey>@crypt_key</skey><wxsid>${this.#session}</wxsid><wxuin>123456</wxuin><pass_ticket>P</pass_ticket>`
    response.end(`<error><ret>0</ret><message></message>${fields}</error>`)
  }

  async #syncCheck(response: ServerResponse): Promise<void> {
    const say = (retcode: string, selector: string) =>
      void response.end(`window.synccheck={retcode:"${retcode}",selector:"${selector}"}`)
    if (this.mood === 'sync-fails') return void response.writeHead(502).end()
    this.#queue.splice(0, this.#fetched)
    this.#fetched = 0
    const isNews = () => this.#queue.length + this.#changes.length > 0
    if (this.#session && !isNews())
      await Promise.race([new Promise<void>(r => this.#waiting.push(r)), new Promise(r => setTimeout(r, 2000).unref())])
    if (!this.#session) return say('1101', '0')
    say('0', isNews() ? '2' : '0')
  }

  #send(message: Record<string, string>, response: ServerResponse): void {
    const reply = (value: unknown) => sendJson(response, value)
    const to = this.cast.find(message.ToUserName!)
    const isNoMember = to && 'topic' in to && this.closed.has(to)
    if (this.mood === 'too-fast' || !to || isNoMember) {
      reply(refuse(this.mood === 'too-fast' ? 1205 : -2))
      return
    }
    const id = { ...ok, MsgID: String(++this.#messages), LocalID: message.LocalID }
    if (this.closed.has(to)) {
      // Known to the client before the answer, or after it: both happen.
      setTimeout(() => reply(id), 100)
      this.push({ MsgType: 10000, FromUserName: to.id, Content: '消息已发出，但被对方拒收了。' })
      return
    }
    const upload = this.#uploads.in(message)
    const image = upload && message.MediaId ? upload.bytes : null
    const file = upload && !image ? upload : null
    this.sent.push({ to, text: upload ? '' : (message.Content ?? ''), image, file, at: Date.now() })
    this.onSent()
    if (this.mood === 'cut-after-taking') response.destroy()
    else setTimeout(() => reply(id), this.slowMs)
  }

  #api(name: string, body: Asked): unknown {
    const { me, actors, rooms, find } = Object.assign(this.cast, { find: this.cast.find.bind(this.cast) })
    const key = { Count: 1, List: [{ Key: 1, Val: this.#syncKey }] }
    const shown = (list: (Actor | Room)[]) => list.map(each => contactOf(each, me))
    switch (name) {
      case 'webwxinit':
        this.#fetched = 0
        return {
          ...ok,
          Count: 0,
          ContactList: [],
          SyncKey: key,
          User: { ...contactOf(me, me), Uin: 123456 },
          SKey: '@crypt_key',
        }
      case 'webwxgetcontact':
        return {
          ...ok,
          Seq: 0,
          MemberList: shown([...actors.filter(a => a.isFriend), ...rooms.filter(r => r.isSaved)]),
        }
      case 'webwxbatchgetcontact': {
        const asked = body.List.flatMap(c => find(c.UserName) ?? [])
        return { ...ok, Count: asked.length, ContactList: shown(asked) }
      }
      case 'webwxsync': {
        this.#syncKey++
        const [messages, changes] = [[...this.#queue], this.#changes.splice(0)]
        this.#fetched = messages.length
        if (messages.length > 0) this.#last = messages
        const counts = { AddMsgCount: messages.length, ModContactCount: changes.length, DelContactCount: 0 }
        return {
          ...ok,
          ...counts,
          AddMsgList: messages,
          ModContactList: changes,
          SyncKey: key,
          SyncCheckKey: key,
          SKey: '',
        }
      }
      case 'webwxoplog': {
        const actor = find(body.UserName) as Actor | undefined
        if (!actor) return refuse(-2)
        actor.remark = body.RemarkName
        this.changed(actor)
        return ok
      }
      default:
        return ok
    }
  }
}
