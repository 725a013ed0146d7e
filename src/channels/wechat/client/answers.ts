import { isLogout, tamed } from '../protocol.ts'
import type { JobOutcome } from '../wire.ts'

/** A request as the library makes it; only what we read. */
export interface RequestOptions {
  url: string
  method?: string
}

/** The same request to another server: the real host becomes the first part of the path. */
export function redirect<T extends RequestOptions>(options: T, endpoint: string): T {
  const { host, pathname, search } = new URL(options.url)
  return { ...options, url: `${endpoint}/${host}${pathname}${search}` }
}

type Send = (options: RequestOptions) => Promise<{ data: unknown }>

/** Who is told what. */
export interface Watch {
  /** The first wait before a failed look for news is repeated; each wait is three times the one before. */
  patienceMs: number
  /** The platform says that the login is over, or will have none. */
  lost(code: number): void
  /** News could not be fetched for some time. */
  failed(): void
}

const looks = 4

/** Requests whose answers are looked at first: what would be evaluated is tamed, a lost login is told, looking for news is tried again. */
export function watchAnswers(send: Send, { patienceMs, lost, failed }: Watch): Send {
  return async options => {
    const { pathname } = new URL(options.url)
    const isLook = /\/(synccheck|webwxsync)$/.test(pathname)
    for (let attempt = 1; ; attempt++) {
      try {
        return inspect(await send(options), pathname, lost)
      } catch (error) {
        const refused = loginRefusal(error, pathname)
        if (refused !== null) lost(refused)
        if (!isLook) throw error
        if (attempt === looks) failed()
        if (attempt >= looks) throw error
        await new Promise(resolve => setTimeout(resolve, patienceMs * 3 ** (attempt - 1)))
      }
    }
  }
}

function inspect<T extends { data: unknown }>(answer: T, path: string, lost: Watch['lost']): T {
  const script = tamed(path, typeof answer.data === 'string' ? answer.data : '')
  if (script !== null) {
    answer.data = script
    if (/\/synccheck$/.test(path)) {
      const code = Number(/retcode: (-?\d+)/.exec(script)![1])
      if (isLogout(code)) lost(code)
      else if (code !== 0) throw new Error(`looking for news: ${code}`)
    }
    return answer
  }
  const ret = (answer.data as { BaseResponse?: { Ret?: unknown } } | null)?.BaseResponse?.Ret
  if (typeof ret === 'number' && isLogout(ret)) lost(ret)
  else if (typeof ret === 'number' && ret !== 0 && /\/webwxsync$/.test(path)) throw new Error(`fetching news: ${ret}`)
  return answer
}

/** The platform's number for a login that was scanned and confirmed and still refused, at which the library does not look; or null. */
function loginRefusal(error: unknown, path: string): number | null {
  if (!/\/webwxnewloginpage$/.test(path)) return null
  const { data } = (error as { response?: { data?: unknown } }).response ?? {}
  const ret = Number(/<ret>(-?\d+)<\/ret>/.exec(String(data ?? ''))?.[1] ?? 0)
  return ret === 0 ? null : ret
}

/** The platform's own number in a failed answer, or null. */
export function retOf(error: unknown): number | null {
  const { response, message } = error as {
    response?: { data?: { BaseResponse?: { Ret?: unknown } } }
    message?: string
  }
  const ret = response?.data?.BaseResponse?.Ret
  if (typeof ret === 'number') return ret
  return message === 'already logout' ? 1101 : null
}

/** No connection came about, so that nothing can have been taken. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** What a failed send means: the platform's own number, certainly not sent, or nobody knows. */
export function outcomeOf(error: unknown): JobOutcome {
  const ret = retOf(error)
  if (ret !== null) return { outcome: 'refused', ret }
  const { code, cause, tips, response } = error as {
    code?: string
    cause?: { code?: string }
    tips?: string
    response?: { status?: number }
  }
  // A picture is uploaded first; as long as that fails, nobody has seen anything.
  if (tips === '上传媒体文件失败') return { outcome: 'unsent' }
  if (neverConnected.has(code ?? '') || neverConnected.has(cause?.code ?? '')) return { outcome: 'unsent' }
  const status = response?.status ?? 0
  return status >= 400 && status < 500 ? { outcome: 'unsent' } : { outcome: 'unknown' }
}
