import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeWebChannel } from '../../src/channels/web/channel.ts'
import { makeStreams, type StreamLimits } from '../../src/channels/web/streams.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { tempFolder } from '../support/folder.ts'
import { eventsOf } from '../support/web.ts'

const chat = 'web:p:private'

/** A server of streams of one chat; `pass` comes in the address. `say` adds a line of the bot. */
async function openStreams(limits: Partial<StreamLimits> = {}) {
  const database = await openDatabase(tempFolder())
  const transcript = makeTranscript(database)
  const channel = makeWebChannel({ transcript, clock: { now: () => new Date() }, sandbox: null })
  const streams = makeStreams(channel, limits)
  const app = new Hono()
  let mayHear = true
  app.get('/:pass', context => {
    const after = Number(context.req.header('last-event-id') ?? 0)
    return streams.open(context, {
      chats: [chat],
      after,
      pass: context.req.param('pass'),
      mayHear: async () => mayHear,
    })
  })
  const server = await new Promise<Server>(resolve => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made as Server))
  })
  const port = (server.address() as AddressInfo).port
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    await database.close()
  })
  let count = 0
  return {
    port,
    takeBack() {
      mayHear = false
    },
    channel,
    url: `http://127.0.0.1:${port}`,
    connections: () => new Promise<number>(resolve => server.getConnections((_, n) => resolve(n))),
    async say(text: string) {
      const line = { id: `line-${++count}`, chat, from: null, to: null, text, images: [], choices: [], rateable: false }
      await transcript.add({ ...line, at: '2026-06-10T04:00:00Z' })
      channel.announce({ chat })
    },
  }
}

/** A line on which a stream is asked for and nothing is ever read. */
function deafSocket(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.pause()
  socket.write('GET /p HTTP/1.1\r\nhost: x\r\n\r\n')
  onTestFinished(() => void socket.destroy())
  return socket
}

const large = 'x'.repeat(200_000)

test('a stream that nobody reads is ended when a piece does not leave in time', async () => {
  const { port, say, connections } = await openStreams({ patienceMs: 150 })
  deafSocket(port)
  await vi.waitUntil(async () => (await connections()) === 1)
  for (let n = 0; n < 80; n++) await say(large)
  await vi.waitUntil(async () => (await connections()) === 0, { timeout: 10_000 })
})

test('a stream that is read is not ended, however much there is', async () => {
  const { url, say } = await openStreams({ patienceMs: 2000 })
  const response = await fetch(`${url}/p`)
  for (let n = 0; n < 80; n++) await say(large)
  const ids: string[] = []
  for await (const event of eventsOf(response)) if (ids.push(event.data.id) === 80) break
  expect(ids).toEqual(Array.from({ length: 80 }, (_, n) => `line-${n + 1}`))
})

test('one who comes back with the last number gets all that was missed, in order, and goes on hearing', async () => {
  const { url, say } = await openStreams()
  for (let n = 1; n <= 400; n++) await say(`${n}`)
  const response = await fetch(`${url}/p`, { headers: { 'last-event-id': '3' } })
  const heard: string[] = []
  for await (const event of eventsOf(response)) {
    heard.push(event.data.text)
    if (heard.length === 397) await say('401')
    if (heard.length === 398) break
  }
  expect(heard).toEqual(Array.from({ length: 398 }, (_, n) => `${n + 4}`))
})

test('one stream more than a pass may have ends its oldest, and nobody else’s', async () => {
  const { url, say } = await openStreams({ perPass: 2 })
  const [other, first, second] = [await fetch(`${url}/q`), await fetch(`${url}/p`), await fetch(`${url}/p`)]
  const third = await fetch(`${url}/p`)
  await say('hello')
  await expect(first.text()).rejects.toThrow()
  for (const open of [other, second, third]) {
    const { value } = await eventsOf(open).next()
    expect(value?.data.text).toBe('hello')
  }
})

test('the stream of a pass that was taken back says nothing more and ends', async () => {
  const { url, say, takeBack } = await openStreams()
  const response = await fetch(`${url}/p`)
  await say('before')
  const events = eventsOf(response)
  expect((await events.next()).value?.data.text).toBe('before')
  takeBack()
  await say('after')
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('one stream more than there may be is refused until another has ended', async () => {
  const { url } = await openStreams({ inAll: 2 })
  const leaving = new AbortController()
  await fetch(`${url}/p`)
  await fetch(`${url}/q`, { signal: leaving.signal })
  expect((await fetch(`${url}/r`)).status).toBe(503)
  leaving.abort()
  await vi.waitUntil(async () => (await fetch(`${url}/r`)).status === 200)
})

test('a quiet stream says that it is there', async () => {
  const { url } = await openStreams({ quietMs: 20 })
  const reader = (await fetch(`${url}/p`)).body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  while (!heard.includes('still here')) heard += (await reader.read()).value
  expect(heard).toMatch(/^: hello\n\n: still here\n\n/)
  await reader.cancel()
})

test('the clock is told to those who listen, the last one only', async () => {
  const { url, channel } = await openStreams()
  const response = await fetch(`${url}/p`)
  const clockAt = (at: string) => channel.announce({ clock: { at, pretended: true } })
  clockAt('2026-06-29T12:00:00.000Z')
  clockAt('2026-06-30T12:00:00.000Z')
  const { value } = await eventsOf(response).next()
  expect(value).toMatchObject({ event: 'clock', data: { at: '2026-06-30T12:00:00.000Z' } })
})
