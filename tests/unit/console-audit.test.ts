import { read, utils } from '@e965/xlsx'
import { beforeEach, expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const other = '另一学院'
const people = [
  aPerson('s1'),
  aPerson('s9', { college: other, className: '九班' }),
  aCounselor('c1'),
  aCounselor('c2', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
  aCounselor('c9', { college: other, scope: [{ of: 'class', college: other, name: '九班' }] }),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college: '示例学院' }] }),
  aPerson('x1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

let at: Awaited<ReturnType<typeof openOffice>>
let desk: ReturnType<typeof openDesk>

const note = (person: string, act: string, detail = '', when = at.clock.now()) =>
  at.database.db.insertInto('audit').values({ at: when.getTime(), person, chat: 'p:1', act, detail }).execute()

beforeEach(async () => {
  at = await openOffice({ people })
  desk = openDesk(at)
  await note('n:c1', 'read-case', 'C01')
  await note('n:c2', 'bind-group', '示例学院三班 g3')
  await note('n:c9', 'issue-code', 's9')
  await note('n:x1', 'issue-code', 's1')
  await note('n:x1', 'bind-group', '另一学院九班 g9')
  await note('shell', 'roster-import', '2 added')
})

const details = async (number: string, query = '') =>
  shownIn((await (await desk.as(number)).get(`/desk/audit${query}`)).html)

/** Which of the lines stand in a page. */
const shownIn = (html: string) =>
  ['C01', 'g3', 's9', 's1', 'g9', '2 added'].filter(d => new RegExp(`[> ]${d}<`).test(html))

test('a counselor sees what they did themselves', async () => {
  expect(await details('c1')).toEqual(['C01'])
  expect((await (await desk.as('c1')).get('/desk/audit')).text).toContain('看求助或反诈记录')
})

test('a college sees what its staff did, and what others did about its people and classes', async () => {
  expect(await details('k1')).toEqual(['C01', 'g3', 's1'])
  const k1 = await desk.as('k1')
  expect((await k1.get('/desk/audit?who=c9')).text).toContain('没有符合的记录')
})

test('the school sees all of it, and looking is a line too', async () => {
  expect(await details('x1')).toEqual(['C01', 'g3', 's9', 's1', 'g9', '2 added'])
  const looks = await at.database.db.selectFrom('audit').selectAll().where('act', '=', 'read-audit').execute()
  expect(looks.map(l => l.person)).toEqual(['n:x1'])
})

test('each filter stands in the address', async () => {
  expect(await details('x1', '?act=issue-code')).toEqual(['s9', 's1'])
  expect(await details('x1', '?who=示例c2')).toEqual(['g3'])
  expect(await details('x1', '?who=shell')).toEqual(['2 added'])
  expect(await details('x1', '?text=g9')).toEqual(['g9'])
  await note('n:c1', 'read-case', 's1', new Date('2026-01-02T12:00:00+08:00'))
  expect(await details('x1', '?from=2026-01-02&until=2026-01-02')).toEqual(['s1'])
  const wrong = await (await desk.as('x1')).get('/desk/audit?from=%3Cscript%3Ex')
  expect([wrong.text.includes('不是日期'), wrong.html.includes('<script>x')]).toEqual([true, false])
})

test('long logs are paged', async () => {
  for (let n = 0; n < 205; n++) await note('n:c1', 'read-handoffs', `n${n}`)
  const c1 = await desk.as('c1')
  const first = await c1.get('/desk/audit')
  expect([first.text.includes('下一页'), first.html.includes('>n204<'), first.html.includes('>n1<')]).toEqual([
    true,
    true,
    false,
  ])
  const second = await c1.get('/desk/audit?page=2')
  expect([second.text.includes('下一页'), second.text.includes('上一页'), second.html.includes('>C01<')]).toEqual([
    false,
    true,
    true,
  ])
})

test('it is taken away as a table, which is a line of the log', async () => {
  const file = await (await desk.as('k1')).get('/desk/audit/export.xlsx?act=bind-group')
  const book = read(file.bytes)
  const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })
  expect(rows.map(r => r[2])).toEqual(['做了什么', '绑定班级群'])
  const lines = await at.database.db.selectFrom('audit').selectAll().where('act', '=', 'audit-exported').execute()
  expect(lines.map(l => [l.person, l.detail])).toEqual([['n:k1', 'bind-group 1']])
  expect((await (await desk.as('k1')).get('/desk/audit/other')).status).toBe(404)
})
