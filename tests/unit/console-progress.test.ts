import { resolve } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import type { RosterPerson } from '../../src/core/roster.ts'
import { openDesk } from '../support/desk.ts'
import { zone } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const project = resolve(import.meta.dirname, '../..')
const { flows } = loadContent({ knowledge: resolve(project, 'knowledge'), flows: resolve(project, 'flows'), zone })
const college = '示例学院'
const hostile = '<script>alert(1)</script>班'

type Office = Awaited<ReturnType<typeof openOffice>>

/** 一班 has s1 (with a loan), s2 and s3, whom nothing reaches; 二班 has s4; 三班, of c9, has s9. */
async function aSchool(people: readonly RosterPerson[] = [], begin = '2026-06-25T12:00:00+08:00') {
  const office = await openOffice({
    begin,
    flows: [...flows.current.values()],
    people: [
      aPerson('s1', { loan: '生源地' }),
      aPerson('s2'),
      aPerson('s3'),
      aPerson('s4', { className: '二班' }),
      aPerson('s9', { className: '三班' }),
      aCounselor('c1'),
      aCounselor('c9', { scope: [{ of: 'class', college, name: '三班' }] }),
      aPerson('d1', { role: 'college', className: '', scope: [{ of: 'college', college }] }),
      aPerson('x1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
      ...people,
    ],
  })
  for (const who of ['s1', 's2', 's4', 's9', 'c1']) await office.say(who, '你好')
  return { office, desk: openDesk(office) }
}

const done = (office: Office, who: string, flow: string, answers = {}, at = office.clock.now()) =>
  office.decideWith(who, [
    {
      do: 'save-submission',
      submission: {
        ...{ number: `${flow}-${who}`, flow, version: 1, answers, state: 'submitted', code: null },
        ...{ at: at.getTime(), revisedAt: null },
      },
      keepDays: 60,
    },
  ])
const told = async (office: Office, who: string, answers: Record<string, string>) => {
  await done(office, who, 'arrival', answers)
  const value = answers.status === 'home' ? 'yes' : 'no'
  await office.decideWith(who, [{ do: 'tag', name: 'arrived', value, keepDays: 60 }])
}
const notify = async (office: Office, audience: string, by = 'c1') => {
  await office.say(by, `发布通知 给：${audience} 时间：现在 内容：明天上午九点在操场拍毕业照，请大家准时到。`)
  await office.say(by, '发布')
  await office.wait(5)
}
const audits = async ({ database: { db } }: Office) =>
  (await db.selectFrom('audit').select(['person', 'act', 'detail']).where('chat', '=', 'console').execute()).map(
    a => `${a.person} ${a.act} ${a.detail}`,
  )

test('each class in one’s care stands with the roster as denominator, and no other', async () => {
  const { office, desk } = await aSchool()
  await done(office, 's1', 'pledge')
  await done(office, 's9', 'pledge')
  const { text } = await (await desk.as('c1')).get('/desk/progress')
  expect(text).toContain('示例学院一班、示例学院二班（名册上 4 人）')
  expect(text).toMatch(/文明离校承诺 1\/4 看 3 人/)
  expect(text).toMatch(/助学贷款毕业确认 0\/1/)
  expect(text).not.toContain('三班')
  const whole = (await (await desk.as('d1')).get('/desk/progress')).text
  expect(whole).toContain('示例学院（名册上 5 人）')
  expect(whole).toMatch(/三班 .*1\/1/)
  expect(await audits(office)).toContain('n:c1 read-progress arrival checkout loan message pledge')
})

test('one thing alone stands with how it went over the last days, in a drawing and in figures', async () => {
  const { office, desk } = await aSchool()
  const ago = (days: number) => new Date(office.clock.now().getTime() - days * 86_400_000)
  await done(office, 's1', 'pledge', {}, ago(30))
  await done(office, 's2', 'pledge', {}, ago(3))
  await done(office, 's4', 'pledge')
  await done(office, 's9', 'pledge', {}, ago(1))
  const { html, text } = await (await desk.as('c1')).get('/desk/progress?item=pledge')
  expect(html).toContain('aria-label="文明离校承诺：6月12日 1 人，6月25日 3 人，共 4 人"')
  expect(text).toMatch(/6月25日 周四 3 75% 6月24日 周三 2 50% 6月23日 周二 2 50% 6月22日 周一 2 50% 6月21日 周日 1 25%/)
  expect(text).not.toContain('毕业感言 0')
})

test('who is left is named with how they are reached; who is done on the other tab', async () => {
  const { office, desk } = await aSchool()
  await done(office, 's1', 'pledge')
  const c1 = await desk.as('c1')
  const left = (await c1.get('/desk/progress/pledge')).text
  expect(left).toContain('4 人里还有 3 人')
  expect(left).toMatch(/示例s4 s4 二班 能私聊 示例s2 s2 一班 能私聊 示例s3 s3 一班 没绑定/)
  expect(left).not.toContain('示例s1')
  const there = (await c1.get('/desk/progress/pledge?done=1')).text
  expect(there).toMatch(/示例s1 s1 6月25日 12:00/)
  expect(there).not.toMatch(/示例s2|提醒这/)
  const one = (await c1.get(`/desk/progress/pledge?college=${college}&class=二班`)).text
  expect(one).toContain('示例学院二班：1 人里还有 1 人')
  expect(one).not.toContain('示例s2')
  expect(await audits(office)).toContain('n:c1 read-progress-names pledge left 3')
})

test('on the way home everybody stands by what they told, and who never told anything apart', async () => {
  const { office, desk } = await aSchool([aPerson('s5')], '2026-06-28T12:00:00+08:00')
  await office.say('s5', '你好')
  await told(office, 's1', { status: 'home' })
  await told(office, 's2', { status: 'not_left', leave_date: '2026-06-29' })
  await told(office, 's4', { status: 'not_left', leave_date: '2026-06-25' })
  await told(office, 's5', { status: 'on_way' })
  const { text } = await (await desk.as('c1')).get('/desk/progress/arrival')
  expect(text).toMatch(/还没走（1 人） 说的那天还没过.*示例s2 .*在路上（1 人）.*示例s5 /)
  expect(text).toMatch(/说过行程，过了那天还没有回音（1 人）.*示例s4 .*一直没有回音（1 人）.*示例s3 /)
  expect(text).toContain('提醒这 1 人')
})

test('what is not theirs is as if it were not there, and whoever tried stands in the log', async () => {
  const { office, desk } = await aSchool()
  await notify(office, '一班')
  const c9 = await desk.as('c9')
  const nobodys = (await c9.get('/desk/progress/nothing')).text
  for (const path of [
    `/desk/progress?college=${college}`,
    `/desk/progress/pledge?college=${college}&class=一班`,
    '/desk/progress/pledge?class=一班',
    '/desk/progress/A01',
    '/desk/progress/A99',
    `/desk/progress/pledge/export.xlsx?college=${college}&class=一班`,
    '/desk/progress/A01/export.xlsx',
    '/desk/progress/pledge/other',
    '/desk/progress?item=nothing',
  ]) {
    const { status, text } = await c9.get(path)
    expect([path, status, text]).toEqual([path, 404, nobodys])
  }
  const d1 = await desk.as('d1')
  for (const place of [`college=${college}&class=九班`, 'college=别的学院'])
    expect((await d1.get(`/desk/progress/pledge?${place}`)).status).toBe(404)
  const [theirs, none] = [await c9.get('/desk/progress?of=A01'), await c9.get('/desk/progress?of=A99')]
  expect(theirs.text).toContain('没有找到 A01')
  expect(theirs.text.replaceAll('A01', 'A99')).toBe(none.text)
  expect(theirs.text).not.toContain('毕业照')
  expect(await audits(office)).toContain('n:c9 refused-progress pledge')
})

test('whoever signs in with no class in their care, or nobody on the roster, hears what fills the page', async () => {
  const { desk } = await aSchool([
    aCounselor('c7', { scope: [] }),
    aCounselor('c8', { scope: [{ of: 'class', college, name: '八班' }] }),
  ])
  expect((await (await desk.as('c7')).get('/desk/progress')).text).toContain('还没有负责的班级')
  expect((await (await desk.as('c8')).get('/desk/progress')).text).toContain('导入名册以后')
})

test('a broadcast is chosen among those that went to one’s students', async () => {
  const { office, desk } = await aSchool()
  await notify(office, '一班')
  await office.say('s1', '收到 A01')
  const c1 = await desk.as('c1')
  expect((await c1.get('/desk/progress')).html).toMatch(/<option value="A01"\s*>通知 A01（明天上午/)
  expect((await (await desk.as('c9')).get('/desk/progress')).html).not.toContain('A01')
  const { html, text } = await c1.get('/desk/progress?of=A01')
  expect(html).toMatch(/<option value="A01" selected/)
  expect(text).toMatch(/1\/3 看 2 人/)
  expect((await c1.get('/desk/progress?of=A01&item=pledge')).text).toMatch(/班级 文明离校承诺 A01/)
  expect((await c1.get('/desk/progress/A01')).text).toMatch(/示例s2 .*示例s3 /)
  expect((await c1.get('/desk/progress/A01?done=1')).text).toContain('示例s1')
})

test('one press reminds those who are left, once it was asked with its count', async () => {
  const { office, desk } = await aSchool()
  await done(office, 's1', 'pledge')
  const c1 = await desk.as('c1')
  const at = '/desk/progress/pledge'
  expect((await c1.get(at)).text).toContain('提醒这 2 人')
  let asked = ''
  const before = await office.deliver(async () => {
    asked = (await c1.press(at, 'remind', { item: 'pledge' })).text
  })
  expect(before).toEqual([])
  expect(asked).toMatch(/《文明离校承诺》现在私下提醒 2 人.*示例s3（没绑定）.*提醒这 2 人/)
  const sure = { item: 'pledge', sure: '1' }
  let says = ''
  const arrived = await office.deliver(async () => {
    says = (await c1.press(at, 'remind', sure)).text
  })
  expect(arrived.map(a => a.to).sort()).toEqual(['s2', 's4'])
  expect(says).toContain('已经私下提醒 2 人。 我私下联系不上 1 人：示例s3（没绑定）')
  expect(says).toContain('能联系上的都提醒过了')
  const again = await c1.press(at, 'remind', sure)
  expect(again.text).toContain('有 2 人刚提醒过')
  expect((await audits(office)).filter(a => a.includes('remind-left'))).toEqual([
    'n:c1 remind-left pledge 2',
    'n:c1 remind-left pledge 0',
  ])
})

test('of one class only that is reminded, and nobody at night', async () => {
  const { office, desk } = await aSchool()
  const c1 = await desk.as('c1')
  const place = { item: 'pledge', college, class: '二班', sure: '1' }
  const arrived = await office.deliver(() => c1.press('/desk/progress/pledge', 'remind', place))
  expect(arrived.map(a => a.to)).toEqual(['s4'])
  office.clock.set(new Date('2026-06-25T23:30:00+08:00'))
  const late = await (await desk.as('c1')).press('/desk/progress/pledge', 'remind', { item: 'pledge' })
  expect([late.status, late.text]).toEqual([422, expect.stringContaining('现在是夜里')])
  const other = await (await desk.as('c9')).press('/desk/progress', 'remind', place)
  expect([other.status, other.text]).toEqual([422, expect.stringContaining('不在你负责的范围里')])
})

test('a broadcast is sent again by its own rules', async () => {
  const { office, desk } = await aSchool()
  await notify(office, '一班')
  await office.say('s1', '收到 A01')
  await office.wait(120)
  const c1 = await desk.as('c1')
  expect((await c1.get('/desk/progress/A01')).text).toContain('再发给没确认的 2 人')
  const asked = await c1.press('/desk/progress/A01', 'remind', { item: 'A01' })
  expect(asked.text).toContain('A01 再发一次给还没确认的 2 人')
  const sure = { item: 'A01', sure: '1' }
  const arrived = await office.deliver(async () => {
    await c1.press('/desk/progress/A01', 'remind', sure)
    await office.wait(1)
  })
  expect(arrived.map(a => a.to)).toEqual(['s2'])
  expect(await audits(office)).toContain('n:c1 broadcast-resent A01 to 2')
  expect((await c1.press('/desk/progress/A01', 'remind', sure)).status).toBe(422)
})

test('whoever looks after a part of those who got a broadcast sees that part, and does not send it again', async () => {
  const { office, desk } = await aSchool()
  await office.say('d1', '你好')
  await notify(office, '示例学院', 'd1')
  await office.wait(120)
  const c9 = await desk.as('c9')
  const { text } = await c9.get('/desk/progress/A01')
  expect(text).toContain('示例学院三班：1 人里还有 1 人')
  expect(text).toContain('请找发通知的老师')
  expect(text).not.toMatch(/示例s1|再发给/)
  expect((await c9.press('/desk/progress/A01', 'remind', { item: 'A01', sure: '1' })).status).toBe(422)
})

test('the names are taken away as a table, which is a line of the log', async () => {
  const { office, desk } = await aSchool()
  await done(office, 's1', 'pledge')
  const c1 = await desk.as('c1')
  const rowsOf = async (path: string) => {
    const book = read((await c1.get(path)).bytes)
    return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 }).map(row => row.join(' '))
  }
  const left = await rowsOf('/desk/progress/pledge/export.xlsx')
  expect(left[0]).toBe('学号 姓名 学院 班级 情况 怎么联系 最后说起')
  expect(left.slice(1).map(row => row.split(' ')[0])).toEqual(['s4', 's2', 's3'])
  expect(left[3]).toContain('没绑定')
  expect(await rowsOf('/desk/progress/pledge/export.xlsx?done=1')).toEqual([
    '学号 姓名 学院 班级 什么时候',
    's1 示例s1 示例学院 一班 2026-06-25 12:00',
  ])
  expect((await audits(office)).filter(a => a.includes('exported'))).toEqual([
    'n:c1 progress-exported pledge left 3',
    'n:c1 progress-exported pledge done 1',
  ])
})

test('very many classes stand by college first, and one college is opened by its address', async () => {
  const many = Array.from({ length: 70 }, (_, n) =>
    aPerson(`m${n}`, { college: n % 2 ? '甲学院' : '乙学院', className: `${n}班` }),
  )
  const { desk } = await aSchool(many)
  const x1 = await desk.as('x1')
  const first = await x1.get('/desk/progress')
  expect(first.text).toMatch(/各学院 共 3 个.* 甲学院 0\/35.* 示例学院 0\/5.* 乙学院 0\/35/)
  expect(first.text).not.toContain('69班')
  const opened = await x1.get('/desk/progress?college=甲学院&item=pledge')
  expect(opened.text).toContain('甲学院（名册上 35 人）')
  expect(opened.text).toMatch(/1班 0\/1 1 3班/)
  expect(opened.text).not.toContain('乙学院')
  expect(opened.html).toContain('<a class="up" href="/desk/progress">')
  const one = await x1.get('/desk/progress/pledge?college=甲学院&class=1班')
  const college = encodeURIComponent('甲学院')
  for (const to of [`/desk/progress?part=${college}`, `/desk/progress/pledge?part=${college}`])
    expect(one.html).toContain(`href="${to}"`)
})

test('very many people are counted by class before they are named', async () => {
  const many = Array.from({ length: 501 }, (_, n) => aPerson(`m${n}`, { className: n % 2 ? '甲班' : '乙班' }))
  const { office, desk } = await aSchool(many)
  const d1 = await desk.as('d1')
  const { text } = await d1.get('/desk/progress/pledge')
  expect(text).toMatch(/人很多.*甲班 0\/250 250/)
  expect(text).not.toContain('示例m1')
  expect(text).toContain('提醒还没办的')
  expect((await d1.press('/desk/progress/pledge', 'remind', { item: 'pledge' })).text).toContain('私下提醒 4 人')
  expect(await audits(office)).not.toContain('n:d1 read-progress-names pledge left 506')
  expect((await d1.get(`/desk/progress/pledge?college=${college}&class=甲班`)).text).toContain('示例m1')
})

test('names of people and classes show and do nothing else', async () => {
  const { desk } = await aSchool([
    aPerson('s6', { className: hostile, name: `<img src=x onerror=alert(1)>${'长'.repeat(60)}` }),
  ])
  const d1 = await desk.as('d1')
  for (const path of [
    '/desk/progress',
    '/desk/progress/pledge',
    `/desk/progress/pledge?college=${college}&class=${encodeURIComponent(hostile)}`,
  ]) {
    const { status, html } = await d1.get(path)
    expect([path, status, /<script>alert|<img/.test(html)]).toEqual([path, 200, false])
  }
  expect((await d1.get(`/desk/progress?college=${encodeURIComponent('<script>x')}`)).html).not.toContain('<script>x')
})

test('very many classes stand on several pages, each at an address', async () => {
  const many = Array.from({ length: 70 }, (_, n) =>
    aPerson(`p${n}`, { className: `大班${String(n).padStart(2, '0')}` }),
  )
  const { desk } = await aSchool(many)
  const d1 = await desk.as('d1')
  const [first, last] = [await d1.get('/desk/progress'), await d1.get('/desk/progress?page=2')]
  const classes = ({ text }: { text: string }) => new Set(text.match(/大班\d\d/g)).size
  expect(classes(first) + classes(last)).toBe(70)
  expect([classes(first) <= 60, first.text.includes('第 1 页，共 2 页')]).toEqual([true, true])
  expect(first.html).toContain('href="/desk/progress?page=2"')
})
