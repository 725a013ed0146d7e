import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { openWecomHarness, type WecomHarness } from '../support/wecom/harness.ts'

async function open() {
  const harness = await openWecomHarness()
  onTestFinished(harness.close)
  const { aibot } = harness
  return { harness, aibot, message: () => JSON.stringify(aibot.payloadOf({ from: 'a', text: '在吗' })) }
}

/** One request as it goes over the line, to be sent more than once. */
function signed({ aibot, now }: WecomHarness, plain: string) {
  const encrypted = aibot.crypt.encipher(plain, randomBytes(16))
  const timestamp = String(Math.floor(now!().getTime() / 1000))
  const msg_signature = aibot.crypt.sign({ timestamp, nonce: 'n', encrypted })
  return {
    query: new URLSearchParams({ msg_signature, timestamp, nonce: 'n' }),
    encrypted,
    body: JSON.stringify({ encrypt: encrypted }),
  }
}

const bad = new URLSearchParams({ msg_signature: '0'.repeat(40), timestamp: '1', nonce: 'n' })

/** Signed by nobody, but at a good time. */
const timely = ({ now }: WecomHarness) =>
  new URLSearchParams({ ...Object.fromEntries(bad), timestamp: String(Math.floor(now!().getTime() / 1000)) })

test('the check of the address is answered with the plain text alone', async () => {
  const { harness } = await open()
  const { query, encrypted } = signed(harness, '1288432023552776189')
  query.set('echostr', encrypted)
  const response = await fetch(`${harness.url()}/webhooks/wecom?${query}`)
  expect([response.status, await response.text()]).toEqual([200, '1288432023552776189'])
})

test('what is not signed is refused and reaches nobody', async () => {
  const { harness, aibot } = await open()
  for (const body of ['', '{', '{}', '{"encrypt":7}', '{"encrypt":"QUJD"}'])
    expect(await aibot.post(bad, body)).toBe(403)
  const { query } = signed(harness, '{}')
  const other = signed(harness, JSON.stringify(aibot.payloadOf({ from: 'a', text: '在吗' })))
  expect(await aibot.post(query, other.body)).toBe(403)
  expect(harness.updates).toEqual([])
})

test('the same request a second time is taken for what it is: nothing new', async () => {
  const { harness, aibot, message } = await open()
  const { query, body } = signed(harness, message())
  expect([await aibot.post(query, body), await aibot.post(query, body)]).toEqual([200, 200])
  expect(harness.updates).toHaveLength(1)
  expect(harness.logged!()).toContain('replayed')
})

test('a request of ten minutes ago, or of the future, is refused', async () => {
  const { harness, aibot, message } = await open()
  const at = harness.now!().getTime()
  for (const off of [-11, 11]) expect(await aibot.call(message(), { at: at + off * 60_000 })).toBe(403)
  expect(await aibot.call(message(), { at: at - 9 * 60_000 })).toBe(200)
  expect(harness.updates).toHaveLength(1)
})

test('a body over 256 kB is refused with 413, and not read at all where the address cannot be genuine', async () => {
  const { harness, aibot } = await open()
  expect(await aibot.post(bad, 'x'.repeat(300_000))).toBe(403)
  expect(await aibot.post(timely(harness), 'x'.repeat(300_000))).toBe(413)
})

test('many requests that are not signed are slowed down, and signed ones from the same place are taken all the same', async () => {
  const { harness, aibot, message } = await open()
  const bads = [bad, timely(harness)]
  const answers = new Set<number>()
  for (let n = 0; n < 100; n++) answers.add(await aibot.post(bads[n % 2]!, '{}'))
  expect(answers).toEqual(new Set([403, 429]))
  expect(await aibot.call(message())).toBe(200)
  expect(harness.updates).toHaveLength(1)
})

test('requests that are not signed do not fill the log', async () => {
  const { harness, aibot } = await open()
  for (let n = 0; n < 100; n++) await aibot.post(bad, '{}')
  expect(harness.logged!().match(/webhook-refused/g)).toHaveLength(30)
})

test('a signed request that somebody recorded and sends again and again leaves room for new ones', async () => {
  const { harness, aibot, message } = await open()
  const { query, body } = signed(harness, message())
  for (let n = 0; n < 1300; n++) await aibot.post(query, body)
  expect(await aibot.call(message())).toBe(200)
})

test('a message that cannot be saved in time is answered with 500, so that WeCom may repeat it', async () => {
  const { harness, aibot, message } = await open()
  harness.failInbox(true)
  const plain = message()
  expect(await aibot.call(plain)).toBe(500)
  harness.failInbox(false)
  expect(await aibot.call(plain)).toBe(200)
  expect(harness.updates).toHaveLength(1)
})
