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
export function makeLogin({ inbox, folder, assets, clock, show, log }: LoginParts): Login {
  let status: ChannelStatus = { state: 'starting', detail: '正在启动' }
  let toldAt = Number.NEGATIVE_INFINITY
  let ends = 0
  /** Whether the operator was told of something that the next login mends. */
  let isToldOf = false

  function set(state: ChannelStatus['state'], detail: string): void {
    if (state === status.state && detail === status.detail) return
    status = { state, detail }
    folder.showStatus(status)
    log('wechat-status', { state })
  }

  function notice(
    kind: Notice['kind'],
    detail: string,
    { key, picture = null }: { key: string; picture?: Notice['picture'] },
  ): void {
    inbox
      .notice({ channel: 'wechat', key: `wechat:${kind}:${key}`, kind, picture, detail })
      .catch(error => log('wechat-notice-failed', { err: error }))
  }

  async function tellCode(code: string, png: Buffer): Promise<void> {
    const picture = pictureIn(await assets.keep(png, null))
    notice('login-needed', '二维码几分钟就过期，过期了在电脑上用 farewell wechat qr 看新的。', {
      key: code,
      picture: picture && { ...picture, alt: '微信登录二维码' },
    })
  }

  return {
    status: () => status,
    scan(code, state) {
      ends = 0
      if (state === 'scanned') return set('waiting', '已扫码，请在手机上点确认')
      set('waiting', '请扫码')
      const png = qrPng(code)
      const text = qrText(code)
      folder.showCode({ text, png })
      show(text)
      const now = elapsedMs(clock)
      if (now - toldAt < tellAgainMs) return
      toldAt = now
      isToldOf = true
      tellCode(code, png).catch(error => log('wechat-notice-failed', { err: error }))
    },
    done(isResumed) {
      ends = 0
      toldAt = Number.NEGATIVE_INFINITY
      folder.showCode(null)
      set('up', '已登录')
      log('wechat-login', { isResumed })
      if (isToldOf) notice('up', '', { key: String(clock.now().getTime()) })
      isToldOf = false
    },
    lost(reason, code) {
      const why = { server: '微信已退出登录', asked: '已按要求退出登录', refused: '微信拒绝网页登录' }[reason]
      set('down', `${why}${code === 0 ? '' : `（${code}）`}`)
      if (reason === 'refused') notice('down', status.detail, { key: `${code}:${clock.now().getTime()}` })
    },
    alike(topics) {
      for (const topic of topics) notice('same-name', `“${topic}”`, { key: `${topic}:${clock.now().getTime()}` })
    },
    notInstalled: () => set('down', '没有安装 wechaty（可选依赖）'),
    ended(code, nextInMs) {
      if (nextInMs === null || code === exits.notInstalled) return
      if (status.state === 'up' || status.state === 'starting') set('starting', '正在重新连接')
      if (++ends !== patientEnds) return
      set('down', '连不上，正在一次次重试')
      isToldOf = true
      notice('down', '', { key: String(clock.now().getTime()) })
    },
    stopped: () => set('down', '已停止'),
  }
}
