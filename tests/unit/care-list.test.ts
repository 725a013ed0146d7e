import { expect, test } from 'vitest'
import { into, openCaseOffice, staffed } from '../support/cases.ts'
import { openDesk } from '../support/desk.ts'
import { aPerson } from '../support/office.ts'

const opening = { student: 's1', reasons: ['jobless'], next: '2026-06-12' }
const page = '/desk/care-list'

/** c1 has put s1 on the list; `at` is the address of the entry. */
async function listed(input: Record<string, string | string[]> = opening) {
  const office = await openCaseOffice({
    people: [...staffed, aPerson('u3', { name: '示例同学丁', college: '别的学院', className: '三班' })],
    deskUrl: 'https://bot.example.edu.cn',
  })
  const desk = openDesk(office)
  const c1 = await desk.as('c1')
  const shown = await c1.press(page, 'open', input)
  const rows = () => office.database.db.selectFrom('care_entry').selectAll().execute()
  const [row] = await rows()
  return { office, desk, c1, shown, rows, at: `${page}/${row?.id ?? ''}`, id: row?.id ?? '' }
}

test('who is on the list, why and when next is seen by those whose care the student is in', async () => {
  const { desk, shown } = await listed()
  expect(shown.text).toContain('示例同学甲 加到名单里了')
  for (const number of ['c1', 'c2', 'k1']) {
    const seen = await (await desk.as(number)).get(page)
    expect(seen.text).toMatch(/示例同学甲 还没落实去向/)
    expect(seen.text).toContain('6月12日')
  }
})

test('whoever leads the school sees how many, and no name', async () => {
  const { desk, at } = await listed()
  const x1 = await desk.as('x1')
  const seen = await x1.get(page)
  expect(seen.text).toMatch(/示例学院 1 0 0/)
  expect(seen.text).not.toContain('示例同学甲')
  expect((await x1.get(at)).status).toBe(404)
})

test.each([
  ['somebody who is not in one’s care', { ...opening, student: 'u3' }, '没有找到'],
  ['nobody', { ...opening, student: '没有这个人' }, '没有找到'],
  ['without a reason', { ...opening, reasons: [] }, '选一个原因'],
  ['with a day that is over', { ...opening, next: '2026-06-01' }, '今天或以后'],
  ['staff', { ...opening, student: 'c2' }, '没有找到'],
])('%s is not put on it', async (_, input, says) => {
  const { shown, rows } = await listed(input)
  expect(shown.text).toContain(says)
  expect(await rows()).toEqual([])
})

test('nobody stands on it twice', async () => {
  const { c1, rows } = await listed()
  expect((await c1.press(page, 'open', opening)).text).toContain('已经在名单里')
  expect(await rows()).toHaveLength(1)
})

test('on its day whoever set it is reminded in private, once, without the reason', async () => {
  const { office } = await listed()
  expect(await office.wait(60 * 24)).toEqual([])
  const arrived = await office.wait(60 * 24)
  expect(into(arrived, 'private/c1')).toEqual([
    '今天约了和 示例同学甲 聊聊。\n上次说到哪里，在后台的“关注名单”里：https://bot.example.edu.cn/desk/care-list。',
  ])
  expect(arrived).toHaveLength(1)
  expect(await office.wait(60 * 24)).toEqual([])
})

test('a talk is noted with its day, and its writer; the next date replaces the one before', async () => {
  const { c1, at, id, rows } = await listed()
  await c1.press(at, 'talk', { id, day: '2026-06-10', note: '聊了找工作', next: '2026-06-20' })
  const seen = await c1.get(at)
  expect(seen.text).toMatch(/6月10日.*示例辅导员一.*聊了找工作/)
  expect(seen.text).toContain('6月20日')
  const [row] = await rows()
  expect(new Date(row!.next_at!).toISOString()).toBe('2026-06-20T01:00:00.000Z')
})

test('what is closed stands apart with its result, and nobody is reminded of it', async () => {
  const { office, c1, at, id } = await listed()
  await c1.press(at, 'close', { id, result: '签约了' })
  expect((await c1.get(page)).text).toContain('名单是空的')
  expect((await c1.get(`${page}?of=closed`)).text).toContain('签约了')
  expect(await office.wait(60 * 72)).toEqual([])
})

test('every look leaves a line in the audit log, which names nobody', async () => {
  const { office, c1, desk, at, id } = await listed()
  await c1.get(at)
  await (await desk.as('x1')).get(at)
  const lines = await office.database.db.selectFrom('audit').select(['person', 'act', 'detail']).execute()
  const about = lines.filter(l => l.act.endsWith('care-list'))
  expect(about).toContainEqual({ person: 'n:c1', act: 'read-care-list', detail: id })
  expect(about).toContainEqual({ person: 'n:x1', act: 'refused-care-list', detail: id })
  expect(JSON.stringify(about)).not.toMatch(/s1|示例同学/)
})

test('it goes ninety days after the last that was noted, and not before', async () => {
  const { office, rows } = await listed({ ...opening, next: '' })
  await office.wait(60 * 24 * 89)
  expect(await rows()).toHaveLength(1)
  await office.wait(60 * 24 * 2)
  expect(await rows()).toEqual([])
})

test('a student who has their data deleted is not on it any more', async () => {
  const { office, c1, at, id, rows } = await listed()
  await c1.press(at, 'talk', { id, day: '2026-06-10', note: '聊了找工作', next: '' })
  await office.decideWith('s1', [{ do: 'forget', scope: 'all', erased: '（已删除）', requests: [] }])
  expect(await rows()).toEqual([])
  expect(await office.database.db.selectFrom('care_talk').selectAll().execute()).toEqual([])
})

test('deleting is asked for twice and leaves nothing', async () => {
  const { c1, at, id, rows } = await listed()
  expect((await c1.press(at, 'drop', { id })).text).toContain('不能恢复')
  expect(await rows()).toHaveLength(1)
  await c1.press(at, 'drop', { id, sure: '1' })
  expect(await rows()).toEqual([])
})

test('no page of other matters tells of it', async () => {
  const { c1 } = await listed()
  for (const path of ['/desk/roster/s1', '/desk/roster?said=s1', '/desk/todo', '/desk/records', '/desk/progress'])
    expect((await c1.get(path)).text).not.toMatch(/落实去向|聊过/)
})

test('the bot tells nobody of it, the student neither', async () => {
  const { office } = await listed()
  expect(await office.say('s1', '我在关注名单里吗')).not.toMatch(/落实去向|名单里了/)
  expect(await office.say('s1', '关注名单')).not.toMatch(/落实去向/)
})
