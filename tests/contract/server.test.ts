import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { takesBodies } from '../../src/channels/http/body.ts'
import { fewBytes } from '../../src/http/body.ts'
import { startServer } from '../support/server.ts'

/** One who writes bytes on a line of its own, and what came back until the line was closed. */
function lineTo(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let heard = ''
  socket.on('data', bytes => {
    heard += bytes
  })
  socket.on('error', () => undefined) // closed while we still write
  const closed = new Promise<string>(resolve => socket.once('close', () => resolve(heard)))
  return { socket, closed, heard: () => heard }
}

/** Sends bytes until there are so many, or nobody takes them any more. */
async function pour({ socket }: ReturnType<typeof lineTo>, most: number): Promise<void> {
  const bytes = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`)
  for (let sent = 0; sent < most && socket.writable; sent += bytes.length)
    if (!socket.write(bytes))
      await new Promise<void>(resolve => {
        socket.once('drain', resolve)
        socket.once('close', resolve)
      })
}

const reader = () =>
  new Hono()
    .post('/read', async context => context.text(String((await context.req.text()).length)))
    .post('/much', takesBodies(100_000), async context => context.text(String((await context.req.text()).length)))
    .post('/deaf', context => context.text('no pass', 401))
    .post('/swallowed', async context => {
      await context.req.text().catch(() => undefined)
      return context.text('took it')
    })
const post = async (url: string, body: string) => {
  const response = await fetch(url, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

test('every route takes a few kilobytes, and one that says so takes more', async () => {
  const { url } = await startServer([reader()])
  expect(await post(`${url}/read`, 'x'.repeat(fewBytes))).toEqual({ status: 200, text: String(fewBytes) })
  expect((await post(`${url}/read`, 'x'.repeat(fewBytes + 1))).status).toBe(413)
  expect(await post(`${url}/much`, 'x'.repeat(100_000))).toEqual({ status: 200, text: '100000' })
  expect((await post(`${url}/much`, 'x'.repeat(100_001))).status).toBe(413)
})

test('what a route makes of a body that was cut off is never its answer', async () => {
  const { url } = await startServer([reader()])
  expect((await post(`${url}/swallowed`, 'x'.repeat(fewBytes + 1))).status).toBe(413)
})

test('a body that is too large is a defect of nobody', async () => {
  const faults: unknown[] = []
  const { url } = await startServer([reader()], { fault: error => faults.push(error) })
  await post(`${url}/read`, 'x'.repeat(fewBytes + 1))
  expect(faults).toEqual([])
})

/** So many bytes would be seen in the memory of whoever kept them. */
const enormous = 300_000_000

for (const [path, status] of [
  ['/read', 413],
  ['/deaf', 401],
  ['/nowhere', 404],
] as const)
  test(`endless chunks to ${path} are answered with ${status}, cut off, and never held`, async () => {
    const { url } = await startServer([reader()])
    const line = lineTo(url)
    const before = process.memoryUsage.rss()
    line.socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`)
    await pour(line, enormous)
    // The body goes on for ever; it is the server that hangs up.
    expect((await line.closed).slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
    expect(process.memoryUsage.rss() - before).toBeLessThan(enormous / 2)
  })

test('whoever dribbles their headers, or their body, is hung up on', async () => {
  const patience = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 }
  const { url } = await startServer([reader()], { patience })
  const [slow, slower] = [lineTo(url), lineTo(url)]
  slow.socket.write('POST /read HTTP/1.1\r\nhost: x\r\n')
  slower.socket.write('POST /read HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nx')
  expect(await slow.closed).toContain('408')
  expect(await slower.closed).toContain('408')
})

/** Asks under a name of one's own choice, which `fetch` does not allow. */
async function askAs(url: string, host: string, { path = '/', method = 'GET', headers = '' } = {}) {
  const line = lineTo(url)
  line.socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${headers}\r\n`)
  const heard = await line.closed
  return { status: Number(heard.slice(9, 12)), text: heard }
}

test('only the names that the server has are answered; a page that points its own name here reads nothing', async () => {
  const names = ['127.0.0.1', 'localhost', '[::1]', 'bot.example']
  const { url } = await startServer([reader()], { names })
  for (const host of ['127.0.0.1:3000', 'LOCALHOST', 'localhost.', '[::1]:3000', 'bot.example'])
    expect((await askAs(url, host)).status, host).toBe(200)
  for (const host of [
    'evil.example',
    'evil.example:3000',
    'bot.example.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
  ])
    expect((await askAs(url, host)).status, host).toBe(421)
})

test('whoever watches the bot may ask by any name, and hears details only by a name of this machine', async () => {
  const detail = { name: 'database', state: 'up' as const, detail: 'a secret of the operator' }
  const health = async () => ({ state: 'well' as const, parts: [detail], waiting: [], chores: [], errors: [] })
  const { url } = await startServer([], { names: ['127.0.0.1'], health })
  const probe = await askAs(url, '10.1.2.3:3000', { path: '/healthz' })
  expect([probe.status, probe.text.includes('a secret')]).toEqual([200, false])
  expect((await askAs(url, '127.0.0.1', { path: '/healthz' })).text).toContain('a secret')
})

test('platforms call their webhooks by whatever name', async () => {
  const { url } = await startServer([], { names: ['127.0.0.1'], webhooks: [reader()] })
  expect((await askAs(url, 'hooks.example', { path: '/deaf', method: 'POST' })).status).toBe(401)
})

test('no page of another origin sends anything, whatever its browser says of it', async () => {
  const { url } = await startServer([reader()], { publicUrl: 'https://bot.example' })
  const sent = (headers: string) => askAs(url, 'inner:3000', { path: '/read', method: 'POST', headers })
  for (const headers of [
    'origin: https://evil.example',
    'origin: null',
    'sec-fetch-site: cross-site',
    'sec-fetch-site: same-site',
  ])
    expect((await sent(`${headers}\r\n`)).status, headers).toBe(403)
  for (const headers of [
    '',
    'origin: https://bot.example\r\n',
    'origin: http://inner:3000\r\nsec-fetch-site: same-origin\r\n',
  ])
    expect((await sent(headers)).status, headers).toBe(200)
})

test('what is wrong is told as a small page, or as JSON below /api, and never in the words of the defect', async () => {
  const broken = new Hono()
    .get('/broken', () => {
      throw new Error('a secret')
    })
    .get('/api/broken', () => {
      throw new Error('a secret')
    })
  const { url } = await startServer([broken])
  for (const [path, status, trouble] of [
    ['/broken', 500, 'broken'],
    ['/nowhere', 404, 'not-found'],
  ] as const) {
    const [page, data] = [await fetch(url + path), await fetch(`${url}/api${path}`)]
    expect([page.status, data.status]).toEqual([status, status])
    expect(await data.json()).toEqual({ error: trouble })
    const text = await page.text()
    expect(text).toContain(`<h1>${trouble}</h1>`)
    expect(text).not.toContain('a secret')
  }
})

test('every answer tells the browser what its page may do and who may show it, errors too, and is kept by nobody', async () => {
  const { url } = await startServer([reader()], {
    publicUrl: 'https://bot.example',
    names: ['127.0.0.1', 'bot.example'],
  })
  const all = [
    await fetch(`${url}/nowhere`),
    await fetch(`${url}/healthz`),
    await fetch(`${url}/deaf`, { method: 'POST' }),
    await fetch(`${url}/read`, { method: 'POST', body: 'x'.repeat(fewBytes + 1) }),
    await fetch(`${url}/read`, { method: 'POST', headers: { origin: 'null' } }),
  ]
  for (const { headers, status } of all)
    expect(Object.fromEntries(headers), String(status)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': 'no-store',
    })
  const plain = await startServer([])
  expect((await fetch(plain.url)).headers.get('strict-transport-security')).toBeNull()
})
