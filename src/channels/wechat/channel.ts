import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Assets } from '../../core/asset.ts'
import type { Channel, ChannelStatus } from '../../core/channel.ts'
import { type Clock, elapsedMs, type Ids } from '../../core/clock.ts'
import type { Receipt } from '../../core/delivery.ts'
import { processArgs } from './confine.ts'
import { makeDirectory } from './directory.ts'
import { openWechatFolder } from './folder.ts'
import { type Login, makeLogin } from './login.ts'
import { afterQuietHours, limits } from './manners.ts'
import { makeReceiver, type Receiver } from './receive.ts'
import { makeSender } from './send.ts'
import type { WechatSettings } from './settings.ts'
import { makeSupervisor, type Patience, patience } from './supervise.ts'
import type { Frame } from './wire.ts'

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

/** The WeChat channel: everything that touches the platform is in a process of its own, supervised from here. */
export function makeWechatChannel(settings: WechatSettings, parts: WechatParts): Channel {
  const waits = { ...usual, ...parts.waits }
  const folder = openWechatFolder(parts.data)
  const directory = makeDirectory(folder.rooms(), rooms => folder.keepRooms(rooms))
  const refusals = new Map<string, 'left' | 'blocked'>()
  /** Whoever waits to hear whether a person takes our messages. */
  const awaited = new Map<string, () => void>()
  let me = ''
  let receiver: Receiver | null = null
  let login: Login | null = null
  let requests: NodeJS.Timeout | undefined
  const stopping = new AbortController()

  const cache = parts.cache ?? join(folder.path, 'cache')
  mkdirSync(cache, { recursive: true }) // the process may write into it, not make it
  const supervisor = makeSupervisor({
    args: processArgs([folder.path, cache], { endpoint: settings.endpoint, patienceMs: waits.lookMs }),
    cwd: folder.path,
    env: {
      ...settings.environment,
      HOME: folder.path,
      WECHATY_LOG: 'silent',
      NODE_COMPILE_CACHE: cache,
    },
    patience: waits.patience,
    now: () => elapsedMs(parts.clock),
    onFrame: heard,
    onExit: ({ code, nextInMs }) => login?.ended(code, nextInMs),
    log: parts.log,
  })
  const send = makeSender({
    assets: parts.assets,
    now: () => parts.clock.now(),
    random: parts.random,
    pause: (ms, signal) => pause(waits.pace(ms), signal),
    ask: supervisor.ask,
    refusalOf: to => refusals.get(to) ?? null,
    refusalSoon,
    log: parts.log,
  })

  function heard(frame: Frame): void {
    switch (frame.kind) {
      case 'scan':
        login?.scan(frame.qr, frame.state)
        break
      case 'login':
        me = frame.self.name
        directory.login(frame.self.id)
        refusals.clear()
        login?.done(frame.isResumed)
        break
      case 'logout':
        login?.lost(frame.reason, frame.code)
        break
      case 'directory':
        login?.alike(directory.learn(frame))
        break
      case 'message':
        refusals.delete(frame.room?.id ?? frame.talker.id)
        receiver?.take(frame)
        break
      case 'left':
        refusals.set(frame.room, 'left')
        break
      case 'blocked':
        refusals.set(frame.contact, 'blocked')
        awaited.get(frame.contact)?.()
        break
      case 'trouble':
        if (frame.what === 'not-installed') login?.notInstalled()
        parts.log('wechat-trouble', { what: frame.what })
        break
      default: // 'begun', 'done' and 'pong' are the supervisor's
    }
  }

  async function refusalSoon(to: string, signal: AbortSignal): Promise<void> {
    const heard = new AbortController()
    awaited.set(to, () => heard.abort())
    if (!refusals.has(to)) await pause(waits.refusalMs, AbortSignal.any([signal, heard.signal]))
    awaited.delete(to)
  }

  async function contactsKnown(): Promise<void> {
    const enough = new AbortController()
    await Promise.race([directory.whenWhole(), pause(contactsMs, enough.signal)])
    enough.abort()
  }

  const later = (ms: number): Receipt => ({
    outcome: 'retry',
    notBefore: new Date(parts.clock.now().getTime() + ms),
    reason: 'offline',
  })

  return {
    name: 'wechat',
    abilities: new Set([
      'private',
      'reads-groups',
      'writes-groups',
      'unprompted',
      'images',
      'files',
      'mentions',
      'receipts',
    ]),
    limits: limits(settings.perDay),
    async start(inbox) {
      login = makeLogin({ inbox, folder, ...parts })
      receiver = makeReceiver({
        ...parts,
        directory,
        inbox,
        me: () => me,
        wait: ms => pause(waits.pace(ms), stopping.signal),
        isStopping: () => stopping.signal.aborted,
        saved: id => supervisor.tell({ do: 'saved', id }),
        contactsKnown,
        remark: async (to, remark) =>
          (await supervisor.ask({ do: 'remark', to, remark }, AbortSignal.timeout(20_000))).outcome === 'sent',
      })
      supervisor.start()
      requests = setInterval(() => folder.takeLogout() && supervisor.tell({ do: 'logout' }), 1000)
      requests.unref()
    },
    status: (): ChannelStatus => login?.status() ?? { state: 'starting', detail: '' },
    async send(delivery, signal) {
      const morning = afterQuietHours(delivery.purpose, parts.clock.now(), settings.zone)
      if (morning) return { outcome: 'retry', notBefore: morning, reason: 'rate-limit' }
      if (login?.status().state !== 'up') return later(10_000)
      const to = directory.find(delivery.chatId)
      if (to === 'later') return later(2000)
      // A group that is not among the saved ones is known again with its next message.
      if (to === 'unknown' && delivery.chatId.startsWith('wechat:g:')) return later(10 * 60_000)
      if (to === 'unknown') return { outcome: 'refused', reason: 'unknown-chat' }
      const isNamed = delivery.chatKind === 'group' && delivery.to !== null
      return send(delivery, { to, name: isNamed ? (receiver?.nameOf(delivery.to!) ?? null) : null }, signal)
    },
    async stop() {
      clearInterval(requests)
      stopping.abort()
      await supervisor.stop(1500)
      await Promise.race([receiver?.settled(), pause(1000)])
      login?.stopped()
    },
  }
}

/** Resolves after so long, or at once when the signal fires. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
