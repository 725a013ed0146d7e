import { expect, test } from 'vitest'
import { makeRecords } from '../../src/store/records.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

/** An office with 我的数据, where `w1` has been bound to a number with a code. */
async function openBound() {
  const people = [aPerson('20230001', { dorm: '示例1栋' }), aCounselor('T01')]
  const office = await openOffice({ people, flows: [aFlow('mydata', shippedFlow('mydata'))] })
  const code = /[A-Z]{8}/.exec(await office.say('T01', '发绑定码 20230001'))![0]
  for (const text of ['绑定', '同意', `绑定 20230001 ${code}`]) await office.say('w1', text)
  const records = () => makeRecords(office.database).of('w1')
  return { ...office, records }
}

test('我的数据 tells of the roster and the binding', async () => {
  const office = await openBound()
  await office.say('w1', '我的数据')
  expect(await office.say('w1', '看看')).toContain('学校名册里的你：示例20230001，学号 20230001')
})

test('the file holds the row of the roster, the bindings and the consent', async () => {
  const office = await openBound()
  expect(await office.records()).toMatchObject({
    person: 'n:20230001',
    roster: [{ number: '20230001', dorm: '示例1栋' }],
    binding: [{ handle: 'w1', channel: 'test' }],
    consent: [{ to: 'binding', version: '2026-1', is_given: 1 }],
  })
})

test('删除我的数据 undoes the binding and forgets the consent', async () => {
  const office = await openBound()
  for (const text of ['我的数据', '删除', '确定删除']) await office.say('w1', text)
  const records = await office.records()
  expect(records).toMatchObject({ person: 'w1', binding: [], consent: [] })
  expect(records).not.toHaveProperty('roster')
  expect(await office.say('w1', '我是谁')).toContain('还没有绑定')
})

test.each(['全部', '学号绑定'])('withdrawing consent to %s undoes the binding', async what => {
  const office = await openBound()
  for (const text of ['我的数据', '撤回同意', what]) await office.say('w1', text)
  expect(await office.records()).toMatchObject({ binding: [], consent: [{ to: 'binding', is_given: 0 }] })
})

test('withdrawing another consent leaves the binding', async () => {
  const office = await openBound()
  for (const text of ['我的数据', '撤回同意', '感言']) await office.say('w1', text)
  expect(await office.records()).toMatchObject({ binding: [{ handle: 'w1' }] })
})

test('someone who undid the binding stays unbound after 删除我的数据', async () => {
  const office = await openOffice({ people: [aPerson('20230001')], flows: [aFlow('mydata', shippedFlow('mydata'))] })
  for (const text of ['解绑', '我的数据', '删除', '确定删除']) await office.say('20230001', text)
  expect(await office.say('20230001', '我是谁')).toContain('还没有绑定')
})

test('someone whom the channel vouches for stays forgotten after 删除我的数据', async () => {
  const people = [aPerson('20230001')]
  const office = await openOffice({ people, flows: [aFlow('mydata', shippedFlow('mydata'))] })
  for (const text of ['我的数据', '删除', '确定删除']) await office.say('20230001', text)
  expect(await office.say('20230001', '我是谁')).toContain('还没有绑定')
})
