import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { webhookSecret } from '../../src/channels/telegram/webhook.ts'
import { Secret } from '../../src/core/secret.ts'
import { limitBodies } from '../../src/http/body.ts'
import { RecordingInbox } from '../contract/inbox.ts'
import { until } from '../contract/saying.ts'
import { channelOn, openWorld, people } from '../support/telegram/harness.ts'

/** A channel with a webhook, served on loopback, and its emulator. */
async function openHooked({ isStarted = true } = {}) {
  const world = await openWorld({ limits: null })
  // The address must be known before the channel is opened, so the server asks for it at each call.
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 404 })
  const server = serve({ fetch: request => answer(request), port: 0, hostname: '127.0.0.1' }) as Server
  if (!server.listening) await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/telegram`
  const running = channelOn(world, { webhook: url })
  const tooLarge = (context: Context) => context.body(null, 413)
  const app = new Hono().use(limitBodies(tooLarge)).route('/', running.mount!)
  answer = request => app.fetch(request)
  const inbox = new RecordingInbox()
  onTestFinished(async () => {
    world.webhook = null
    await running.channel.stop()
    await world.hangUp()
    server.closeAllConnections()
    server.close()
  })
  if (isStarted) {
    await running.channel.start(inbox)
    await until(() => running.channel.status().state === 'up', 'it is up')
  }
  const secret = webhookSecret(new Secret(world.token))
  const post = async (body: string, headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': secret }) =>
    (await fetch(url, { method: 'POST', body, headers })).status
  const anUpdate = (id: number, date = Date.now() / 1000) => {
    const message = { message_id: id, date, chat: { id: 501, type: 'private' }, from: people.a, text: `第${id}句` }
    return JSON.stringify({ update_id: id, message })
  }
  return { world, inbox, post, anUpdate, url, ...running }
}

test('Telegram is told the address and a secret, and what it posts is taken in order', async () => {
  const { world, inbox, url } = await openHooked()
  expect(world.webhook).toMatchObject({ url, max_connections: 1, secret_token: expect.stringMatching(/^[\w-]{40,}$/) })
  for (const text of ['一', '二', '三']) world.write({ from: people.a, chat: 501, text })
  await inbox.taken(3)
  expect(inbox.updates.map(u => u.message.text)).toEqual(['一', '二', '三'])
  await until(() => world.pending.length === 0, 'all is confirmed')
})

test('an update that cannot be saved is not confirmed', async () => {
  const { world, inbox } = await openHooked()
  inbox.isFailing = true
  world.write({ from: people.a, chat: 501, text: '一' })
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(world.pending).toHaveLength(1)
  inbox.isFailing = false
  await inbox.taken(1)
  await until(() => world.pending.length === 0, 'it is confirmed')
})

test.each([
  ['no secret', {} as Record<string, string>],
  ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'x'.repeat(43) }],
  ['an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
])('with %s nothing is taken', async (_, headers) => {
  const { post, anUpdate, inbox } = await openHooked()
  expect(await post(anUpdate(1), headers)).toBe(401)
  expect(inbox.updates).toEqual([])
})

test('those who guess at the secret are slowed down, and who has it is let in all the same', async () => {
  const { post, anUpdate } = await openHooked()
  const guesses = await Promise.all(Array.from({ length: 50 }, () => post(anUpdate(1), {})))
  expect(guesses.filter(status => status === 429).length).toBeGreaterThan(10)
  expect(await post(anUpdate(1))).toBe(200)
})

test('the same update posted again counts once, and a recorded one of the day before yesterday not at all', async () => {
  const { post, anUpdate, inbox } = await openHooked()
  expect([await post(anUpdate(1)), await post(anUpdate(1))]).toEqual([200, 200])
  expect(await post(anUpdate(2, Date.now() / 1000 - 2 * 86_400))).toBe(200)
  expect(inbox.updates.map(u => u.id)).toEqual(['telegram:1'])
})

test('a body that is too large or no JSON is refused', async () => {
  const { post, inbox } = await openHooked()
  expect([await post('x'.repeat(1_000_001)), await post('{')]).toEqual([413, 400])
  expect(inbox.updates).toEqual([])
})

test('more calls a second than Telegram makes are refused', async () => {
  const { post, anUpdate } = await openHooked()
  const all = await Promise.all(Array.from({ length: 250 }, (_, n) => post(anUpdate(n + 1))))
  expect(new Set(all)).toEqual(new Set([200, 429]))
})

test('before the channel is up Telegram is asked to come again', async () => {
  const { post, anUpdate } = await openHooked({ isStarted: false })
  expect(await post(anUpdate(1))).toBe(503)
})

test('other addresses are none of its business', async () => {
  const { mount } = await openHooked({ isStarted: false })
  expect((await mount!.request('/other', { method: 'POST' })).status).toBe(404)
  expect((await mount!.request('/telegram')).status).toBe(404)
})
