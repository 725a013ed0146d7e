import { expect, test } from 'vitest'
import type { Effect } from '../../src/core/turn.ts'
import { openCaseOffice } from '../support/cases.ts'
import { openDesk } from '../support/desk.ts'
import { type Edits, fixtureKnowledge } from '../support/fixture.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

/** Nothing is missing in the small school, so that only what a test makes stands in the list. */
const filled: Edits = {
  'school.yaml': text =>
    text.replace(/(type: (?:text|phone|date)\n\s+ask: .*\n\s+value:)\n(?!\s+sample)/g, '$1 "2026-09-01"\n'),
}
const calm = () => fixtureKnowledge(filled)
const none = '今天没有等着你的事'
const cry = '我真的不想活了'

const handoff = (number: string): Effect => ({
  ...{
    do: 'hand-off',
    number,
    topic: '退宿',
    urgency: '不急',
    text: '钥匙丢了',
    how: '短信',
    mayContact: true,
    keepDays: 30,
  },
  notice: { text: '请跟进', choices: [], images: [], rateable: false },
})
const todayOf = async (office: Awaited<ReturnType<typeof openOffice>>, number: string, path = '/desk') =>
  (await (await openDesk(office).as(number)).get(path)).text

test('nothing to do is one kind sentence, in the console and in chat', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  expect(await todayOf(office, 'c1')).toContain(none)
  expect(await office.say('c1', '今天有什么要处理？')).toContain(none)
})

test('a crisis that nobody took stands first: its number and its clock, nothing else of it', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  await office.hear('s1', cry)
  await office.decideWith('s1', [handoff('H1')])
  await office.wait(1)
  const c1 = await openDesk(office).as('c1')
  const { text, html } = await c1.get('/desk')
  expect(text).toMatch(/马上要看.*C01 还没有人跟进，再过 14 分钟会告诉下一位老师.*等着你的.*1 位同学等老师跟进/)
  expect(html).toContain('href="/desk/care/C01"')
  expect(text).not.toMatch(/同学甲|不想活|情绪/)
  const audit = await office.database.db.selectFrom('audit').select(['act', 'detail', 'chat']).execute()
  expect(audit).toContainEqual({ act: 'list-cases', detail: 'C01', chat: 'console' })
  const said = await office.say('c1', '今天')
  expect(said).toMatch(/1\. C01 还没有人跟进.*\n2\. 1 位同学等老师跟进/)
  await office.say('c1', '收到 C01')
  expect(await todayOf(office, 'c1')).not.toContain('C01')
})

test('whoever does not look after them hears of none of it', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  await office.hear('s2', cry)
  await office.decideWith('s2', [handoff('H1')])
  expect(await todayOf(office, 'c2')).toContain(none)
  for (const number of ['c1', 'k1', 'x1']) expect(await todayOf(office, number)).toMatch(/C01.*1 位同学等老师跟进/)
})

test('a student and a group are told nothing of it', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  await office.hear('s1', cry)
  expect(await office.say('s2', '今天')).not.toMatch(/C01|等着你/)
  const heard = await office.hear('c1', '今天', { room: 'g1', mentioned: true })
  expect(
    heard
      .filter(a => a.chat === 'room/g1')
      .map(a => a.text)
      .join(),
  ).not.toContain('C01')
  expect(
    heard
      .filter(a => a.chat === 'private/c1')
      .map(a => a.text)
      .join(),
  ).toContain('C01')
})

test('urgent notices: what waits for me, and how many of mine have not confirmed', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  await office.hear('c1', '发布预警 诈骗预警 紧急 给：一班 时间：现在 内容：有人正在假冒学校收钱，不要转账。')
  await office.hear('c1', '发布')
  expect(await todayOf(office, 'k1')).toMatch(/紧急通知 A01（诈骗预警）等你批准/)
  expect(await todayOf(office, 'c1')).not.toContain('等你批准')
  await office.say('k1', '批准 A01')
  await office.wait(1)
  expect(await todayOf(office, 'c1')).toMatch(/紧急通知 A01（诈骗预警）还有 1 人没确认，共 1 人/)
  await office.say('s1', '收到')
  expect(await todayOf(office, 'c1')).not.toContain('没确认')
})

test('questions without an answer are counted', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  await office.decideWith('s1', [{ do: 'ask-counselor', question: '校车几点', nearest: [], unit: null }])
  const { text, html } = await (await openDesk(office).as('c2')).get('/desk')
  expect(text).toContain('1 个问题小助手没答上')
  expect(html).toContain('href="/desk/answers/unanswered"')
})

test('the dates of the next seven days that hold for my classes, with what is only a sample', async () => {
  const options: OfficeOptions = { knowledge: fixtureKnowledge(partial), begin: '2026-06-24T09:00:00+08:00' }
  const office = await openOffice({
    ...options,
    people: [aPerson('s1'), aPerson('s2', { className: '二班' }), aCounselor('c1'), other],
  })
  const mine = await todayOf(office, 'c1')
  expect(mine).toContain('6月26日 周五 退宿截止（示例学院 一班）（示例日期')
  expect(mine).toContain('6月30日 17:30 退宿截止（示例日期，还不是学校公布的）')
  const theirs = await todayOf(office, 'c9')
  expect(theirs).not.toContain('一班')
  expect(theirs).toContain('6月30日 17:30 退宿截止')
})

const other = aCounselor('c9', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] })
const partial: Edits = {
  'school.yaml': text =>
    text.replace(
      'sample: 06-30 17:30',
      'sample: 06-30 17:30\n    values:\n      - { college: 示例学院, class: 一班, sample: 06-26 }',
    ),
}

test('standing reminders of the week come in their order', async () => {
  const reminder = aStanding('leaving', 'title: 退宿提醒\nwhen: { once: "2026-06-12 09:00" }')
  const office = await openOffice({ knowledge: calm(), reminders: [reminder] })
  expect(await todayOf(office, 'c1')).toContain('6月12日 09:00 小助手提醒：退宿提醒')
})

test('what the school has not filled in is said with what it is', async () => {
  const office = await openOffice({})
  expect(await todayOf(office, 'c1')).toMatch(/学校资料里还有 \d+ 项没填，学生会问到：.*行李托运点/)
})

test('a platform that is down is said to those who may see it', async () => {
  const office = await openCaseOffice({ knowledge: calm() })
  const status = () => ({ state: 'down' as const, detail: 'gone' })
  const desk = openDesk(office, { channels: [{ name: 'wechat', status }] })
  const { text, html } = await (await desk.as('c1')).get('/desk')
  expect(text).toContain('wechat现在不通')
  expect(html).toContain('href="/desk/channels"')
})

test('whatever stands in names and templates only shows', async () => {
  const knowledge = fixtureKnowledge({
    'school.yaml': text => text.replace('label: 行李托运点', 'label: <script>alert(1)</script>'),
  })
  const office = await openOffice({ knowledge })
  const { html } = await (await openDesk(office).as('c1')).get('/desk')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toContain('<script>alert')
})
