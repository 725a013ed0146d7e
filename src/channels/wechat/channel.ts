import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Assets } from '../../core/asset.ts'
import type { Ability, Channel, ChannelStatus, SendLimits } from '../../core/channel.ts'
import { type Clock, elapsedMs, type Ids } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import type { Inbox } from '../../core/update.ts'
import { processArgs } from './confine.ts'
import { type Directory, makeDirectory } from './directory.ts'
import { openWechatFolder, type WechatFolder } from './folder.ts'
import { type Login, makeLogin } from './login.ts'
import { afterQuietHours, wechatLimits } from './manners.ts'
import { pause } from './pause.ts'
import { makeReceiver, type Receiver } from './receive.ts'
import { Refusals } from './refusals.ts'
import { Sender } from './send.ts'
import type { WechatSettings } from './settings.ts'
import { makeSupervisor, type Patience, patience, type Supervisor } from './supervise.ts'
import type { WechatFrame } from './wire.ts'

/** What the channel stands on. */
export interface WechatParts {
  assets: Assets
  clock: Clock
  ids: Ids
  /** Between 0 and 1. */
  random(): number
  data: string
  log(event: string, detail: Record<string, unknown>): void
  /** Shows the code to scan in the terminal. */
  show(text: string): void
  /** Where compiled code of the libraries is kept, so that the process starts sooner; in the channel's folder when left out. */
  cache?: string
  /** How patient the channel is; tests are less. */
  waits?: Partial<Waits>
}

/** How long the channel waits for things, in milliseconds. */
export interface Waits {
  patience: Patience
  /** Before a failed look for news is repeated. */
  lookMs: number
  /** How long a person may still turn out to have blocked us. */
  refusalMs: number
  /** How long a wait of so many milliseconds takes. */
  pace(ms: number): number
}

const usual: Waits = { patience, lookMs: 1000, refusalMs: 1500, pace: ms => ms }

/** How long the first messages after a login wait for the list of contacts. */
const contactsMs = 10_000

/** How soon to try again what cannot be sent now. */
const notLoggedInMs = 10_000
const notReadMs = 2000
/** A group that is not among the saved ones is known again with its next message. */
const unknownGroupMs = 10 * 60_000

const abilities = new Set<Ability>([
  'private',
  'reads-groups',
  'writes-groups',
  'unprompted',
  'images',
  'files',
  'mentions',
  'receipts',
])

/** The WeChat channel: everything that touches the platform is in a process of its own, supervised from here. */
export function makeWechatChannel(settings: WechatSettings, parts: WechatParts): Channel {
  return new WechatChannel(settings, parts)
}

class WechatChannel implements Channel {
  readonly name = 'wechat'
  readonly abilities = abilities
  readonly limits: SendLimits
  readonly #zone: string
  readonly #parts: WechatParts
  readonly #waits: Waits
  readonly #folder: WechatFolder
  readonly #directory: Directory
  readonly #refusals: Refusals
  readonly #supervisor: Supervisor
  readonly #sender: Sender
  readonly #stopping = new AbortController()
  #me = ''
  #receiver: Receiver | null = null
  #login: Login | null = null
  #requests: NodeJS.Timeout | undefined

  constructor(settings: WechatSettings, parts: WechatParts) {
    const waits = { ...usual, ...parts.waits }
    this.#parts = parts
    this.#waits = waits
    this.#zone = settings.zone
    this.limits = wechatLimits(settings.perDay)
    this.#folder = openWechatFolder(parts.data)
    this.#directory = makeDirectory(this.#folder.rooms(), rooms => this.#folder.keepRooms(rooms))
    this.#refusals = new Refusals(waits.refusalMs)
    this.#supervisor = this.#supervise(settings)
    this.#sender = new Sender({
      assets: parts.assets,
      now: () => parts.clock.now(),
      random: parts.random,
      pause: (ms, signal) => pause(waits.pace(ms), signal),
      ask: (job, signal) => this.#supervisor.ask(job, signal),
      refusals: this.#refusals,
      log: parts.log,
    })
  }

  async start(inbox: Inbox): Promise<void> {
    const folder = this.#folder
    const supervisor = this.#supervisor
    const { signal } = this.#stopping
    this.#login = makeLogin({ inbox, folder, ...this.#parts })
    this.#receiver = makeReceiver({
      ...this.#parts,
      directory: this.#directory,
      inbox,
      me: () => this.#me,
      wait: ms => pause(this.#waits.pace(ms), signal),
      isStopping: () => signal.aborted,
      saved: id => supervisor.tell({ do: 'saved', id }),
      contactsKnown: () => this.#contactsKnown(),
      remark: async (to, remark) =>
        (await supervisor.ask({ do: 'remark', to, remark }, AbortSignal.timeout(20_000))).outcome === 'sent',
    })
    supervisor.start()
    this.#requests = setInterval(() => folder.takeLogout() && supervisor.tell({ do: 'logout' }), 1000)
    this.#requests.unref()
  }

  status(): ChannelStatus {
    return this.#login?.status() ?? { state: 'starting', detail: '' }
  }

  loginPicture(): Uint8Array | null {
    return this.status().state === 'waiting' ? this.#folder.picture() : null
  }

  async send(delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
    const morning = afterQuietHours(delivery.purpose, this.#parts.clock.now(), this.#zone)
    if (morning) return { outcome: 'retry', notBefore: morning, reason: 'rate-limit' }
    if (this.status().state !== 'up') return this.#later(notLoggedInMs)
    const to = this.#directory.find(delivery.chatId)
    if (to === 'later') return this.#later(notReadMs)
    if (to === 'unknown' && delivery.chatId.startsWith('wechat:g:')) return this.#later(unknownGroupMs)
    if (to === 'unknown') return { outcome: 'refused', reason: 'unknown-chat' }
    const isNamed = delivery.chatKind === 'group' && delivery.to !== null
    const name = isNamed ? (this.#receiver?.nameOf(delivery.to!) ?? null) : null
    return this.#sender.send(delivery, { to, name }, signal)
  }

  async stop(): Promise<void> {
    clearInterval(this.#requests)
    this.#stopping.abort()
    await this.#supervisor.stop(1500)
    await Promise.race([this.#receiver?.settled(), pause(1000)])
    this.#login?.stopped()
  }

  #supervise({ endpoint, environment }: WechatSettings): Supervisor {
    const { path } = this.#folder
    const { clock, log } = this.#parts
    const cache = this.#parts.cache ?? join(path, 'cache')
    mkdirSync(cache, { recursive: true }) // the process may write into it, not make it
    return makeSupervisor({
      args: processArgs([path, cache], { endpoint, patienceMs: this.#waits.lookMs }),
      cwd: path,
      env: { ...environment, HOME: path, WECHATY_LOG: 'silent', NODE_COMPILE_CACHE: cache },
      patience: this.#waits.patience,
      now: () => elapsedMs(clock),
      onFrame: frame => this.#heard(frame),
      onExit: ({ code, nextInMs }) => this.#login?.ended(code, nextInMs),
      log,
    })
  }

  #heard(frame: WechatFrame): void {
    switch (frame.kind) {
      case 'scan':
        this.#login?.scan(frame.qr, frame.state)
        break
      case 'login':
        this.#me = frame.self.name
        this.#directory.login(frame.self.id)
        this.#refusals.clear()
        this.#login?.done(frame.isResumed)
        break
      case 'logout':
        this.#login?.lost(frame.reason, frame.code)
        break
      case 'directory':
        this.#login?.alike(this.#directory.learn(frame))
        break
      case 'message':
        this.#refusals.end(frame.room?.id ?? frame.talker.id)
        this.#receiver?.take(frame)
        break
      case 'left':
        this.#refusals.left(frame.room)
        break
      case 'blocked':
        this.#refusals.blocked(frame.contact)
        break
      case 'trouble':
        if (frame.what === 'not-installed') this.#login?.notInstalled()
        this.#parts.log('wechat-trouble', { what: frame.what })
        break
      default: // 'begun', 'done' and 'pong' are the supervisor's
    }
  }

  async #contactsKnown(): Promise<void> {
    const enough = new AbortController()
    await Promise.race([this.#directory.whenWhole(), pause(contactsMs, enough.signal)])
    enough.abort()
  }

  #later(ms: number): Receipt {
    return { outcome: 'retry', notBefore: new Date(this.#parts.clock.now().getTime() + ms), reason: 'offline' }
  }
}
