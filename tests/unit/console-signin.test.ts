import { describe, expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const people = [
  aPerson('s1'),
  aCounselor('c1'),
  aCounselor('c2', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]
const linkIn = (text: string) => /\/desk\/in\/\S+/.exec(text)?.[0] ?? ''

async function office() {
  const at = await openOffice({
    people,
    deskUrl: 'https://bot.example',
  })
  return { at, desk: openDesk(at) }
}

describe('signing in to the console', () => {
  test('a counselor gets a way in by a word, which opens at a press and once', async () => {
    const { at, desk } = await office()
    const way = linkIn(await at.say('c1', '后台'))
    expect((await desk.ask(way)).text).toContain('点一下就登录')
    expect((await desk.ask(way, { method: 'POST' })).status).toBe(303)
    const again = await desk.ask(way, { method: 'POST' })
    expect([again.status, again.text]).toEqual([410, expect.stringContaining('已经用过了')])
  })

  test('a student gets none, and a group sees none', async () => {
    const { at } = await office()
    expect(await at.say('s1', '后台')).toContain('只有名册上绑定了的老师')
    const heard = await at.hear('c1', '@小助手 后台', { room: 'r1', mentioned: true })
    expect(
      heard
        .filter(m => m.chat.includes('r1'))
        .map(m => m.text)
        .join(),
    ).not.toContain('/desk/in/')
  })

  test('after five minutes it is over', async () => {
    const { at, desk } = await office()
    const way = linkIn(await at.say('c1', '后台'))
    at.clock.jump(5 * 60_000)
    expect((await desk.ask(way, { method: 'POST' })).status).toBe(410)
  })

  test('whoever is not signed in sees how to, and nothing else', async () => {
    const { desk } = await office()
    for (const path of ['/desk', '/desk/todo', '/desk/more', '/desk/live?at=/desk/todo', '/desk/nothing/here']) {
      const shown = await desk.ask(path)
      expect([path, shown.status, shown.text.includes('请先登录后台')]).toEqual([path, 401, true])
      expect(shown.html).not.toContain('<nav')
    }
  })

  test('whoever leaves the roster is out at once, and a day without use ends a session', async () => {
    const { at, desk } = await office()
    const { clock, database } = at
    const c1 = await desk.as('c1')
    expect((await c1.get('/desk')).status).toBe(200)
    clock.jump(13 * 3_600_000)
    expect((await c1.get('/desk')).status).toBe(401)
    const c2 = await desk.as('c2')
    await database.db.updateTable('roster').set({ role: 'student' }).where('number', '=', 'c2').execute()
    expect((await c2.get('/desk')).status).toBe(401)
  })

  test('after half an hour without use people in danger want a new sign-in, whatever is looked at meanwhile', async () => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    at.clock.jump(29 * 60_000)
    expect((await c1.get('/desk/care')).status).toBe(200)
    at.clock.jump(31 * 60_000)
    for (const [path, status] of [
      ['/desk/care', 401],
      ['/desk/care', 401],
      ['/desk/todo', 200],
      ['/desk/care', 401],
    ] as const)
      expect([path, (await c1.get(path)).status]).toEqual([path, status])
    at.clock.jump(2 * 60_000)
    expect((await c1.get('/desk/care')).status).toBe(401)
    expect((await (await desk.as('c1')).get('/desk/care')).status).toBe(200)
  })

  test('a break ends at the last use that was noted, so it is never longer than half an hour', async () => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    const uses = async (seconds: number, path = '/desk/nothing') => {
      at.clock.jump(seconds * 1000)
      return (await c1.get(path)).status
    }
    await uses(61)
    await uses(59) // too soon to be noted again
    expect(await uses(29 * 60, '/desk/care')).toBe(200)
    await uses(59)
    expect(await uses(29 * 60 + 1, '/desk/care')).toBe(401)
  })

  test('a clock that was put back makes no break longer, and nobody is signed out by it', async () => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    at.clock.jump(-2 * 3_600_000)
    expect([(await c1.get('/desk/care')).status, (await c1.get('/desk/todo')).status]).toEqual([401, 200])
    const again = await desk.as('c1')
    expect((await again.get('/desk/care')).status).toBe(200)
  })

  test('who looks is read, and that a session is used is written once a minute; a page that is left open writes nothing', async () => {
    const { at } = await office()
    let writes = 0
    const transact: typeof at.database.transact = work => {
      writes++
      return at.database.transact(work)
    }
    const database = { ...at.database, db: at.database.db, transact }
    const c1 = await openDesk({ ...at, clock: at.clock, content: at.content, database }).as('c1')
    const writesOf = async (path: string) => {
      const before = writes
      await c1.get(path)
      return writes - before
    }
    expect([await writesOf('/desk/nothing'), await writesOf('/desk/nothing')]).toEqual([0, 0])
    at.clock.jump(60_000)
    expect([await writesOf('/desk/live?at=/desk/nothing'), await writesOf('/desk/nothing')]).toEqual([0, 1])
    expect(await writesOf('/desk/nothing')).toBe(0)
  })

  test('a form of another session, or of none, does nothing', async () => {
    const { desk } = await office()
    const [c1, c2] = [await desk.as('c1'), await desk.as('c2')]
    const token = /name="token" value="([^"]+)"/.exec((await c2.get('/desk/todo')).html)![1]!
    for (const given of ['', 'x.y', token]) {
      const body = new URLSearchParams({ token: given, number: 'H1', back: '/desk/todo' })
      const answer = await desk.ask('/desk/todo/-/finish', { method: 'POST', body, headers: { cookie: c1.cookie } })
      expect(answer.status).toBe(403)
    }
  })

  test('who signs out is out', async () => {
    const { desk } = await office()
    const c1 = await desk.as('c1')
    const token = /name="token" value="([^"]+)"/.exec((await c1.get('/desk')).html)![1]!
    const forged = { method: 'POST', body: new URLSearchParams({ token: 'x.y' }), headers: { cookie: c1.cookie } }
    expect((await desk.ask('/desk/out', forged)).status).toBe(403)
    expect((await c1.get('/desk')).status).toBe(200)
    await desk.ask('/desk/out', {
      method: 'POST',
      body: new URLSearchParams({ token }),
      headers: { cookie: c1.cookie },
    })
    expect((await c1.get('/desk')).status).toBe(401)
  })

  test('what there is not is a page with a way back, and no markup to read', async () => {
    const { desk } = await office()
    const c1 = await desk.as('c1')
    for (const path of ['/desk/nothing', '/desk/todo/H1', '/desk/care/C99', '/desk/%E0%A4%A']) {
      const { status, text } = await c1.get(path)
      expect([path, status, text]).toEqual([path, 404, expect.stringMatching(/没有这个页面.*回到后台首页/)])
      expect(text).not.toContain('<')
    }
  })

  test('guessing ways in is slowed down', async () => {
    const { desk } = await office()
    for (let n = 0; n < 20; n++) expect((await desk.ask(`/desk/in/guess${n}`)).status).toBe(403)
    expect((await desk.ask('/desk/in/guess')).status).toBe(429)
  })

  test('one is led back to the page that one wanted', async () => {
    const { desk } = await office()
    const asked = await desk.ask('/desk/todo?of=all')
    const cookie = asked.headers.get('set-cookie')!.split(';')[0]!
    const entered = await desk.ask(await desk.wayIn('c1'), { method: 'POST', headers: { cookie } })
    expect(entered.headers.get('location')).toBe('/desk/todo?of=all')
  })
})
