import type { WireClock, WireError, WireMessage, WireStart, WireTaken } from '../../channels/web/wire.ts'

/** What became of a request. `unreachable` is worth another try; `refused` is not. */
export type NetAnswer<T> =
  | { outcome: 'ok'; value: T }
  | ({ outcome: 'refused' } & NetRefusal)
  | { outcome: 'unreachable' }

/** Why; `says` in words, where the server has them. */
export interface NetRefusal {
  error: WireError['error'] | null
  says?: string
}

/** A line on its way to the server; `sendSchema` says the same there. */
export interface LineFrame {
  id: string
  chat: string
  person: string
  text: string
  pictures: string[]
  repliesToBot: boolean
}

/** A picture that the server has kept. */
export interface KeptPicture {
  name: string
  url: string
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const getStart = () => call<WireStart>('/api/start')
export const getMessages = (chat: string, after: number) =>
  call<{ messages: WireMessage[] }>(`/api/messages?chat=${encodeURIComponent(chat)}&after=${after}`)
export const getOlder = (chat: string, before: number) =>
  call<{ messages: WireMessage[] }>(`/api/messages?chat=${encodeURIComponent(chat)}&before=${before}`)
export const postMessage = (frame: LineFrame) => call<WireTaken>('/api/messages', post(frame))
export const postClock = (at: string | null) => call<WireClock>('/api/clock', post({ at }))
export const postPicture = (picture: Blob, person: string) =>
  call<KeptPicture>(
    `/api/${picture.type.startsWith('video/') ? 'videos' : 'pictures'}?person=${encodeURIComponent(person)}`,
    { method: 'POST', headers: { 'content-type': picture.type }, body: picture },
    { seconds: picture.type.startsWith('video/') ? 90 : 60 },
  )

async function call<T>(path: string, init: RequestInit = {}, { seconds } = { seconds: 20 }): Promise<NetAnswer<T>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(seconds * 1000) })
    if (response.ok) return { outcome: 'ok', value: (await response.json()) as T }
    const refused = await reasonOf(response)
    const mayPass = response.status >= 500 || response.status === 408 || response.status === 429
    // What the server has words for will not pass by itself.
    if (mayPass && refused.says === undefined) return { outcome: 'unreachable' }
    return { outcome: 'refused', ...refused }
  } catch {
    return { outcome: 'unreachable' } // no network, no server, or too slow: fetch throws for all of them
  }
}

async function reasonOf(response: Response): Promise<NetRefusal> {
  try {
    const { error, says } = (await response.json()) as WireError
    return says === undefined ? { error } : { error, says }
  } catch {
    return { error: null } // something between us and the server has answered
  }
}

/** A fresh id. `crypto.randomUUID` exists only on https and loopback; a school may serve plain http inside. */
export function freshId(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID()
  return Array.from((crypto as Crypto).getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
