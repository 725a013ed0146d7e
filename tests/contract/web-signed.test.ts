import { expect, onTestFinished, test, vi } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { startApp } from '../../src/app/start.ts'
import { systemIds } from '../../src/app/system.ts'
import { type PersonalLink, signPersonalLink } from '../../src/channels/web/link.ts'
import { signOneTimeLink } from '../../src/channels/web/one-time-link.ts'
import { ProblemsError } from '../../src/core/errors.ts'
import { Secret } from '../../src/core/secret.ts'
import { writeTo } from '../../src/store/broadcasts/effects.ts'
import { openDatabase } from '../../src/store/open.ts'
import { linkReads } from '../../src/store/people/links.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { tempFolder } from '../support/folder.ts'
import { handLink, takeLinksBack } from '../support/links.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { png } from '../support/picture.ts'
import { aSaying } from '../support/store.ts'
import { botSpoke, type StreamEvent, settingsIn, startWeb, visitor } from '../support/web.ts'

const secret = 'a secret of tests that is long enough'
const signed = { FAREWELL_WEB: 'signed', FAREWELL_SECRET: secret }
const realSchool = { 'school.yaml': (text: string) => text.replace('sample: true', 'sample: false') }

const startSigned = () => startWeb(signed, realSchool)
const until = (days: number) => new Date(Date.now() + days * 86_400_000)
const token = (person: string, { days = 1, key = secret, generation = 0 } = {}) =>
  signPersonalLink({ person, name: '小林', until: until(days), generation }, new Secret(key))

const form = 'application/x-www-form-urlencoded'

/** Presses the button behind a personal link as a browser does, and goes on with the cookie that it gave. */
async function enter(url: string, pass: string) {
  const { status, headers } = await visitor(url).post(`/in/${pass}`, '', form)
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  return { status, headers, web: visitor(url, { cookie }) }
}

const own = { chat: 'web:p:1001:private', person: 'web:p:1001' }

test('without a pass there is nothing to see, to hear or to say', async () => {
  const web = await startSigned()
  for (const path of ['/api/start', '/api/messages?chat=web:p:1001:private', '/api/stream', '/pictures/abcdefgh.png'])
    expect(await web.call(path), path).toMatchObject({ status: 401, body: { error: 'no-pass' } })
  expect(await web.send(own)).toMatchObject({ status: 401 })
  expect(await web.post('/api/pictures', 'x')).toMatchObject({ status: 401 })
})

test('a valid link opens the page with a cookie that scripts cannot read', async () => {
  const { status, headers } = await enter((await startSigned()).url, token('web:p:1001'))
  expect([status, headers.get('location')]).toEqual([303, '/'])
  expect(headers.get('set-cookie')).toMatch(/^farewell=.*HttpOnly.*SameSite=Lax/)
})

test('looking at a link logs nobody in: a preview, a picture on a foreign page', async () => {
  const { url } = await startSigned()
  const looked = await visitor(url).call(`/in/${token('web:p:1001')}`)
  expect([looked.status, looked.headers.get('set-cookie')]).toEqual([200, null])
  expect(looked.body).toContain('<button>进入</button>')
  const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]
  for (const headers of foreign)
    expect(await visitor(url, headers).post(`/in/${token('web:p:1001')}`, '', form)).toMatchObject({ status: 403 })
})

test('the cookie leaves over HTTPS only, where the address of the bot or the proxy on this machine says HTTPS', async () => {
  const cookieOf = async (env: Record<string, string>, headers: Record<string, string> = {}) => {
    const { url } = await startWeb({ ...signed, ...env }, realSchool)
    const entered = await visitor(url, headers).post(`/in/${token('web:p:1001')}`, '', form)
    return entered.headers.get('set-cookie')
  }
  expect(await cookieOf({})).not.toContain('Secure')
  expect(await cookieOf({ FAREWELL_URL: 'https://bot.example' })).toContain('Secure')
  expect(await cookieOf({}, { 'x-forwarded-proto': 'https' })).toContain('Secure')
})

test('links that were taken back open nothing from that moment on, nor do cookies and streams of before; a new link does', async () => {
  const started = await startSigned()
  const { web } = await enter(started.url, token('web:p:1001'))
  expect((await web.call('/api/start')).status).toBe(200)
  const stream = await web.open('/api/stream')
  expect(stream.status).toBe(200)
  const database = await openDatabase(started.data, { shared: true })
  onTestFinished(() => database.close())
  await takeLinksBack(database, '1001', new Date())
  expect((await web.call('/api/start')).status).toBe(401)
  expect((await web.send(own)).status).toBe(401)
  expect((await enter(started.url, token('web:p:1001'))).status).toBe(403)
  const { web: again } = await enter(started.url, token('web:p:1001', { generation: 1 }))
  expect((await again.send(own)).status).toBe(200)
  // The stream of the old pass ends without having said a word of it.
  expect(await stream.text()).toBe(': hello\n\n')
  expect((await enter(started.url, token('web:p:1002'))).status).toBe(303)
})

test('a link of the time when none could be taken back opens nothing', async () => {
  const { url } = await startSigned()
  const old = signPersonalLink(
    { person: 'web:p:1001', name: '小林', until: until(1) } as PersonalLink,
    new Secret(secret),
  )
  expect((await enter(url, old)).status).toBe(403)
})

test('the holder of a link sees only oneself and the own private chat', async () => {
  const { web } = await enter((await startSigned()).url, token('web:p:1001'))
  const { body } = await web.call('/api/start')
  expect(body).toMatchObject({
    mode: 'signed',
    people: [{ id: 'web:p:1001', name: '小林', role: 'student' }],
    chats: [{ id: 'web:p:1001:private', kind: 'private', members: ['web:p:1001'] }],
  })
})

test('the holder of a link is answered in the own private chat', async () => {
  const { web } = await enter((await startSigned()).url, token('web:p:1001'))
  expect(await web.send(own)).toMatchObject({ status: 200 })
  expect((await web.stream(botSpoke, 0)).at(-1)!.data.chat).toBe(own.chat)
})

test('the holder of a link cannot speak as somebody else nor in another chat', async () => {
  const { web } = await enter((await startSigned()).url, token('web:p:1001'))
  const refused = { status: 403, body: { error: 'not-a-member' } }
  expect(await web.send({ ...own, person: 'web:p:1002' })).toMatchObject(refused)
  expect(await web.send({ ...own, chat: 'web:p:1002:private' })).toMatchObject(refused)
  expect(await web.send({ ...own, person: 'web:c1', chat: 'web:g1' })).toMatchObject(refused)
})

test('the holder of a link reads and hears nobody else', async () => {
  const { url } = await startSigned()
  const { web: first } = await enter(url, token('web:p:1001'))
  const { web: second } = await enter(url, token('web:p:1002'))
  await first.send(own)
  await first.stream(botSpoke, 0)
  expect(await second.call(`/api/messages?chat=${own.chat}`)).toMatchObject({ status: 404 })
  await second.send({ id: 'message-2', chat: 'web:p:1002:private', person: 'web:p:1002' })
  const heard = await second.stream(botSpoke, 0)
  expect(new Set(heard.map(e => e.data.chat))).toEqual(new Set(['web:p:1002:private']))
})

test('a picture is shown to whoever sent it, and to others there is none', async () => {
  const { url } = await startSigned()
  const { web: first } = await enter(url, token('web:p:1001'))
  const { web: second } = await enter(url, token('web:p:1002'))
  const { body } = await first.post('/api/pictures', png([]), 'image/png')
  expect(await first.send({ ...own, pictures: [body.name] })).toMatchObject({ status: 200 })
  expect(await first.call(body.url)).toMatchObject({ status: 200 })
  const none = await second.call('/pictures/abcdefgh.png')
  const hidden = await second.call(body.url)
  expect([hidden.status, hidden.body]).toEqual([404, none.body])
  const sent = await second.send({ chat: 'web:p:1002:private', person: 'web:p:1002', pictures: [body.name] })
  expect(sent).toMatchObject({ status: 400, body: { error: 'no-such-picture' } })
})

test('nobody keeps a picture for somebody else', async () => {
  const { web } = await enter((await startSigned()).url, token('web:p:1001'))
  const post = (person: string) => web.post(`/api/pictures?person=${person}`, png([]))
  expect(await post('web:p:1002')).toMatchObject({ status: 403 })
  expect(await post('web:p:1001')).toMatchObject({ status: 200 })
})

/** A token with other words under the same signature. */
const withPayload = (pass: string, change: (payload: string) => string) => {
  const [payload, signature] = pass.split('.') as [string, string]
  const text = change(Buffer.from(payload, 'base64url').toString())
  return `${Buffer.from(text).toString('base64url')}.${signature}`
}

const badTokens: [what: string, pass: () => string][] = [
  ['forged with another secret', () => token('web:p:1001', { key: 'another secret of at least 32 letters' })],
  ['out of date', () => token('web:p:1001', { days: -1 })],
  ['altered to be another person', () => withPayload(token('web:p:1001'), p => p.replace('1001', '1002'))],
  [
    'altered to last longer',
    () => withPayload(token('web:p:1001', { days: -1 }), p => p.replace(/\d{13}/, '9999999999999')),
  ],
  ['cut short', () => token('web:p:1001').slice(0, -2)],
  ['without a signature', () => token('web:p:1001').split('.')[0]!],
  ['lengthened', () => `${token('web:p:1001')}.x`],
  ['no token at all', () => 'x'],
]

for (const [what, pass] of badTokens)
  test(`a link that is ${what} is refused, and so is its token as a cookie`, async () => {
    const { url } = await startSigned()
    const { status, headers } = await enter(url, pass())
    expect([status, headers.get('set-cookie')]).toEqual([403, null])
    expect(await visitor(url, { cookie: `farewell=${pass()}` }).call('/api/start')).toMatchObject({ status: 401 })
  })

test('a link says nothing where everyone pretends', async () => {
  const { url } = await startWeb()
  expect((await enter(url, token('web:p:1001'))).status).toBe(403)
})

test('outside the sandbox nobody sets the clock', async () => {
  const { web } = await enter((await startSigned()).url, token('web:p:1001'))
  const answer = await web.post('/api/clock', JSON.stringify({ at: '2026-06-29T20:00:00+08:00' }))
  expect(answer).toMatchObject({ status: 403, body: { error: 'sandbox-only' } })
})

test('a message of a holder who is a counselor in name only has no counselor rights', async () => {
  const { web } = await enter((await startSigned()).url, token('web:c1'))
  const { body } = await web.call('/api/start')
  expect(body.people[0].role).toBe('student')
})

test('the sample school refuses to be open to real people', async () => {
  const config = readConfig({ ...settingsIn(tempFolder()), ...signed })
  const starting = startApp(config)
  onTestFinished(() =>
    starting.then(
      app => app.stop(),
      () => undefined,
    ),
  )
  await expect(starting).rejects.toThrow(ProblemsError)
  await expect(starting).rejects.toThrow(/knowledge\/school\.yaml: .*sample: true/)
})

/** A bot whose database holds a one-time link from a group. */
async function startWithLink(untilMs = 900_000) {
  const web = await startSigned()
  const database = await openDatabase(web.data, { shared: true })
  onTestFinished(() => database.close())
  const link = { id: 'once1', says: '你好', frame: null, until: Date.now() + untilMs }
  await database.db.insertInto('door').values(link).execute()
  return { ...web, path: `/go/${signOneTimeLink('once1', new Secret(secret))}` }
}

test('a one-time link opens a new private chat once, at a press and not at a look', async () => {
  const web = await startWithLink()
  for (const _ of ['preview', 'person']) expect(await visitor(web.url).call(web.path)).toMatchObject({ status: 200 })
  const opened = await visitor(web.url).post(web.path, '', form)
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/'])
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const inside = visitor(web.url, { cookie })
  expect((await inside.call('/api/start')).body.chats).toMatchObject([{ id: 'web:l:once1:private', kind: 'private' }])
  expect((await inside.stream(botSpoke, 0)).at(-1)!.data.chat).toBe('web:l:once1:private')
  expect(await visitor(web.url).post(web.path, '', form)).toMatchObject({ status: 410 })
})

test('a one-time link that is out of date or forged opens nothing', async () => {
  const web = await startWithLink(-1)
  for (const path of [web.path, '/go/once1.forged', '/go/once1'])
    expect(await visitor(web.url).post(path, '', form), path).toMatchObject({
      status: 410,
    })
})

test('a link for a number on the roster speaks for that person, with the role that the roster has', async () => {
  const folder = tempFolder()
  const settings: Record<string, string> = { ...settingsIn(folder, realSchool), ...signed }
  const database = await openDatabase(settings.FAREWELL_DATA!)
  await savePeople(database, [aCounselor('1001')], new Date(0))
  await database.close()
  const app = await startApp(readConfig(settings))
  onTestFinished(() => app.stop())
  const { web } = await enter(app.url, token('web:p:1001'))
  await web.send({ ...own, text: '我是谁' })
  expect((await web.stream(botSpoke, 0)).at(-1)!.data.text).toContain('你是示例1001，辅导员')
})

test('whoever undid the binding goes on in the own chat by the link, unbound, until a code was used', async () => {
  const folder = tempFolder()
  const settings: Record<string, string> = { ...settingsIn(folder, realSchool), ...signed }
  const database = await openDatabase(settings.FAREWELL_DATA!)
  await savePeople(database, [aCounselor('1001')], new Date(0))
  await database.close()
  const app = await startApp(readConfig(settings))
  onTestFinished(() => app.stop())
  const { web } = await enter(app.url, token('web:p:1001'))
  const said = async (id: string, text: string) => {
    await web.send({ ...own, id, text })
    const count = (events: StreamEvent[]) => events.filter(e => e.data.from === null).length
    asked++
    return (await web.stream(events => count(events) >= asked, 0)).at(-1)!.data.text as string
  }
  let asked = 0
  expect(await said('message-1', '解绑')).toContain('已经解绑')
  expect(await said('message-2', '绑定')).toContain('同意吗')
  expect(await said('message-3', '同意')).toContain('绑定码')
  expect(await said('message-4', '发绑定码 一班')).toContain('绑定码由辅导员发')
})

test('where everybody may pretend, a roster of real people is not opened', async () => {
  const settings = settingsIn(tempFolder())
  const database = await openDatabase(settings.FAREWELL_DATA!)
  await savePeople(database, [aCounselor('1001')], new Date(0))
  await database.close()
  const starting = startApp(readConfig(settings))
  await expect(starting).rejects.toThrow(ProblemsError)
  await expect(starting).rejects.toThrow(/真实的人.*→ .*FAREWELL_WEB=signed/)
})

test('a bot for real people does not start on a roster of made-up ones', async () => {
  const folder = tempFolder()
  const sandbox = await startApp(readConfig(settingsIn(folder)))
  await sandbox.stop()
  const starting = startApp(readConfig({ ...settingsIn(folder, realSchool), ...signed }))
  await expect(starting).rejects.toThrow(ProblemsError)
  await expect(starting).rejects.toThrow('示例同学')
})

test('what is sent to whoever holds a link stands in their chat when they open it', async () => {
  const { url, data } = await startSigned()
  const database = await openDatabase(data, { shared: true })
  onTestFinished(() => database.close())
  await savePeople(database, [aCounselor('1001')], new Date())
  const generation = await handLink(database, '1001', { until: until(1), now: new Date() })
  const { db } = database
  await writeTo(
    db,
    { key: 'test', numbers: ['1001'], saying: aSaying('宿舍钥匙明天交') },
    { ids: systemIds, at: Date.now() },
  )
  const { web } = await enter(url, token('web:p:1001', { generation }))
  await vi.waitFor(
    async () => expect((await web.messages(own.chat)).map(m => m.text)).toEqual(['宿舍钥匙明天交']),
    5000,
  )
})

test('opening the page makes whoever holds a pass known as somebody who can be written to', async () => {
  const { url, data } = await startSigned()
  const { web } = await enter(url, token('web:p:1001'))
  await web.call('/api/start')
  const database = await openDatabase(data, { shared: true })
  onTestFinished(() => database.close())
  expect(await linkReads(database.db, Date.now()).links('1001')).toHaveLength(1)
})

test('staff who come in by a link leave a line in the audit log; students do not', async () => {
  const { url, data } = await startSigned()
  const database = await openDatabase(data, { shared: true })
  onTestFinished(() => database.close())
  await savePeople(database, [aCounselor('1001'), aPerson('1002')], new Date())
  await visitor(url).call(`/in/${token('web:p:1001')}`)
  for (const number of ['1001', '1002', '1003']) await enter(url, token(`web:p:${number}`))
  const lines = await database.db.selectFrom('audit').select(['person', 'chat', 'act']).execute()
  expect(lines).toEqual([{ person: 'n:1001', chat: 'link', act: 'enter-by-link' }])
})
