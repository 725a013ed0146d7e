import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { makeConfirming } from '../../src/app/confirming.ts'
import { Secret } from '../../src/core/secret.ts'
import { confirmRoutes } from '../../src/http/confirm.ts'
import { type BroadcastLink, signBroadcastLink } from '../../src/office/broadcasts/link.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { audited, greet, publish, standings } from '../support/broadcast.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const secret = new Secret('s'.repeat(32))
const line = '发布通知 截止提醒 普通 给：一班 时间：现在 内容：周五前交钥匙。'
const until = Date.parse('2026-06-20T00:00:00Z')

/** A broadcast to s1 and s3, and the pages that confirm it. */
async function opened() {
  const office = await openOffice({ people: [aPerson('s1'), aPerson('s3'), aCounselor('c1')] })
  await greet(office, 's1')
  await publish(office, line)
  const { database, clock } = office
  const ground = {
    database,
    clock,
    secret,
    content: () => office.content,
    ids: { next: () => 'id' },
    picture: async (name: string) => (name === 'aaaaaaaa.png' ? { bytes: Uint8Array.of(7), type: 'image/png' } : null),
  }
  const app = confirmRoutes(makeConfirming({ ...ground, publicUrl: 'https://bot.example' }))
  const token = (pass: BroadcastLink) => signBroadcastLink(pass, secret)
  const get = async (path: string) => {
    const response = await app.request(path)
    return { status: response.status, text: await response.text() }
  }
  const post = async (path: string, number = '') => {
    const body = new URLSearchParams({ number })
    const response = await app.request(path, { method: 'POST', body })
    return { status: response.status, text: await response.text() }
  }
  const personal = `/c/${token({ for: 'person', broadcast: 'A01', number: 's1', until })}`
  const ofClass = `/c/${token({ for: 'class', broadcast: 'A01', college: '示例学院', name: '一班', until })}`
  return { office, app, token, get, post, personal, ofClass }
}

test('looking at a personal link confirms nothing; one press does', async () => {
  const { office, get, post, personal } = await opened()
  const seen = await get(personal)
  expect(seen.text).toContain('周五前交钥匙。')
  expect(seen.text).not.toContain('示例s1')
  expect(await standings(office)).toEqual(['s1 sent', 's3 unreachable not-bound'])
  expect((await post(personal)).text).toContain('已记下 A01')
  expect(await standings(office)).toEqual(['s1 confirmed', 's3 unreachable not-bound'])
  expect((await get(personal)).text).toContain('之前已经确认')
})

test('the picture of a broadcast is behind its links, for people without a pass to the chat', async () => {
  const { office, get, token, personal, ofClass } = await opened()
  expect((await get(`${personal}/picture`)).status).toBe(404)
  const { body } = await office.database.db.selectFrom('broadcast').select('body').executeTakeFirstOrThrow()
  const pictured = JSON.stringify({ ...JSON.parse(body), picture: { url: '/pictures/aaaaaaaa.png', alt: '' } })
  await office.database.db.updateTable('broadcast').set({ body: pictured }).execute()
  for (const link of [personal, ofClass]) {
    expect((await get(link)).text).toContain(`<img src="${link}/picture"`)
    expect(await get(`${link}/picture`)).toEqual({ status: 200, text: '\x07' })
  }
  const report = token({ for: 'report', broadcast: 'A01', number: 'c1', until })
  for (const other of [report, 'for.ged']) expect((await get(`/c/${other}/picture`)).status).toBe(404)
})

test('over a class’s link a number is only claimed: it is counted apart and overrides nothing', async () => {
  const { office, post, ofClass } = await opened()
  await post(ofClass, 's3')
  expect(await standings(office)).toEqual(['s1 sent', 's3 unreachable not-bound'])
  const told = await office.say('c1', '进度 A01')
  expect(told).toContain('确认 0 人')
  expect(told).toContain('自报已看 1 人')
})

test('who is in a class cannot be found out over its link', async () => {
  const { post, ofClass } = await opened()
  const [known, unknown] = [await post(ofClass, 's3'), await post(ofClass, 's9')]
  expect(known.text.replaceAll('s3', 's9')).toBe(unknown.text)
})

test('a forged link and one out of date open nothing, store nothing, and leave a line', async () => {
  const { office, get, post, token, personal } = await opened()
  const forged = await post(`${personal.slice(0, -1)}${personal.endsWith('a') ? 'b' : 'a'}`)
  expect(forged.status).toBe(403)
  expect(forged.text).toContain('这个链接不对')
  const late = token({ for: 'person', broadcast: 'A01', number: 's1', until: 1 })
  expect((await post(`/c/${late}`)).status).toBe(410)
  const unsent = token({ for: 'person', broadcast: 'A09', number: 's1', until })
  expect((await get(`/c/${unsent}`)).status).toBe(403)
  expect(await standings(office)).toContain('s1 sent')
  expect((await audited(office)).filter(act => act === 'confirm-link-refused').length).toBe(3)
})

test('wrong links cannot fill the audit log', async () => {
  const { office, get } = await opened()
  for (let n = 0; n < 50; n++) await get(`/c/forged.${n}`)
  expect((await audited(office)).filter(act => act === 'confirm-link-refused').length).toBe(30)
})

test('nobody’s body is read whose link is not good, or does not ask for a number', async () => {
  const { app, personal, ofClass } = await opened()
  const isRead = async (path: string) => {
    let read = false
    const body = new ReadableStream(
      {
        pull(to) {
          read = true
          to.enqueue(new TextEncoder().encode('number=s3'))
          to.close()
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await app.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
    return read
  }
  expect([await isRead('/c/x.y'), await isRead(personal), await isRead(ofClass)]).toEqual([false, false, true])
})

test('a recalled broadcast is not confirmed any more', async () => {
  const { office, post, personal } = await opened()
  await office.hear('c1', '撤回 A01 写错了')
  expect((await post(personal)).text).toContain('已经撤回')
  expect(await standings(office)).toContain('s1 sent')
})

test('a class’s link has a QR picture, a report opens for staff only', async () => {
  const { app, token, ofClass } = await opened()
  const picture = await app.request(`${ofClass}/qr.png`)
  expect(picture.headers.get('content-type')).toBe('image/png')
  const report = (number: string) =>
    app.request(`/reports/${token({ for: 'report', broadcast: 'A01', number, until })}.xlsx`)
  expect((await report('c1')).headers.get('content-disposition')).toContain('A01')
  expect((await report('s1')).status).toBe(404)
})

test('whoever stands in for a counselor gets the table of the counselor’s classes', async () => {
  const { office, app, token } = await opened()
  const { database, clock } = office
  const scope = [{ of: 'class' as const, college: '示例学院', name: '三班' }]
  await savePeople(database, [aCounselor('c9', { scope })], clock.now())
  const link = `/reports/${token({ for: 'report', broadcast: 'A01', number: 'c9', until })}.xlsx`
  const numbersIn = async () => {
    const book = read(new Uint8Array(await (await app.request(link)).arrayBuffer()))
    return book.SheetNames.flatMap(name => utils.sheet_to_json<string[]>(book.Sheets[name]!, { header: 1 }).flat())
  }
  expect(await numbersIn()).not.toContain('s1')
  const [from_at, until_at] = [clock.now().getTime(), clock.now().getTime() + 86_400_000]
  const away = { id: 'away', away: 'c1', stand_in: 'c9', from_at, until_at, away_told: 1 }
  await database.db.insertInto('stand_in').values(away).execute()
  expect(await numbersIn()).toContain('s1')
})
