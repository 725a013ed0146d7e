import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { startApp } from '../../src/app/start.ts'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import { sharingBuilt } from './built.ts'
import { copyFixture, type Edits } from './fixture.ts'
import { tempFolder } from './folder.ts'

/** The settings of a bot on the small knowledge without flows, on a free port, with its data in a folder. */
export function settingsIn(folder: string, edits: Edits = {}): Record<string, string> {
  const [knowledge, flows] = [join(folder, 'knowledge'), join(folder, 'flows')]
  mkdirSync(flows, { recursive: true })
  return {
    FAREWELL_PORT: '0',
    FAREWELL_DATA: join(folder, 'data'),
    FAREWELL_KNOWLEDGE: copyFixture(knowledge, edits),
    FAREWELL_FLOWS: flows,
    FAREWELL_LOG: 'silent',
    ...sharingBuilt(),
  }
}

/** What HTTP answered; `body` is parsed JSON where it is some. */
export interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at what it expects
  body: any
  headers: Headers
}

/** One who talks to a bot's server. */
export function visitor(url: string, headers: Record<string, string> = {}) {
  const call = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const response = await fetch(url + path, { redirect: 'manual', ...init, headers: { ...headers, ...init.headers } })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
    call(path, { method: 'POST', body, headers: { 'content-type': type } })
  const send = (message: object) => post('/api/messages', JSON.stringify({ ...aMessage, ...message }))
  return {
    url,
    call,
    /** An answer that goes on, such as a stream. */
    open: (path: string) => fetch(url + path, { headers }),
    post,
    send,
    async messages(chat = aMessage.chat): Promise<WireMessage[]> {
      return (await call(`/api/messages?chat=${encodeURIComponent(chat)}`)).body.messages
    },
    /** Events of the stream, from `after` on, until `enough` says so. */
    async stream(enough: (events: StreamEvent[]) => boolean, after?: number): Promise<StreamEvent[]> {
      const stop = new AbortController()
      const init = { headers: { ...headers, ...(after === undefined ? {} : { 'last-event-id': `${after}` }) } }
      const response = await fetch(`${url}/api/stream`, { ...init, signal: stop.signal })
      const events: StreamEvent[] = []
      for await (const event of eventsOf(response)) {
        events.push(event)
        if (enough(events)) break
      }
      stop.abort()
      return events
    },
  }
}

/** A whole frame as the page sends it; tests change what they are about. */
export const aMessage = { id: 'message-1', chat: 'web:s1:private', person: 'web:s1', text: '退宿怎么办理' }

export interface StreamEvent {
  event: string
  id: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at what it expects
  data: any
}

/** Whether a stream or a list holds something that the bot said. */
export const botSpoke = (events: StreamEvent[]) => events.some(e => e.event === 'message' && e.data.from === null)

/** The events of an answer that is a stream. */
export async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  let rest = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks.filter(b => !b.startsWith(':'))) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
      yield { event: field('event')!, id: field('id'), data: JSON.parse(field('data')!) }
    }
  }
}

/** A bot with its web chat in this process, stopped when the running test is over. */
export async function startWeb(env: Record<string, string> = {}, edits: Edits = {}) {
  const config = readConfig({ ...settingsIn(tempFolder(), edits), ...env })
  const app = await startApp(config)
  onTestFinished(() => app.stop())
  return { ...visitor(app.url), data: config.data, routes: app.routes }
}
