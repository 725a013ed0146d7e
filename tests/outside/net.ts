import { setTimeout as wait } from 'node:timers/promises'
import type { WireMessage } from '../../src/channels/web/wire.ts'

/** What HTTP answered; status 0 when nothing did. */
export interface Answer {
  status: number
  bytes: Buffer
}

/** The cookie behind a personal link: given at once, or after a press. */
export async function enter(url: string, link: string): Promise<string> {
  const path = new URL(link, url).pathname
  const looked = await fetch(url + path, { redirect: 'manual' })
  const pressed = looked.headers.has('set-cookie')
    ? looked
    : await fetch(url + path, { method: 'POST', redirect: 'manual', headers: { origin: url } })
  const cookie = pressed.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`the personal link opened nothing: ${looked.status}, ${pressed.status}`)
  return cookie
}

/** One request of somebody's page; with a cookie of nobody when `cookie` is empty. */
export async function request(url: string, { cookie, init }: { cookie: string; init: RequestInit }): Promise<Answer> {
  try {
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) }
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(20_000) })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  } catch {
    return { status: 0, bytes: Buffer.alloc(0) } // the process is away, or went away during the request
  }
}

/** What a stream is opened for. */
export interface Ears {
  url: string
  cookie: string
  heard: WireMessage[]
  signal: AbortSignal
  /** Called when one of the person's own lines is shown. */
  mine(): void
}

/** Keeps a stream open until the signal; after a break it goes on behind the last line, as a browser does. */
export async function listen({ url, cookie, heard, signal, mine }: Ears): Promise<void> {
  const known = new Set<string>()
  let last = '0'
  while (!signal.aborted) {
    try {
      const response = await fetch(`${url}/api/stream`, { headers: { cookie, 'last-event-id': last }, signal })
      for await (const { id, data } of eventsOf(response)) {
        if (id === null) continue // the clock
        last = id
        const message = JSON.parse(data) as WireMessage
        if (known.has(message.id)) continue
        known.add(message.id)
        heard.push(message)
        if (message.from !== null) mine()
      }
    } catch {
      // the process is away: ask again
    }
    await wait(100)
  }
}

async function* eventsOf(response: Response): AsyncGenerator<{ id: string | null; data: string }> {
  let rest = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const data = /^data: ?(.*)$/m.exec(block)?.[1]
      if (data !== undefined) yield { id: /^id: ?(.*)$/m.exec(block)?.[1] ?? null, data }
    }
  }
}
