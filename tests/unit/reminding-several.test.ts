import { expect, test } from 'vitest'
import { openOffice } from '../support/office.ts'

/** Wednesday, 10 June 2026, noon. */
const open = openOffice
const days = 24 * 60

test('several times are set in one go, named in one answer, and each rings by itself', async () => {
  const office = await open()
  const said = await office.say('s1', '明天早上八点和下午三点各提醒我一次吃药')
  expect(said).toContain('这 2 个时间都会提醒你：吃药')
  expect(said).toContain('· 6月11日 周四 08:00')
  expect(said).toContain('· 6月11日 周四 15:00')
  expect((await office.wait(3 * days)).map(a => a.text)).toEqual(['⏰ 提醒你：吃药', '⏰ 提醒你：吃药'])
})

test('each of several is cancelled by itself', async () => {
  const office = await open()
  await office.say('s1', '每周五下午三点和周日晚上八点提醒我写周报')
  expect(await office.say('s1', '取消写周报的提醒')).toContain('要取消哪一个')
  expect(await office.say('s1', '取消提醒 1')).toBe('好，取消了：写周报')
  const list = await office.say('s1', '我的提醒')
  expect(list).toContain('（1 个）')
  expect(list).toContain('每周日 20:00')
})

test('repeated ones among several say until when they come', async () => {
  const office = await open()
  const said = await office.say('s1', '每天早上八点和晚上九点提醒我吃药')
  expect(said).toContain('· 每天 08:00（下一次 6月11日 周四 08:00）')
  expect(said).toContain('一直提醒到 12月7日')
})

test('what is past among several is said, and the others are set', async () => {
  const office = await open()
  const said = await office.say('s1', '今天早上八点和下午三点提醒我吃药')
  expect(said).toContain('这 1 个时间')
  expect(said).toContain('6月10日 周三 08:00 已经过了，这个没有设')
  expect(await office.wait(2 * days)).toHaveLength(1)
})

test('which of several was guessed is said at its line', async () => {
  const office = await open()
  const said = await office.say('s1', '明天8点和下午三点提醒我吃药')
  expect(said).toContain('08:00（没说清的部分是我猜的）')
  expect(said).not.toContain('15:00（')
})

test('where there is no room for all of several, none is set, and how many there are is said', async () => {
  const office = await open()
  for (let n = 1; n <= 19; n++) {
    await office.say('s1', `6月20号上午9点提醒我做第${n}件事`)
    office.clock.set(new Date(office.clock.now().getTime() + 10_000))
  }
  expect(await office.say('s1', '明天早上八点和下午三点提醒我吃药')).toContain(
    '已经有 19 个提醒，最多 20 个，再加 2 个',
  )
  expect(await office.say('s1', '我的提醒')).not.toContain('吃药')
})

test('what several are for is asked once, and the answer is of all of them', async () => {
  const office = await open()
  const asked = await office.say('s1', '今天早上八点、下午三点和明天早上八点提醒我')
  expect(asked).toContain('08:00 已经过了')
  expect(asked).toContain('6月10日 周三 15:00、6月11日 周四 08:00。到时候提醒你什么')
  expect(await office.say('s1', '吃药')).toContain('这 2 个时间都会提醒你：吃药')
  expect(await office.wait(2 * days)).toHaveLength(2)
})

test('several times answer the question when', async () => {
  const office = await open()
  await office.say('s1', '提醒我吃药')
  expect(await office.say('s1', '明天早上八点和下午三点')).toContain('这 2 个时间都会提醒你：吃药')
})

test.each([
  ['明天早上八点提醒我吃药和下午三点提醒我开会', '没把握'],
  ['6月20号和25号上午9点和10点提醒我复查', '一次说一个'],
  ['上午9点和3点提醒我签到', '一次说一个'],
  ['明天9点和10点开会，提前半小时提醒我', '一次说一个'],
  ['每天早上八点和周日晚上八点提醒我打卡', '一次说一个'],
  ['明天下午三点和后天提醒我签到', '一次说一个'],
])('“%s” is not for sure and is asked back', async (text, said) => {
  const office = await open()
  expect(await office.say('s1', text)).toContain(said)
  expect(await office.wait(30 * days)).toEqual([])
})
