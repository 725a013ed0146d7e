import { expect, test } from 'vitest'
import { webhookSecret } from '../../src/channels/telegram/webhook.ts'
import { signPersonalLink } from '../../src/channels/web/link.ts'
import { largestPicture, largestVideo } from '../../src/core/asset.ts'
import { Secret } from '../../src/core/secret.ts'
import { startWeb } from '../support/web.ts'

const secret = 'a secret of tests that is long enough'
const telegramToken = '4200:sample-token-of-tests'
const realSchool = { 'school.yaml': (text: string) => text.replace('sample: true', 'sample: false') }
const settings = {
  FAREWELL_WEB: 'signed',
  FAREWELL_SECRET: secret,
  FAREWELL_TELEGRAM_TOKEN: telegramToken,
  // Nobody is there: what matters is what the bot answers, not what it asks.
  FAREWELL_TELEGRAM_API: 'http://127.0.0.1:9',
  FAREWELL_TELEGRAM_WEBHOOK: 'https://bot.example/telegram',
  FAREWELL_WECOM_TOKEN: 'token',
  FAREWELL_WECOM_AES_KEY: 'k'.repeat(43),
}

/** What a stranger is answered at an address of a route; `over`: what is answered to who may send, and sends so many bytes more than that. */
interface Expected {
  at: string
  stranger: number
  over?: { status: number; bytes: number; headers?: Record<string, string>; at?: string }
}

const until = new Date(Date.now() + 86_400_000)
const pass = signPersonalLink({ person: 'web:p:1001', name: '小林', until, generation: 0 }, new Secret(secret))
const cookie = `farewell=${pass}`
const few = 16 * 1024
const wecomQuery = new URLSearchParams({
  msg_signature: '0'.repeat(40),
  timestamp: String(Math.floor(Date.now() / 1000)),
  nonce: 'n',
})
const signedToken = '{[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+'

/** Every route of the server. Whoever adds one says here who may call it, and what becomes of a body that is too long. */
const table: Record<string, Expected> = {
  'GET /healthz': { at: '/healthz', stranger: 200 },
  'GET /': { at: '/', stranger: 200 },
  'GET /pages/:name{[a-z0-9-]+\\.(css|js|ts|svg)}': { at: '/pages/chat.css', stranger: 200 },
  'GET /verify/:code?': { at: '/verify', stranger: 200 },
  'GET /certificates/:file{[0-9A-Z]{5}-[0-9A-Z]{5}\\.(png|pdf)}': {
    at: '/certificates/AAAAA-AAAAA.png',
    stranger: 404,
  },
  'GET /in/:token': { at: '/in/x.y', stranger: 403 },
  // Who has a link is let in without a look at what they send along.
  'POST /in/:token': { at: '/in/x.y', stranger: 403, over: { at: `/in/${pass}`, status: 303, bytes: few } },
  'GET /go/:token': { at: '/go/x.y', stranger: 410 },
  'POST /go/:token': { at: '/go/x.y', stranger: 410 },
  'GET /c/:token': { at: '/c/x.y', stranger: 403 },
  'POST /c/:token': { at: '/c/x.y', stranger: 403 },
  [`GET /c/:token${signedToken}}/picture`]: { at: '/c/x.y/picture', stranger: 404 },
  [`GET /c/:token${signedToken}}/qr.png`]: { at: '/c/x.y/qr.png', stranger: 404 },
  [`GET /reports/:file${signedToken}\\.xlsx}`]: { at: '/reports/x.y.xlsx', stranger: 404 },
  'GET /api/start': { at: '/api/start', stranger: 401 },
  'GET /api/messages': { at: '/api/messages?chat=web:p:1001:private', stranger: 401 },
  'POST /api/messages': {
    at: '/api/messages',
    stranger: 401,
    over: { status: 413, bytes: 32_768, headers: { cookie } },
  },
  'POST /api/pictures': {
    at: '/api/pictures',
    stranger: 401,
    over: { status: 413, bytes: largestPicture, headers: { cookie } },
  },
  'POST /api/videos': {
    at: '/api/videos',
    stranger: 401,
    over: { status: 413, bytes: largestVideo, headers: { cookie } },
  },
  'GET /pictures/:name': { at: '/pictures/abcdefgh.png', stranger: 401 },
  'GET /api/my-data': { at: '/api/my-data?person=web:p:1001', stranger: 401 },
  'GET /api/stream': { at: '/api/stream', stranger: 401 },
  'POST /api/clock': { at: '/api/clock', stranger: 403, over: { status: 403, bytes: few, headers: { cookie } } },
  'GET /desk': { at: '/desk', stranger: 401 },
  'GET /desk/more': { at: '/desk/more', stranger: 401 },
  'GET /desk/live': { at: '/desk/live?at=/desk/todo', stranger: 401 },
  'GET /desk/:page/:item{.+}?': { at: '/desk/todo/H1', stranger: 401 },
  'POST /desk/:page/-/:act': { at: '/desk/todo/-/finish', stranger: 401 },
  'GET /desk/in/:token': { at: '/desk/in/x', stranger: 403 },
  'POST /desk/in/:token': { at: '/desk/in/x', stranger: 403 },
  'POST /desk/out': { at: '/desk/out', stranger: 200 },
  'GET /webhooks/wecom': { at: '/webhooks/wecom', stranger: 403 },
  'POST /webhooks/wecom': {
    at: '/webhooks/wecom',
    stranger: 403,
    over: { status: 413, bytes: 256 * 1024, at: `/webhooks/wecom?${wecomQuery}` },
  },
  'POST /telegram': {
    at: '/telegram',
    stranger: 401,
    over: {
      status: 413,
      bytes: 1_000_000,
      headers: { 'x-telegram-bot-api-secret-token': webhookSecret(new Secret(telegramToken)) },
    },
  },
}

test('every route of the bot refuses strangers before their bytes are read, other methods, and bodies that are too long', {
  timeout: 60_000,
}, async () => {
  const web = await startWeb(settings, realSchool)
  const routes = new Set(web.routes.filter(r => r.method !== 'ALL').map(r => `${r.method} ${r.path}`))
  expect([...routes].toSorted()).toEqual(Object.keys(table).toSorted())
  for (const [route, { at, stranger, over }] of Object.entries(table)) {
    const [method = ''] = route.split(' ')
    // Far more than any route takes: whoever reads it before asking who sends it answers 413.
    const body = method === 'POST' ? { body: 'x'.repeat(largestPicture + 1) } : {}
    expect((await web.call(at, { method, ...body })).status, route).toBe(stranger)
    for (const other of ['DELETE', 'PUT', 'OPTIONS']) expect((await web.call(at, { method: other })).status).toBe(404)
    if (!over) continue
    const sent = { method, headers: over.headers ?? {}, body: 'x'.repeat(over.bytes + 1) }
    expect((await web.call(over.at ?? at, sent)).status, `${route} with too much`).toBe(over.status)
  }
})
