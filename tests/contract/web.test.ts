import { expect, test, vi } from 'vitest'
import { longestText, mostPictures } from '../../src/core/text/length.ts'
import { pngChunk, png as pngWith, qrPicture } from '../support/picture.ts'
import { aMessage, botSpoke, startWeb } from '../support/web.ts'

/** One grey pixel. */
const png = Uint8Array.from(
  Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63a8070000810080d394534a0000000049454e44ae426082',
    'hex',
  ),
)

test('a question in a private chat is answered there', async () => {
  const web = await startWeb()
  expect(await web.send({})).toMatchObject({ status: 200, body: { ok: true, isKept: true } })
  const events = await web.stream(botSpoke, 0)
  expect(events.map(e => e.data.text.split('\n')[0])).toEqual(['退宿怎么办理', '分三步：'])
  expect(events[1]!.data).toMatchObject({ chat: 'web:s1:private', from: null, to: { id: 'web:s1' }, rateable: true })
})

test('the same id posted twice is one message and one answer', async () => {
  const web = await startWeb()
  await web.send({})
  const before = (await web.stream(botSpoke, 0)).length
  expect(await web.send({ text: '毕业证丢了怎么补办' })).toMatchObject({ status: 200 })
  await web.send({ id: 'message-2', text: '你好' })
  await web.stream(events => events.filter(e => e.data.from === null).length === 2, 0)
  expect(await web.messages()).toHaveLength(before + 2)
})

const badFrames: [what: string, body: string][] = [
  ['nothing', ''],
  ['no JSON', '{"id":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a field that does not exist', JSON.stringify({ ...aMessage, role: 'counselor' })],
  ['no person', JSON.stringify({ ...aMessage, person: undefined })],
  ['a short id', JSON.stringify({ ...aMessage, id: 'a' })],
  ['an id with other characters', JSON.stringify({ ...aMessage, id: 'message 1; drop table' })],
  ['a number for text', JSON.stringify({ ...aMessage, text: 7 })],
  ['a picture outside the folder', JSON.stringify({ ...aMessage, pictures: ['../../farewell.db'] })],
  ['ten pictures', JSON.stringify({ ...aMessage, pictures: Array.from({ length: 10 }, () => 'abcdefgh.png') })],
]

test('a malformed frame is refused with 400 and a code, and nothing is kept of it', async () => {
  const web = await startWeb()
  for (const [what, body] of badFrames)
    expect(await web.post('/api/messages', body), what).toMatchObject({ status: 400, body: { error: 'bad-frame' } })
  expect(await web.messages()).toEqual([])
})

test('a text as long as one may be is taken however it is escaped, and one character more is refused with 413', async () => {
  const web = await startWeb()
  const longest = JSON.stringify({ ...aMessage, text: '\u0001'.repeat(longestText) })
  expect(await web.post('/api/messages', longest)).toMatchObject({ status: 200 })
  const refused = { status: 413, body: { error: 'too-long' } }
  expect(await web.send({ id: 'message-2', text: '离'.repeat(longestText + 1) })).toMatchObject(refused)
  expect(await web.send({ id: 'message-3', text: 'x'.repeat(200_000) })).toMatchObject({ status: 413 })
  expect((await web.messages()).filter(m => m.from !== null)).toHaveLength(1)
})

test('a body that is too large is refused with 413', async () => {
  const web = await startWeb()
  const large = await web.post('/api/messages', JSON.stringify({ ...aMessage, text: 'x'.repeat(40_000) }))
  expect(large).toMatchObject({ status: 413, body: { error: 'too-large' } })
  const picture = await web.post('/api/pictures', new Uint8Array(5 * 1024 * 1024 + 1), 'image/png')
  expect(picture).toMatchObject({ status: 413, body: { error: 'too-large' } })
})

test('nobody speaks in a chat that does not exist or that one is not in', async () => {
  const web = await startWeb()
  const refused = { status: 403, body: { error: 'not-a-member' } }
  expect(await web.send({ chat: 'web:g9' })).toMatchObject(refused)
  expect(await web.send({ person: 'web:s9' })).toMatchObject(refused)
  expect(await web.send({ person: 'web:s2' })).toMatchObject(refused)
  expect(await web.send({ chat: 'web:g2' })).toMatchObject(refused)
})

test('a chat that does not exist has no messages but 404', async () => {
  const web = await startWeb()
  for (const query of ['', '?chat=', '?chat=web:g9'])
    expect(await web.call(`/api/messages${query}`)).toMatchObject({ status: 404, body: { error: 'no-such-chat' } })
})

test('a page of another origin may not call', async () => {
  const web = await startWeb()
  for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
    const { status, body } = await web.call('/api/start', { headers: { origin } })
    expect([origin, status, body.error]).toEqual([origin, 403, 'other-origin'])
  }
  expect(await web.call('/api/start', { headers: { origin: web.url } })).toMatchObject({ status: 200 })
})

test('the start frame says where one is and as whom one may speak', async () => {
  const { body } = await (await startWeb()).call('/api/start')
  expect(body).toMatchObject({ mode: 'sandbox', school: { name: '测试大学', isSample: true }, botName: '离校小助手' })
  expect(body.people).toHaveLength(7)
  expect(body.most).toEqual({ text: longestText, pictures: mostPictures })
  expect(body.chats.filter((c: { kind: string }) => c.kind === 'group')).toHaveLength(2)
})

test('a picture is kept, sent and fetched again as it was', async () => {
  const web = await startWeb()
  const { status, body } = await web.post('/api/pictures', png, 'text/plain')
  expect([status, body.url]).toEqual([200, expect.stringMatching(/^\/pictures\/[a-z0-9-]+\.png$/)])
  await web.send({ pictures: [body.name] })
  expect((await web.messages())[0]?.images).toEqual([{ url: body.url, alt: '', hash: expect.any(String) }])
  const fetched = await fetch(web.url + body.url)
  expect([fetched.headers.get('content-type'), fetched.headers.get('x-content-type-options')]).toEqual([
    'image/png',
    'nosniff',
  ])
  expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(png)
})

test('a message with a picture that does not exist is refused, and nothing is kept of it', async () => {
  const web = await startWeb()
  const { body } = await web.post('/api/pictures', png, 'image/png')
  const refused = await web.send({ pictures: [body.name, 'abcdefgh.png'] })
  expect(refused).toMatchObject({ status: 400, body: { error: 'no-such-picture' } })
  expect(await web.messages()).toEqual([])
})

test('the code in a picture that was sent is heard', async () => {
  const web = await startWeb()
  const { body } = await web.post('/api/pictures', await qrPicture('https://login.example.top/pay'), 'image/png')
  await web.send({ text: '帮我看看这个', pictures: [body.name] })
  await vi.waitFor(async () => expect(JSON.stringify(await web.messages())).toContain('login.example.top'))
})

test('one person keeps forty pictures a day, is then told so in words, and another goes on', async () => {
  const web = await startWeb()
  const post = (n: number, person: string) =>
    web.post(`/api/pictures?person=${person}`, pngWith([pngChunk('PLTE', String(n))]), 'image/png')
  for (let n = 0; n < 40; n++) expect(await post(n, 'web:s1')).toMatchObject({ status: 200 })
  const says = expect.stringContaining('最多 40 张、共 60 MB')
  expect(await post(40, 'web:s1')).toMatchObject({ status: 429, body: { error: 'too-many-pictures', says } })
  expect(await post(40, 'web:s2')).toMatchObject({ status: 200 })
  expect(await post(41, 'web:s9')).toMatchObject({ status: 403, body: { error: 'not-a-member' } })
})

/** The smallest whole picture of each kind. */
const kinds: [kind: string, hex: string][] = [
  ['jpg', 'ffd8ffda0008010100003f0000ffd9'],
  ['gif', '474946383961010001000000003b'],
  ['webp', '5249464612000000574542505650384c050000002f0000000000'],
]

test('the kind of a picture is read from its first bytes', async () => {
  const web = await startWeb()
  for (const [kind, hex] of kinds) {
    const { body } = await web.post('/api/pictures', Uint8Array.from(Buffer.from(hex, 'hex')), 'image/png')
    expect(body.name).toMatch(new RegExp(`\\.${kind}$`))
  }
})

test('a page that calls itself a picture is refused', async () => {
  const web = await startWeb()
  for (const bytes of ['<html><script>alert(1)</script>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '', 'GI'])
    expect(await web.post('/api/pictures', bytes, 'image/png')).toMatchObject({
      status: 415,
      body: { error: 'not-a-picture' },
    })
})

test('a picture that is not there, and any path out of the folder, is 404', async () => {
  const web = await startWeb()
  for (const name of ['abcdefgh.png', '..%2ffarewell.db', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', 'x.html'])
    expect(await web.call(`/pictures/${name}`), name).toMatchObject({ status: 404 })
})

test('a stream goes on after the last event that was received', async () => {
  const web = await startWeb()
  await web.send({})
  const first = await web.stream(botSpoke, 0)
  await web.send({ id: 'message-2', text: '你好' })
  const rest = await web.stream(botSpoke, Number(first.at(-1)!.id))
  expect(rest.map(e => e.data.text)).toEqual(['你好', expect.any(String)])
  expect(Number(rest[0]!.id)).toBeGreaterThan(Number(first.at(-1)!.id))
})

test('an open stream hears what comes while it is open', async () => {
  const web = await startWeb()
  const heard = web.stream(botSpoke, 0)
  await web.send({})
  expect((await heard).map(e => e.data.from?.id ?? null)).toEqual(['web:s1', null])
})

test('a question in a group is heard by all its members', async () => {
  const web = await startWeb()
  await web.send({ chat: 'web:g1', text: '@小助手 退宿怎么办理' })
  const events = await web.stream(botSpoke, 0)
  expect(events.map(e => e.data.chat)).toEqual(['web:g1', 'web:g1'])
})

test('the clock can be set, is told to open streams, and goes back to the real time', async () => {
  const web = await startWeb()
  const heard = web.stream(events => events.some(e => e.event === 'clock'))
  const set = await web.post('/api/clock', JSON.stringify({ at: '2026-06-29T20:00:00+08:00' }))
  expect(set.body).toMatchObject({ at: expect.stringMatching(/^2026-06-29T12:00:0/), pretended: true })
  const reset = await web.post('/api/clock', JSON.stringify({ at: null }))
  expect(reset.body.pretended).toBe(false)
  await web.post('/api/clock', JSON.stringify({ at: '2026-06-29T20:00:00+08:00' }))
  expect((await heard).at(-1)!.data.at).toMatch(/^2026-06-29T12:00:0/)
})

test('deadlines are counted from the clock that was set', async () => {
  const web = await startWeb()
  await web.post('/api/clock', JSON.stringify({ at: '2026-06-29T20:00:00+08:00' }))
  await web.send({ text: '退宿什么时候截止' })
  const events = await web.stream(botSpoke, 0)
  expect(events.at(-1)!.data.text).toContain('明天就是退宿截止')
})

test('a time that is none is refused with 400', async () => {
  const web = await startWeb()
  for (const body of ['{}', '{"at":"tomorrow"}', '{"at":"2026-06-29"}', '{"at":5}', 'x'])
    expect(await web.post('/api/clock', body), body).toMatchObject({ status: 400, body: { error: 'bad-frame' } })
})

test('healthz says how the parts are doing', async () => {
  const { status, body } = await (await startWeb()).call('/healthz')
  expect([status, body.ok]).toEqual([200, true])
  expect(body.parts.map((p: { name: string }) => p.name)).toContain('web')
})

test('an unknown path is 404', async () => {
  expect(await (await startWeb()).call('/api/secrets')).toMatchObject({ status: 404 })
})

test('one can take away what is stored about oneself, and nothing of others', async () => {
  const web = await startWeb()
  await web.send({ text: '怎么退宿' })
  const { body: mine } = await web.call('/api/my-data?person=web:s1')
  expect(mine).toContain('【网页上的聊天】')
  expect(mine).toContain('内容：怎么退宿')
  expect(mine).not.toContain('web:s')
  expect(await web.call('/api/my-data?person=web:nobody')).toMatchObject({ status: 403 })
})

test('the sandbox has a roster of its cast, with groups that are classes', async () => {
  const web = await startWeb()
  const heard = async (person: string, chat: string, text: string, n: number) => {
    const before = (await web.messages(chat)).length
    await web.send({ id: `roster-${person.slice(4)}-${n}`, person, chat, text })
    const spoke = () => web.messages(chat).then(m => m.slice(before).find(one => one.from === null)?.text)
    return vi.waitUntil(spoke, { timeout: 5000 })
  }
  expect(await heard('web:s1', 'web:s1:private', '我是谁', 1)).toMatch(/你是示例同学甲，班长。\n学号：示例001/)
  expect(await heard('web:c1', 'web:c1:private', '发绑定码 示例001', 1)).toContain('示例同学甲（示例001）的绑定码')
  expect(await heard('web:c2', 'web:c2:private', '我是谁', 1)).toContain('学院老师')
  expect(await heard('web:s1', 'web:g1', '小助手 本群班级', 2)).toContain('示例学院示例1班')
})
