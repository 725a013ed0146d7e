import { expect, test } from 'vitest'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const flows = ['meeting', 'visit', 'talk'].map(name => aFlow(name, shippedFlow(name)))
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s3', { className: '示例4班' }),
  aPerson('s4', { className: '三班' }),
  aCounselor('c1', {
    name: '王敏',
    scope: ['一班', '二班', '示例4班'].map(name => ({ of: 'class' as const, college: '示例学院', name })),
  }),
  aCounselor('c2', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]
const row = {
  version: 1,
  state: 'submitted' as const,
  code: null,
  at: 1,
  revised_at: null,
  delete_at: 9e15,
  person: 'n:c1',
}
const meetingOn = (held_on: string, classes: string) =>
  JSON.stringify({
    ...{ held_on, classes, form: 'onsite', place: '教学楼301', leader: '王敏', attended: 38, topics: ['fraud'] },
    follow_ups: '补发要点',
  })

/** c1 wrote down a meeting of 一班, and a visit last week. It is Wednesday. */
async function office(reminders: Parameters<typeof openOffice>[0] = {}) {
  const at = await openOffice({ people, flows, begin: '2026-06-10T12:00:00+08:00', ...reminders })
  for (const { number } of people) await at.hear(number, '你好')
  const visit = { held_on: '2026-06-03', place: '3栋', leader: '王敏', rooms: 3, people_met: 9, topics: ['plans'] }
  await at.database.db
    .insertInto('submission')
    .values([
      { ...row, number: 'BH260609-AAAAAAA', flow: 'meeting', answers: meetingOn('2026-06-09', '一班') },
      { ...row, number: 'ZF260603-BBBBBBB', flow: 'visit', version: 2, answers: JSON.stringify(visit) },
    ])
    .execute()
  return at
}

test.each([
  [
    '班会记录',
    '主题班会记录，共 1 条：\n· 6月9日 周二　一班，教学楼301，参加人数 38，防求职租房骗局　王敏\n→ 后续：补发要点（还没办，6月16日 周二前）',
  ],
  ['看看一班的班会记录', '主题班会记录（示例学院一班），共 1 条'],
  ['一班开过班会没', '主题班会记录（示例学院一班），共 1 条'],
  ['4班开过班会没', '示例学院示例4班还没有主题班会的记录。'],
  [
    '上周的走访',
    '走访宿舍记录，6月1日 周一 到 6月7日 周日，共 1 条：\n· 6月3日 周三　示例学院，3栋，宿舍数 3，毕业生人数 9，去向与就业　王敏',
  ],
  ['这周的走访记录', '没有找到走访宿舍的记录，6月8日 周一 到 6月14日 周日。'],
  ['还有哪些班没开班会', '3 个班里，还有 2 个班没有主题班会的记录：\n二班、示例4班'],
])('%s', async (asked, said) => {
  expect(await (await office()).say('c1', asked)).toContain(said)
})

test('what begins a conversation writes down, and whoever is no member of staff is not shown records', async () => {
  const at = await office()
  expect(await at.say('c1', '记录班会')).toContain('哪天开的班会')
  expect(await at.say('s1', '班会记录')).not.toContain('教学楼301')
  expect(await at.say('c2', '一班的班会记录')).not.toContain('教学楼301')
})

test.each([
  ['4班', ['示例4班']],
  ['一班、4班', ['一班', '示例4班']],
  ['我们班', []],
])('a meeting of “%s” is of the classes that are meant', async (said, classes) => {
  const at = await office()
  const answers = meetingOn('2026-06-10', said)
  await at.database.db
    .insertInto('submission')
    .values({ ...row, number: 'BH260610-DDDDDDD', flow: 'meeting', answers })
    .execute()
  const left = (await at.say('c1', '哪些班还没开班会')).split('\n')[1] ?? ''
  expect(left).toBe(['二班', '示例4班'].filter(name => !classes.includes(name)).join('、'))
})

test('whoever has one class means that one', async () => {
  const at = await office()
  const answers = meetingOn('2026-06-10', '我们班')
  const theirs = { ...row, person: 'n:c2', number: 'BH260610-EEEEEEE', flow: 'meeting', answers }
  await at.database.db.insertInto('submission').values(theirs).execute()
  expect(await at.say('c2', '三班开过班会没')).toContain('· 6月10日 周三　三班')
})

test('a meeting of a class of others is none of the own class', async () => {
  const at = await office()
  const theirs = {
    ...row,
    person: 'n:c2',
    number: 'BH260610-EEEEEEE',
    flow: 'meeting',
    answers: meetingOn('2026-06-10', '一班'),
  }
  await at.database.db.insertInto('submission').values(theirs).execute()
  expect(await at.say('c2', '三班开过班会没')).toContain('还没有主题班会的记录')
})

test('a counselor is reminded of the classes that are left, until each has had its meeting', async () => {
  const daily = aStanding(
    'meeting',
    'when: { weekly: [一, 二, 三, 四, 五, 六, 日], at: "15:00" }\naudience: { roles: [counselor], unrecorded: meeting }\nsay: "{name}老师：{classes}"',
  )
  const at = await office({ reminders: [daily] })
  const day = 24 * 60
  const heard = async () => (await at.wait(day)).filter(a => a.chat === 'private/c1').map(a => a.text)
  expect(await heard()).toEqual(['王敏老师：二班、示例4班'])
  const both = {
    ...row,
    number: 'BH260610-CCCCCCC',
    flow: 'meeting',
    answers: meetingOn('2026-06-10', '二班、示例4班'),
  }
  await at.database.db.insertInto('submission').values(both).execute()
  expect(await heard()).toEqual([])
})
