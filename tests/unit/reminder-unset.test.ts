import { expect, test } from 'vitest'
import type { RosterPerson } from '../../src/core/roster.ts'
import { reminderReads } from '../../src/store/reminders/reads.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const day = 24 * 60
const daily = 'when: { weekly: [一, 二, 三, 四, 五, 六, 日], at: "10:00" }'
const lacking = aStanding('lacking', `title: 报送\n${daily}\nsay: "{name}，邮箱：{{staff.report.mailbox}}"`)

/** A school that set the value for 二班 alone. */
const forSecond = () =>
  fixtureKnowledge({
    'school.yaml': text =>
      text.replace(
        /( {2}staff\.report\.mailbox:\n(?: {4}.*\n)*? {4}value:).*\n/,
        '$1\n    values:\n      - { class: 二班, value: 学工楼 }\n',
      ),
  })

const school = aPerson('x1', { role: 'school', name: '孙处', className: '', scope: [{ of: 'school' }] })
const college = aPerson('k1', {
  role: 'college',
  name: '赵强',
  className: '',
  scope: [{ of: 'college', college: '示例学院' }],
})

async function open(staff: readonly RosterPerson[]) {
  const people = [aPerson('s1'), aPerson('s2', { className: '二班' }), ...staff]
  const office = await openOffice({ people, reminders: [lacking], knowledge: forSecond() })
  for (const { number } of people) await office.hear(number, '你好')
  return office
}

test('a reminder goes to those for whom all that it says is set, and once to whoever is to set the rest', async () => {
  const office = await open([aCounselor('c1'), college, school])
  const heard = (await office.wait(day)).map(({ chat, text }) => `${chat} ${text.split('\n')[0]}`)
  expect(heard).toEqual([
    'private/x1 孙处老师，定时提醒“报送”到时间了，可是“总结报送邮箱”还没填，1 位同学（老师）这次没有收到。',
    'private/s2 示例s2，邮箱：学工楼',
  ])
  expect((await office.wait(day)).map(a => a.chat)).toEqual(['private/s2'])
})

test('who did not hear it for want of a value is counted as such', async () => {
  const office = await open([school])
  await office.wait(day)
  expect(await reminderReads(office.database.db).runs(['lacking'], 0, 9e15)).toMatchObject([
    { audience: 2, planned: 1, held: 1, unreachable: 0 },
  ])
})

test('where nobody of the school can be reached the college is told, and without one the counselor', async () => {
  const told = async (staff: readonly RosterPerson[]) =>
    (await (await open(staff)).wait(day)).map(a => a.chat).filter(chat => chat !== 'private/s2')
  expect(await told([aCounselor('c1'), college])).toEqual(['private/k1'])
  expect(await told([aCounselor('c1')])).toEqual(['private/c1'])
})
