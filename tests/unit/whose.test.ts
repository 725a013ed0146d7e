import { expect, test } from 'vitest'
import { bindGroup } from '../support/broadcast.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

/** A school whose place of moving out is another in 2栋 and for 二班, and whose last day is another in 2栋. */
const knowledge = fixtureKnowledge({
  'school.yaml': text =>
    text
      .replace(
        '    sample: 一楼值班室\n',
        '    sample: 一楼值班室\n    values:\n      - { building: 2栋, sample: 二栋大厅 }\n      - { class: 二班, sample: 二班教室 }\n',
      )
      .replace(
        '    sample: 06-30 17:30\n',
        '    sample: 06-30\n    values:\n      - { building: 2栋, sample: 06-25 }\n',
      ),
})

const people = [
  aPerson('s1', { dorm: '2栋201', counselor: 'c1' }),
  aPerson('s2', { dorm: '', counselor: 'c1' }),
  aPerson('s3', { dorm: '2栋202', className: '二班', counselor: '示例辅导员二（c2）' }),
  aCounselor('c1', { name: '示例辅导员一' }),
  aCounselor('c2', { name: '示例辅导员二' }),
]
const open = () => openOffice({ knowledge, people })
const group = '@离校小助手 退宿怎么办理'

test('in private each hears what holds where they live, or for their class', async () => {
  const office = await open()
  expect(await office.say('s1', '退宿怎么办理')).toContain('二栋大厅')
  expect(await office.say('s3', '退宿怎么办理')).toContain('二班教室')
})

test('whose room is not on the roster, or who is not on it, hears that it may differ', async () => {
  const office = await open()
  expect(await office.say('s2', '退宿怎么办理')).toContain('一楼值班室（示例）（各楼栋可能不同）')
  expect(await office.say('x9', '退宿怎么办理')).toContain('一楼值班室（示例）（各楼栋、班级可能不同）')
})

test('in a group the class counts, and where somebody lives is not told by the answer', async () => {
  const office = await open()
  await bindGroup(office, 'g1', '一班')
  await bindGroup(office, 'g2', '二班')
  const said = async (room: string) => (await office.hear('s1', group, { room }))[0]!.text
  expect(await said('g1')).toContain('一楼值班室（示例）（各楼栋可能不同）')
  expect(await said('g2')).toContain('二班教室')
  expect(await said('g0')).not.toContain('二栋大厅')
})

test('whoever is sent to a counselor is sent to their own', async () => {
  const office = await open()
  expect(await office.say('s1', '火星上能不能种土豆呀')).toContain('辅导员（示例辅导员一，')
  expect(await office.say('s3', '火星上能不能种土豆呀')).toContain('辅导员（示例辅导员二，')
  expect(await office.say('x9', '火星上能不能种土豆呀')).toContain('辅导员（学院学工办')
})

test('a group is sent to the counselor whom all of its class have', async () => {
  const office = await open()
  await bindGroup(office, 'g2', '二班')
  const [said] = await office.hear('s1', '@离校小助手 火星上能不能种土豆呀', { room: 'g2' })
  expect(said!.text).toContain('辅导员（示例辅导员二，')
})

test('a deadline is the one of the building', async () => {
  const office = await open()
  expect(await office.say('s1', '退宿什么时候截止')).toContain('还有 15 天')
  expect(await office.say('s2', '退宿什么时候截止')).toContain('还有 20 天')
})
