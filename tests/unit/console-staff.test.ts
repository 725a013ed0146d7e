import { beforeEach, describe, expect, test } from 'vitest'
import { openDesk, undoIn } from '../support/desk.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const college = '示例学院'
const other = '另一学院'
const of = (name: string, within = college) => [{ of: 'class' as const, college: within, name }]
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s9', { college: other, className: '九班' }),
  aCounselor('c1', { name: '赵一', scope: of('一班') }),
  aCounselor('c2', { name: '钱<script>二', scope: of('二班') }),
  aCounselor('c9', { name: '孙九', college: other, scope: of('九班', other) }),
  aPerson('k1', { name: '李院', role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('x1', { name: '周校', role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

let at: Awaited<ReturnType<typeof openOffice>>
let desk: ReturnType<typeof openDesk>
beforeEach(async () => {
  at = await openOffice({ people })
  desk = openDesk(at)
})

const leaveFor = (number: string, who: string) => ({ number, who, from: '2026-06-10', until: '2026-06-12', told: '1' })
const scopeOf = async (number: string) =>
  (await at.database.db.selectFrom('roster').select(['role', 'scope']).where('number', '=', number).executeTakeFirst())!

describe('whom the page shows', () => {
  test('platforms and browsers stand under the names that people know', async () => {
    const bound = { handle: 'w1', number: 'c1', channel: 'wechat', private_chat: null, at: 0 }
    await at.database.db.insertInto('binding').values(bound).execute()
    const headers = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0' }
    await desk.ask(await desk.wayIn('c1'), { method: 'POST', headers })
    expect((await (await desk.as('k1')).get('/desk/staff')).text).toContain('微信（绑定了，收不到私信）')
    expect((await (await desk.as('c1')).get('/desk/staff')).text).toContain('微信 · 苹果手机')
  })

  test('a counselor sees their own leave and sessions, and no other staff', async () => {
    await desk.as('c2')
    const c1 = await desk.as('c1')
    const page = await c1.get('/desk/staff')
    expect(page.text).toContain('我请假')
    expect(page.text).toContain('就是这里')
    expect(page.text).not.toContain('孙九')
    expect(page.text).not.toContain('归你管的老师')
    expect((await c1.get('/desk/staff/c2')).status).toBe(404)
    expect((await c1.get('/desk/staff/c1')).text).toContain('赵一')
  })

  test('a college sees its own staff, the school all; names do nothing but show', async () => {
    const k1 = await desk.as('k1')
    const page = await k1.get('/desk/staff')
    expect([page.text.includes('赵一'), page.text.includes('孙九'), page.html.includes('staff/x1')]).toEqual([
      true,
      false,
      false,
    ])
    expect(page.html).not.toContain('<script>二')
    expect([(await k1.get('/desk/staff/c9')).status, (await k1.get('/desk/staff/x1')).status]).toEqual([404, 404])
    expect((await k1.get('/desk/staff/s1')).status).toBe(404)
    expect((await (await desk.as('x1')).get('/desk/staff')).text).toContain('孙九')
  })
})

describe('leaves', () => {
  test('are set, shown, ended and undone', async () => {
    const c1 = await desk.as('c1')
    const set = await c1.press('/desk/staff', 'leave', leaveFor('c1', 'c2'))
    expect(set.text).toContain('6月10日 周三 到 6月12日 周五 由钱<script>二代')
    const c2 = await desk.as('c2')
    expect((await c2.get('/desk/staff')).text).toContain('替赵一代班')
    const id = /name="id" value="([^"]+)"/.exec(set.html)![1]!
    const ended = await c1.press('/desk/staff', 'end', { id })
    expect(ended.text).toContain('不再由')
    const { act, values } = undoIn(ended)!
    expect((await c1.press('/desk/staff', act, values)).text).toContain('6月10日 周三 到 6月12日 周五 由钱<script>二代')
    expect((await c2.get('/desk/staff')).text).toContain('替赵一代班')
  })

  test('of others only whoever looks after them sets them', async () => {
    const c2 = await desk.as('c2')
    const refused = await c2.press('/desk/staff', 'leave', leaveFor('c1', 'c2'))
    expect([refused.status, refused.text.includes('由本人或者管这位老师的')]).toEqual([422, true])
    const k1 = await desk.as('k1')
    expect((await k1.press('/desk/staff/c1', 'leave', leaveFor('c1', 'c2'))).text).toContain('由钱')
    const wrong = await k1.press('/desk/staff/c1', 'leave', leaveFor('c1', 'c9'))
    expect(wrong.text).toContain('换一位试试')
    expect((await k1.press('/desk/staff/c1', 'leave', { ...leaveFor('c1', 'c2'), from: 'x' })).text).toContain('请选好')
  })

  test('a college stands in for a counselor, never the other way round', async () => {
    const k1 = await desk.as('k1')
    expect((await k1.press('/desk/staff', 'leave', leaveFor('k1', 'c1'))).text).toContain('换一位试试')
    expect((await k1.press('/desk/staff/c1', 'leave', leaveFor('c1', 'k1'))).text).toContain('由李院代')
  })
})

describe('parts', () => {
  test('a college gives its counselors other classes, which is undone', async () => {
    const k1 = await desk.as('k1')
    const done = await k1.press('/desk/staff/c1', 'part', { number: 'c1', role: 'counselor', says: '一班、二班' })
    expect(done.text).toContain('职责改好了')
    expect(JSON.parse((await scopeOf('c1')).scope)).toHaveLength(2)
    const { act, values } = undoIn(done)!
    await k1.press('/desk/staff/c1', act, values)
    expect(JSON.parse((await scopeOf('c1')).scope)).toEqual(of('一班'))
  })

  test('nobody gives more than they have, nobody changes their own, and what is not known is said', async () => {
    const k1 = await desk.as('k1')
    const press = async (number: string, role: string, says: string) =>
      (await k1.press(`/desk/staff/${number}`, 'part', { number, role, says })).text
    expect(await press('c1', 'school', '')).toContain('超过了你自己的')
    expect(await press('c1', 'counselor', '九班')).toContain('超过了你自己的')
    expect(await press('c1', 'counselor', '没有这个班')).toContain('名册里没有“没有这个班”')
    expect(await press('c1', 'college', '一班')).toContain('请写学院的名字')
    expect(await press('k1', 'school', '')).toContain('由本人或者管这位老师的')
    expect((await k1.press('/desk/staff', 'part', { number: 'c9', role: 'counselor', says: '一班' })).text).toContain(
      '由本人',
    )
    expect((await k1.press('/desk/staff', 'part', { number: 's1', role: 'school', says: '' })).text).toContain('由本人')
    expect((await scopeOf('s1')).role).toBe('student')
  })

  test('what is lent is never kept with them', async () => {
    await (await desk.as('c1')).press('/desk/staff', 'leave', leaveFor('c1', 'c2'))
    const k1 = await desk.as('k1')
    await k1.press('/desk/staff/c2', 'part', { number: 'c2', role: 'counselor', says: '二班' })
    expect(JSON.parse((await scopeOf('c2')).scope)).toEqual(of('二班'))
  })
})

describe('sessions and ways in', () => {
  test('one of the staff is signed out by whoever looks after them, after being asked once more', async () => {
    const c1 = await desk.as('c1')
    const k1 = await desk.as('k1')
    const id = /name="id" value="([^"]+)"/.exec((await k1.get('/desk/staff/c1')).html)![1]!
    const c2 = await desk.as('c2')
    expect((await c2.press('/desk/staff', 'out', { id, sure: '1' })).text).toContain('已经不在了')
    expect((await k1.press('/desk/staff/c1', 'out', { id, name: '赵一' })).text).toContain('结束赵一的这个登录')
    expect((await c1.get('/desk')).status).toBe(200)
    await k1.press('/desk/staff/c1', 'out', { id, name: '赵一', sure: '1' })
    expect((await c1.get('/desk')).status).toBe(401)
  })

  test('a way in is shown once, to whoever looks after them', async () => {
    const k1 = await desk.as('k1')
    expect((await k1.press('/desk/staff/c1', 'wayIn', { number: 'c1', name: '赵一' })).text).toContain('只能用一次')
    const shown = await k1.press('/desk/staff/c1', 'wayIn', { number: 'c1', name: '赵一', sure: '1' })
    const way = /\/desk\/in\/[^"]+/.exec(shown.html)![0]
    expect((await desk.ask(way, { method: 'POST' })).status).toBe(303)
    const c1 = await desk.as('c1')
    for (const number of ['c9', 'x1', 's1'])
      expect((await k1.press('/desk/staff', 'wayIn', { number, sure: '1' })).text).toContain('现在给不了')
    expect((await c1.press('/desk/staff', 'wayIn', { number: 'k1', sure: '1' })).text).toContain('现在给不了')
  })

  test('when somebody was last signed in stands in the list', async () => {
    const k1 = await desk.as('k1')
    expect((await k1.get('/desk/staff/c1')).text).toContain('没有登录过')
    await desk.as('c1')
    expect((await k1.get('/desk/staff/c1')).text).toContain('6月10日 12:00')
  })
})
