import { Agent } from 'node:https'
import { Telegram, TelegramError } from 'telegraf'
import type { Telegram as Methods, Opts } from 'telegraf/types'
import type { TelegramSettings } from './settings.ts'

/**
 * Why a call came to nothing.
 * - `answered`: Telegram said no, or its servers did not work
 * - `unsent`: no connection was made, so nothing was asked
 * - `lost`: the connection ended when Telegram may already have done what was asked
 */
export type Failure =
  | { kind: 'answered'; code: number; description: string; retryAfter: number | null; movedTo: number | null }
  | { kind: 'unsent' | 'lost'; description: string }

/** A call that came to nothing. Holds neither the token nor what was to be sent, which errors of telegraf and node-fetch do. */
export class CallError extends Error {
  readonly failure: Failure
  constructor(method: string, failure: Failure) {
    super(`${method}: ${failure.description}`)
    this.name = 'CallError'
    this.failure = failure
  }
}

/** How long a call may take. */
export interface CallLimits {
  timeoutMs?: number
  signal?: AbortSignal | undefined
}

/** The Bot API over HTTP. Everything it throws is a `CallError`. */
export interface Api {
  call<M extends keyof Methods>(method: M, payload: Opts<M>, limits?: CallLimits): Promise<ReturnType<Methods[M]>>
  /** The bytes of a file, or null when it is larger than `most`. */
  download(fileId: string, most: number): Promise<Uint8Array | null>
}

const callTimeoutMs = 25_000
const connectTimeoutMs = 8000

/** Opens the Bot API of a bot; nothing is asked yet. */
export function openApi({ token, api }: TelegramSettings, { connectMs = connectTimeoutMs } = {}): Api {
  const key = token.reveal()
  const telegram = new Telegram(key, { apiRoot: api, agent: patientAgent(connectMs) })
  const call: Api['call'] = async (method, payload, { timeoutMs = callTimeoutMs, signal } = {}) =>
    within({ timeoutMs, signal }, async inner => {
      try {
        // telegraf types the signal by an older package; the platform's own is what node-fetch takes.
        const options = { signal: inner as never }
        return (await telegram.callApi(method as never, payload as never, options)) as never
      } catch (error) {
        throw new CallError(method, failureOf(error, key))
      }
    })
  return {
    call,
    async download(fileId, most) {
      const { file_path: path, file_size: size } = await call('getFile', { file_id: fileId })
      if (!path || (size ?? 0) > most) return null
      return within({ timeoutMs: callTimeoutMs }, async signal => {
        try {
          return await readAtMost(await fetch(fileUrl(api, key, path), { redirect: 'error', signal }), most)
        } catch (error) {
          throw new CallError('download', failureOf(error, key))
        }
      })
    },
  }
}

function fileUrl(api: string, key: string, path: string): string {
  return `${api}/file/bot${key}/${path.split('/').map(encodeURIComponent).join('/')}`
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array | null> {
  if (!response.ok) throw Object.assign(new Error('download'), { code: `HTTP ${response.status}` })
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > most) return null // leaving the loop closes the connection
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Runs `act` with a signal that fires at the end of the time or with the outer one, and leaves no listener behind. */
async function within<T>({ timeoutMs, signal }: CallLimits, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const end = () => abort.abort()
  const timer = setTimeout(end, timeoutMs)
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  try {
    return await act(abort.signal)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

/** Codes of errors that come before a connection stands. */
const beforeConnecting = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'FAREWELL_CONNECT_TIMEOUT',
])

/** What an error of telegraf or node-fetch means. Their messages hold addresses with the token, so only codes are taken over. */
function failureOf(error: unknown, key: string): Failure {
  if (error instanceof TelegramError) {
    const { retry_after: retryAfter = null, migrate_to_chat_id: movedTo = null } = error.parameters ?? {}
    const description = String(error.description).replaceAll(key, '***').slice(0, 200)
    return { kind: 'answered', code: error.code, description, retryAfter, movedTo }
  }
  const { code, type, name, message } = error as { code?: string; type?: string; name?: string; message?: string }
  const isUnsent =
    beforeConnecting.has(code ?? '') ||
    (code === 'ETIMEDOUT' && /reason: (connect |$)/.test(message ?? '')) ||
    /before secure TLS connection/.test(message ?? '')
  return { kind: isUnsent ? 'unsent' : 'lost', description: code ?? type ?? name ?? 'unknown' }
}

/**
 * An agent that gives up connecting in time. Where Telegram is blocked packets vanish; without this a send would only end by its own time
 * limit, and then nobody could tell that nothing was sent.
 */
function patientAgent(connectMs: number): Agent {
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 10_000 })
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback)
    const late = () => socket?.destroy(Object.assign(new Error('connecting'), { code: 'FAREWELL_CONNECT_TIMEOUT' }))
    const timer = setTimeout(late, connectMs)
    for (const event of ['secureConnect', 'close']) socket?.once(event, () => clearTimeout(timer))
    return socket
  }
  return agent
}
