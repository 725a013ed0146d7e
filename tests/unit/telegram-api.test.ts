import { once } from 'node:events'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { CallError, openApi } from '../../src/channels/telegram/api.ts'
import { telegramReceiptOf } from '../../src/channels/telegram/receipt.ts'
import { Secret } from '../../src/core/secret.ts'
import type { Trouble } from '../support/telegram/emulator.ts'
import { openWorld } from '../support/telegram/harness.ts'

const now = new Date('2026-06-10T04:00:00Z')
const text = '这句话谁也不该在日志里看到'

/** What a call to send comes to. */
async function failing(
  trouble: Trouble | null,
  prepare: (world: Awaited<ReturnType<typeof openWorld>>) => unknown = () => {},
) {
  const world = await openWorld({ limits: null })
  onTestFinished(() => world.hangUp())
  if (trouble) world.troubles = [trouble]
  await prepare(world)
  const api = openApi({ token: new Secret(world.token), api: world.url, webhook: null })
  const error = await api.call('sendMessage', { chat_id: 501, text }, { timeoutMs: 300 }).catch(e => e)
  if (!(error instanceof CallError)) throw new Error('it did not fail as it should')
  return { error, receipt: telegramReceiptOf(error.failure, { now, isGroup: false }), world }
}
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('too many messages: as long as Telegram says, nothing at all is sent', async () => {
  const { receipt } = await failing({ kind: 'too-many', amount: 7 })
  expect(receipt).toEqual({ outcome: 'retry', reason: 'rate-limit', notBefore: after(7), wholeChannel: true })
})

test('too many messages in a group hold up that group alone', () => {
  const failure = { kind: 'answered', code: 429, description: 'x', retryAfter: 40, movedTo: null } as const
  expect(telegramReceiptOf(failure, { now, isGroup: true })).toEqual({
    outcome: 'retry',
    reason: 'rate-limit',
    notBefore: after(40),
  })
})

test('servers that do not work are asked again', async () => {
  expect((await failing({ kind: 'broken' })).receipt).toMatchObject({ outcome: 'retry', reason: 'offline' })
})

test('without a connection nothing was sent', async () => {
  expect((await failing(null, world => world.hangUp())).receipt).toMatchObject({ outcome: 'retry', reason: 'offline' })
})

test.each(['cut-before', 'cut-after', 'silent', 'html'] as const)(
  'after “%s” nobody knows whether it was sent',
  async kind => {
    expect((await failing({ kind })).receipt).toEqual({ outcome: 'uncertain' })
  },
)

test('where packets vanish or no TLS comes about, nothing was sent', async () => {
  const mute = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(mute, 'listening')
  onTestFinished(() => void mute.close())
  const { port } = mute.address() as { port: number }
  const settings = { token: new Secret('4200:emulated'), api: `https://127.0.0.1:${port}`, webhook: null }
  const error = await openApi(settings, { connectMs: 80 })
    .call('getMe', {} as never)
    .catch(e => e)
  expect(error.failure).toEqual({ kind: 'unsent', description: 'FAREWELL_CONNECT_TIMEOUT' })
})

test('a wrong token holds up the channel, and is no refusal of the message', async () => {
  const { receipt } = await failing(null, world => {
    world.isKnown = false
  })
  expect(receipt).toMatchObject({ outcome: 'retry', reason: 'offline', wholeChannel: true })
})

test.each([
  [403, 'Forbidden: bot was blocked by the user', 'blocked'],
  [403, 'Forbidden: user is deactivated', 'blocked'],
  [403, "Forbidden: bot can't initiate conversation with a user", 'cannot-push'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'left'],
  [403, 'Forbidden: bot is not a member of the supergroup chat', 'left'],
  [400, 'Bad Request: chat not found', 'unknown-chat'],
  [400, 'Bad Request: message is too long', 'too-long'],
  [400, 'Bad Request: not enough rights to send text messages to the chat', 'rejected'],
])('%i “%s” is a refusal: %s', (code, description, reason) => {
  const failure = { kind: 'answered', code, description, retryAfter: null, movedTo: null } as const
  expect(telegramReceiptOf(failure, { now, isGroup: true })).toEqual({ outcome: 'refused', reason })
})

test.each(['broken', 'html', 'cut-after', 'silent', 'too-many'] as const)(
  'an error by “%s” holds neither the token nor the message',
  async kind => {
    const { error, world } = await failing({ kind })
    const all = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${error.stack}`
    expect(all).not.toContain(world.token.split(':')[1])
    expect(all).not.toContain(text)
  },
)

test('a file that turns out larger than it said is not taken', async () => {
  const world = await openWorld()
  onTestFinished(() => world.hangUp())
  world.files.set('f1', new Uint8Array(100))
  const api = openApi({ token: new Secret(world.token), api: world.url, webhook: null })
  expect(await api.download('f1', 99)).toBeNull()
  expect((await api.download('f1', 100))?.length).toBe(100)
})
