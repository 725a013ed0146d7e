import { beforeEach, expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const other = '另一学院'
const people = [
  aPerson('s1', { name: '王甲' }),
  aPerson('s9', { name: '王九', college: other, className: '九班' }),
  aCounselor('c1'),
]

let at: Awaited<ReturnType<typeof openOffice>>
let desk: ReturnType<typeof openDesk>
beforeEach(async () => {
  at = await openOffice({ people })
  desk = openDesk(at)
})

const trying = async (query: Record<string, string>, by = 'c1') =>
  (await desk.as(by)).get(`/desk/try?${new URLSearchParams(query)}`)

/** How many rows there are in all that could hold something of a question. */
const kept = async () => {
  const { db } = at.database
  const rows = await Promise.all(
    (['session', 'delivery', 'unanswered', 'person_memory', 'handoff', 'crisis_case'] as const).map(table =>
      db
        .selectFrom(table)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    ),
  )
  return rows.map(r => Number(r.n))
}

test('what would be said stands there with why: the outcome, what was thought of, the values', async () => {
  const shown = await trying({ q: '退宿怎么办' })
  expect(shown.text).toContain('直接回答')
  expect(shown.text).toContain('想到的条目')
  expect(shown.text).toContain('不知道是谁 · 私聊 · 6月10日 12:00')
})

test('nothing is kept or sent, not even of an unknown question or a call for help', async () => {
  await desk.as('c1')
  const before = await kept()
  expect((await trying({ q: '火星移民局在几楼' })).text).toContain('不知道，建议找老师')
  expect((await trying({ q: '我不想活了，今晚就走', number: 's1' })).text).toContain('可能有危险')
  expect(await kept()).toEqual(before)
  expect(await at.round()).toEqual([])
})

test('it is asked as somebody in one’s care, which is a line of the log', async () => {
  expect((await trying({ q: '退宿怎么办', number: 's1' })).text).toContain('王甲 s1')
  const others = await trying({ q: '退宿怎么办', number: 's9' })
  expect([others.text.includes('不在你负责的范围里'), others.text.includes('王九')]).toEqual([true, false])
  expect((await trying({ q: '退宿怎么办', number: 'nobody' })).text).toContain('不在你负责的范围里')
  const lines = await at.database.db
    .selectFrom('audit')
    .select(['person', 'act', 'detail'])
    .where('act', 'like', 'ask-as%')
    .orderBy('seq')
    .execute()
  expect(lines.map(l => `${l.person} ${l.act} ${l.detail}`)).toEqual([
    'n:c1 ask-as s1',
    'n:c1 ask-as-refused S9',
    'n:c1 ask-as-refused NOBODY',
  ])
})

test('time, place and what was said before are part of it', async () => {
  const overheard = await trying({ q: '大家晚上好', where: 'room' })
  expect(overheard.text).toContain('不说话')
  expect((await trying({ q: '退宿怎么办', where: 'mentioned', at: '2026-07-01T09:30' })).text).toContain(
    '群里 @ 小助手 · 7月1日 09:30',
  )
  expect((await trying({ q: '然后呢', earlier: '退宿怎么办' })).text).toContain('退宿怎么办 / 然后呢')
  expect((await trying({ q: '退宿怎么办', at: 'soon' })).text).toContain('时间没看懂')
})

test('hostile words do nothing but show, and an empty question says what to do', async () => {
  const shown = await trying({ q: '<script>alert(1)</script>', class: '<b>x/y', dorm: '"><img src=x>' })
  expect(shown.html).not.toMatch(/<script>alert|<b>x|<img src=x/)
  expect((await trying({})).text).toContain('写一句同学会问的话')
  expect((await (await desk.as('c1')).get('/desk/try/else')).status).toBe(404)
})
