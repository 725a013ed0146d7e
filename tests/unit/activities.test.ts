import { expect, test } from 'vitest'
import { activityRulesOf } from '../../src/bot/office.ts'
import { identityOf } from '../../src/core/roster.ts'
import { comingFor } from '../../src/office/activities/look.ts'
import { cancelActivity, changeActivity, planActivity } from '../../src/office/activities/plan.ts'
import { perform } from '../../src/store/perform.ts'
import { readsIn } from '../../src/store/reads.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const hour = 60
const college = '示例学院'
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s3', { className: '三班' }),
  aCounselor('c1', { name: '王敏' }),
  aCounselor('c2', { scope: [{ of: 'class', college, name: '三班' }] }),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('x1', { role: 'school', className: '', scope: [{ of: 'school' }] }),
]

async function open(begin = '2026-06-10T12:00:00+08:00') {
  const office = await openOffice({ people, begin, flows: [aFlow('meeting', shippedFlow('meeting'))] })
  for (const { number } of people) await office.hear(number, '你好')
  return office
}

/** Somebody of the staff does something to activities; what it came to. */
async function act<Input>(
  office: Office,
  by: string,
  doing: typeof planActivity | ((...args: never[]) => unknown),
  input: Input,
) {
  const at = office.clock.now()
  let drawn = 0
  return perform(office.database, {
    ...{ act: doing as never, rules: activityRulesOf(office.content), input },
    actor: identityOf(people.find(p => p.number === by)!),
    deed: { by, through: 'console', at: at.getTime() } as never,
    ids: { next: () => `act-${by}-${at.getTime()}-${++drawn}` },
  }) as ReturnType<typeof planActivity>
}

const meeting = {
  kind: 'meeting',
  title: '离校主题班会',
  place: '教学楼301',
  when: '2026-06-12 19:00',
  whom: '一班',
  about: '',
}
const saysOf = (outcome: Awaited<ReturnType<typeof planActivity>>) => ('done' in outcome ? 'done' : outcome.refused.why)
const chats = (arrived: readonly { chat: string }[]) => arrived.map(a => a.chat)

test('people are told at once, the day before and an hour before, and the planner is asked to write it down', async () => {
  const office = await open()
  await act(office, 'c1', planActivity, meeting)
  const heard: string[] = []
  for (let n = 0; n < 60; n++)
    for (const { chat, text, choices } of await office.wait(hour))
      heard.push(`${n} ${chat} ${text.split('\n')[0]} ${choices.join()}`.trim())
  expect(heard).toEqual([
    '0 private/s1 示例s1，邀请你参加“离校主题班会”（主题班会）。',
    '30 private/s1 示例s1，明天有“离校主题班会”（主题班会）。',
    '53 private/s1 示例s1，“离校主题班会”快开始了：6月12日 周五 19:00，教学楼301。',
    expect.stringMatching(/^56 private\/c1 王敏老师，“离校主题班会”（6月12日 周五 19:00）办完了吗？.*主题班会$/),
  ])
})

test('what is moved or called off is told, and nothing of the earlier planning any more', async () => {
  const office = await open()
  await act(office, 'c1', planActivity, meeting)
  await office.wait(1)
  await act(office, 'c1', changeActivity, { number: 'E01', revision: 1, ...meeting, when: '2026-06-13 09:00' })
  expect((await office.wait(1)).map(a => a.text)).toEqual([
    expect.stringContaining('以这一条为准。\n时间：6月13日 周六 09:00'),
  ])
  expect(await office.wait(46 * hour)).toHaveLength(1) // the day before, by its new time
  await act(office, 'c1', cancelActivity, { number: 'E01', revision: 2, reason: '下雨' })
  expect((await office.wait(48 * hour)).map(a => a.text)).toEqual([
    expect.stringContaining('取消了，不用去了。原因：下雨'),
  ])
})

test('at night nobody is woken for what can wait, and nobody goes in vain', async () => {
  const office = await open('2026-06-10T23:30:00+08:00')
  await act(office, 'c1', planActivity, meeting)
  expect(await office.wait(7 * hour)).toEqual([])
  expect(chats(await office.wait(2 * hour))).toEqual(['private/s1'])
  const early = await open('2026-06-10T23:30:00+08:00')
  await act(early, 'c1', planActivity, { ...meeting, when: '2026-06-11 06:30' })
  await act(early, 'c1', cancelActivity, { number: 'E01', revision: 1, reason: '老师病了' })
  expect(chats(await early.wait(1))).toEqual(['private/s1'])
})

test('nobody plans, changes or calls off for those who are not in their care, and what cannot be is refused', async () => {
  const office = await open()
  const plan = async (by: string, input: Partial<typeof meeting>) =>
    saysOf(await act(office, by, planActivity, { ...meeting, ...input }))
  expect(await plan('c2', {})).toBe('audience')
  expect(await plan('s1', {})).toBe('noRight')
  expect(await plan('c1', { when: '2026-06-01 19:00' })).toBe('when')
  expect(await plan('c1', { when: '2026-06-10 12:05' })).toBe('soon')
  expect(await plan('c1', { title: '' })).toBe('title')
  expect(await plan('c1', { whom: '一班 没签承诺' })).not.toBe('done')
  expect(await plan('c1', { whom: '一班 有贷款的' })).toBe('named')
  expect(await plan('k1', { whom: '示例学院 辅导员', kind: 'visit' })).toBe('done')
  expect(chats(await office.wait(1)).sort()).toEqual(['private/c1', 'private/c2'])
  await act(office, 'c1', planActivity, meeting)
  const other = { number: 'E02', revision: 1, reason: '不办' }
  expect(saysOf(await act(office, 'c2', cancelActivity, other))).toBe('unknown')
  expect(saysOf(await act(office, 'c1', cancelActivity, { ...other, revision: 7 }))).toBe('changedBefore')
  expect(saysOf(await act(office, 'c1', changeActivity, { ...other, ...meeting }))).toBe('same')
})

test('what is told again from the middle after a kill reaches nobody twice', async () => {
  const office = await open()
  await act(office, 'x1', planActivity, { ...meeting, whom: '全校' })
  const first = await office.wait(1)
  await office.database.db
    .updateTable('activity_notice')
    .set({ state: 'waiting', position: 's1' })
    .where('news', '=', 'invite')
    .execute()
  expect(chats(first).sort()).toEqual(['private/s1', 'private/s2', 'private/s3'])
  expect(await office.wait(1)).toEqual([])
})

test('students ask in words what is coming up, and hear what is for them', async () => {
  const office = await open()
  await act(office, 'c1', planActivity, meeting)
  await act(office, 'x1', planActivity, {
    ...meeting,
    kind: 'talk',
    title: '基层就业报告会',
    whom: '全校',
    when: '2026-06-20 15:00',
  })
  await office.wait(1)
  expect(await office.say('s1', '最近有什么活动')).toContain(
    '· 6月12日 周五 19:00　离校主题班会，教学楼301\n· 6月20日 周六 15:00　基层就业报告会',
  )
  expect(await office.say('s2', '最近有什么活动？')).not.toContain('主题班会')
  expect(await office.say('s1', '班会什么时候开')).toContain('离校主题班会')
  expect(await office.say('s2', '明天有什么活动')).toContain('没有给你登记的活动')
  expect(await office.say('s1', '下周有讲座吗')).toContain('基层就业报告会')
})

test('whoever is not bound hears of what is for the whole school alone', async () => {
  const office = await open()
  await act(office, 'c1', planActivity, meeting)
  await act(office, 'x1', planActivity, { ...meeting, title: '毕业晚会', whom: '全校' })
  const ground = {
    read: readsIn(office.database.db, office.clock.now()),
    rules: activityRulesOf(office.content),
    now: office.clock.now(),
  }
  const said = await comingFor(ground, 'everybody', { kind: null })
  expect(said).toContain('毕业晚会')
  expect(said).not.toContain('主题班会')
})
