import { type Assets, pictureIn } from '../../core/asset.ts'
import type { ChannelStatus } from '../../core/channel.ts'
import { type Clock, elapsedMs } from '../../core/clock.ts'
import type { Inbox, Notice } from '../../core/update.ts'
import type { WechatFolder } from './folder.ts'
import { qrPng, qrText } from './qr.ts'
import { exits } from './wire.ts'

/** What the state of the login is told with. */
export interface LoginParts {
  inbox: Inbox
  folder: WechatFolder
  assets: Assets
  clock: Clock
  show(text: string): void
  log(event: string, detail: Record<string, unknown>): void
}

/** How the login is, told to everyone who must know. */
export interface Login {
  status(): ChannelStatus
  scan(code: string, state: 'waiting' | 'scanned'): void
  done(isResumed: boolean): void
  lost(reason: 'server' | 'asked' | 'refused', code: number): void
  /** Two groups share a name. */
  alike(topics: readonly string[]): void
  notInstalled(): void
  /** The process ended. */
  ended(code: number | null, nextInMs: number | null): void
  stopped(): void
}

/** A code is good for some minutes; whoever was told of one is told of a new one not sooner than this. */
const tellAgainMs = 30 * 60_000
/** After so many processes in a row that did not come up, the operator hears of it. */
const patientEnds = 5

/** Makes the teller of the login. */
export function makeLogin(parts: LoginParts): Login {
  return new ToldLogin(parts)
}

class ToldLogin implements Login {
  readonly #parts: LoginParts
  #status: ChannelStatus = { state: 'starting', detail: '正在启动' }
  #toldAt = Number.NEGATIVE_INFINITY
  /** Processes in a row that did not come up. */
  #ends = 0
  /** Whether the operator was told of something that the next login mends. */
  #isToldOf = false

  constructor(parts: LoginParts) {
    this.#parts = parts
  }

  status(): ChannelStatus {
    return this.#status
  }

  scan(code: string, state: 'waiting' | 'scanned'): void {
    this.#ends = 0
    this.#set('waiting', state === 'scanned' ? '已扫码，请在手机上点确认' : '请扫码')
    if (state === 'scanned') return
    const { folder, clock, show, log } = this.#parts
    const png = qrPng(code)
    const text = qrText(code)
    folder.showCode({ text, png })
    show(text)
    const now = elapsedMs(clock)
    if (now - this.#toldAt < tellAgainMs) return
    this.#toldAt = now
    this.#isToldOf = true
    this.#tellCode(code, png).catch(error => log('wechat-notice-failed', { err: error }))
  }

  done(isResumed: boolean): void {
    this.#ends = 0
    this.#toldAt = Number.NEGATIVE_INFINITY
    this.#parts.folder.showCode(null)
    this.#set('up', '已登录')
    this.#parts.log('wechat-login', { isResumed })
    if (this.#isToldOf) this.#notice('up', '', { key: this.#moment() })
    this.#isToldOf = false
  }

  lost(reason: 'server' | 'asked' | 'refused', code: number): void {
    const why = { server: '微信已退出登录', asked: '已按要求退出登录', refused: '微信拒绝网页登录' }[reason]
    this.#set('down', `${why}${code === 0 ? '' : `（${code}）`}`)
    if (reason === 'refused') this.#notice('down', this.#status.detail, { key: `${code}:${this.#moment()}` })
  }

  alike(topics: readonly string[]): void {
    for (const topic of topics) this.#notice('same-name', `“${topic}”`, { key: `${topic}:${this.#moment()}` })
  }

  notInstalled(): void {
    this.#set('down', '没有安装 wechaty（可选依赖）')
  }

  ended(code: number | null, nextInMs: number | null): void {
    if (nextInMs === null || code === exits.notInstalled) return
    if (this.#status.state === 'up' || this.#status.state === 'starting') this.#set('starting', '正在重新连接')
    if (++this.#ends !== patientEnds) return
    this.#set('down', '连不上，正在一次次重试')
    this.#isToldOf = true
    this.#notice('down', '', { key: this.#moment() })
  }

  stopped(): void {
    this.#set('down', '已停止')
  }

  #set(state: ChannelStatus['state'], detail: string): void {
    if (state === this.#status.state && detail === this.#status.detail) return
    this.#status = { state, detail }
    this.#parts.folder.showStatus(this.#status)
    this.#parts.log('wechat-status', { state })
  }

  async #tellCode(code: string, png: Buffer): Promise<void> {
    const picture = pictureIn(await this.#parts.assets.keep(png, null))
    this.#notice('login-needed', '二维码几分钟就过期，过期了在电脑上用 farewell wechat qr 看新的。', {
      key: code,
      picture: picture && { ...picture, alt: '微信登录二维码' },
    })
  }

  #notice(
    kind: Notice['kind'],
    detail: string,
    { key, picture = null }: { key: string; picture?: Notice['picture'] },
  ): void {
    const { inbox, log } = this.#parts
    inbox
      .notice({ channel: 'wechat', key: `wechat:${kind}:${key}`, kind, picture, detail })
      .catch(error => log('wechat-notice-failed', { err: error }))
  }

  #moment(): string {
    return String(this.#parts.clock.now().getTime())
  }
}
