import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { parseFlow } from '../../src/flows/library.ts'
import { aFlow, faultsOf } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const hours = 60

/** A flow as it is shipped. */
function shipped(name: string) {
  const where = resolve(import.meta.dirname, `../../flows/${name}.yaml`)
  const problems: Problem[] = []
  return parseFlow(name, { where, text: readFileSync(where, 'utf8') }, problems)!
}

/** An office where s1 has said to leave on 12 June; it is the 10th, noon. */
async function leaving() {
  const office = await openOffice({ flows: [shipped('arrival')] })
  for (const line of ['到家报平安', '还没走', '6月12日', '佛山', '提交']) await office.say('s1', line)
  return office
}

test('the evening after the day of departure one is asked whether one has arrived', async () => {
  const office = await leaving()
  expect(await office.wait(3 * 24 * hours)).toEqual([])
  const [asked] = await office.wait(8 * hours)
  expect(asked).toMatchObject({ chat: 'private/s1', choices: ['到家了'] })
  expect(asked!.text).toContain('到佛山了吗')
  expect(asked!.text).not.toContain('提醒你')
})

test('one word confirms it, changes what was handed in, and ends the asking', async () => {
  const office = await leaving()
  await office.wait(24 * hours)
  expect(await office.say('s1', '平安')).toContain('到了就好')
  expect(await office.wait(5 * 24 * hours)).toEqual([])
  expect(await office.say('s1', '到家报平安')).toContain('已经到家')
})

test('the word is nothing special to someone who told of no journey, or has arrived', async () => {
  const office = await leaving()
  expect(await office.say('s2', '到了')).not.toContain('到了就好')
  await office.say('s1', '到了')
  expect(await office.say('s1', '平安')).not.toContain('到了就好')
})

test('another day of departure moves the question', async () => {
  const office = await leaving()
  for (const line of ['到家报平安', '修改', '离校日期改成6月15日', '提交']) await office.say('s1', line)
  expect(await office.wait(5 * 24 * hours)).toEqual([])
  expect(await office.wait(2 * 24 * hours)).toHaveLength(1)
})

test('a visit with things to follow up is come back to after a week', async () => {
  const office = await openOffice({ flows: [shipped('visit')], people: [aCounselor('c1'), aPerson('s1')] })
  for (const line of [
    '走访宿舍',
    '今天',
    '示例公寓3栋',
    '示例院长',
    '3',
    '9',
    '1',
    '跳过',
    '没有照片',
    '后勤答复',
    '提交',
  ])
    await office.say('c1', line)
  const arrived = await office.wait(8 * 24 * hours)
  expect(arrived.map(a => a.text)).toEqual([expect.stringContaining('示例公寓3栋')])
})

const steps = (effect: string) => `
title: 试一下
starts: [试一下]
steps:
  - { id: day, type: date, ask: 哪天？ }
  - { id: later, type: effect, do: remind, with: ${effect} }
  - { id: end, type: end, say: 好 }
`

test('a flow may ask on the day before a date of the school', async () => {
  const flow = aFlow('try', steps('{ name: x, at: checkout.end, days: -1, time: "09:00", text: "明天退宿，{day}" }'))
  const office = await openOffice({ flows: [flow] })
  for (const line of ['试一下', '6月20日']) await office.say('s1', line)
  expect(await office.say('s1', '我的提醒')).toContain('退宿截止前 1 天')
  const [arrived] = await office.wait(20 * 24 * hours)
  expect(arrived!.text).toBe('明天退宿，6月20日 周六')
})

test('a day that is over leaves no reminder', async () => {
  const flow = aFlow('try', steps('{ name: x, at: day, days: 0, time: "09:00", text: "在吗" }'))
  const office = await openOffice({ flows: [flow] })
  for (const line of ['试一下', '昨天']) await office.say('s1', line)
  expect(await office.wait(20 * 24 * hours)).toEqual([])
})

test.each([
  ['{ at: day, time: "09:00", text: 好 }', 'name'],
  ['{ name: x, at: dya, time: "09:00", text: 好 }', 'at'],
  ['{ name: x, at: day, time: "9点", text: 好 }', 'time'],
  ['{ name: x, at: day, time: "09:00" }', 'text'],
  ['{ name: x, at: day, time: "09:00", text: "{nobody}" }', 'nobody'],
  ['{ name: x, at: day, time: "09:00", text: 好, dayz: 1 }', 'dayz'],
  ['{ name: x, at: day, days: 1.5, time: "09:00", text: 好 }', 'days'],
])('remind with %s is refused', (effect, what) => {
  expect(faultsOf(steps(effect)).join('\n')).toContain(what)
})

test('a short message must set an answer that there is', () => {
  const text = `${steps('{ name: x, at: day, time: "09:00", text: 好 }')}brief: [{ says: [好了], when: nobody == 1, set: { nothing: 1 } }]`
  expect(faultsOf(text).join('\n')).toMatch(/nothing[\s\S]*nobody/)
})
