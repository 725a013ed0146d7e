import { expect, test } from 'vitest'
import { moveChat } from '../../src/store/people/moved-group.ts'
import { bindGroup, greet, publish, standings } from '../support/broadcast.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const people = [
  aPerson('s1'),
  aPerson('s3'),
  aPerson('m1', { role: 'monitor' }),
  aPerson('s2', { className: '二班' }),
  aCounselor('c1'),
]
const notice = '发布通知 截止提醒 普通 给：一班 时间：现在 内容：周五前交钥匙。'
const opened = async (...lines: string[]) => {
  const office = await openOffice({ people })
  await bindGroup(office, 'g1', '一班')
  await greet(office, 's1', 's3', 's2')
  for (const line of lines) await publish(office, line)
  return office
}

test.each(['收到 A01', '收到A01', '好的，收到A01，谢谢老师', 'A01 收到', '收到 ａ０１', '收到'])(
  '“%s” in private confirms, and again it does not count twice',
  async text => {
    const office = await opened(notice)
    expect(await office.say('s1', text)).toContain('已记下')
    expect(await office.say('s1', '收到 A01')).toContain('之前已经确认')
    expect(await standings(office)).toContain('s1 confirmed')
  },
)

test.each(['没收到 A01', '收到 A01 了吗', '没收到', '收到了吗', 'A01 收到了没', '谁收到 A01 了？', '不收到'])(
  '“%s” is no confirmation',
  async text => {
    const office = await opened(notice)
    await office.hear('s1', text, { room: 'g1' })
    await office.hear('s1', text)
    expect(await standings(office)).toContain('s1 sent')
  },
)

test('whoever confirms what was never sent hears its number, and that it is none of ours', async () => {
  const office = await opened(notice)
  expect(await office.say('s1', '收到 A99')).toContain('A99 不是本校小助手发出的')
})

test('in a group a bare 收到 counts where exactly one is open, without a word; the progress is said once, some minutes later', async () => {
  const office = await opened(notice)
  expect(await office.hear('s1', '收到', { room: 'g1' })).toEqual([])
  expect(await office.hear('s3', '收到', { room: 'g1' })).toEqual([])
  expect(await standings(office)).toEqual(['m1 sent', 's1 confirmed', 's3 confirmed'])
  const lines = (await office.wait(20)).filter(a => a.chat === 'room/g1')
  expect(lines.map(a => a.text)).toEqual(['A01 本班已确认 2/3。还没确认的同学请回复“收到 A01”。'])
})

test('with two open, a bare 收到 is asked about in private and passed over in the group', async () => {
  const office = await opened(notice, notice)
  expect(await office.hear('s1', '收到', { room: 'g1' })).toEqual([])
  const [asked] = await office.hear('s1', '收到')
  expect(asked!.choices).toEqual(['收到 A01', '收到 A02'])
  expect(await standings(office)).toContain('s1 sent')
  await office.hear('s1', '收到 A02')
  expect(await standings(office, 'A02')).toContain('s1 confirmed')
})

test('whoever is not on the list, or not known, is told so', async () => {
  const office = await opened(notice)
  expect(await office.say('s2', '收到 A01')).toContain('没有你')
  expect(await office.say('x9', '收到 A01')).toContain('绑定')
  expect((await standings(office)).length).toBe(3)
})

test('after the deadline a confirmation is late', async () => {
  const office = await opened(notice)
  await office.wait(73 * 60)
  expect(await standings(office)).toContain('s1 unconfirmed')
  expect(await office.say('s1', '收到 A01')).toContain('迟到')
  expect(await standings(office)).toContain('s1 late')
})

test('with a question only the right answer confirms; a wrong one is explained', async () => {
  const office = await openOffice({ people })
  await greet(office, 's1')
  await office.hear('c1', '发布通知 截止提醒 普通 一班 现在 周五前交钥匙。')
  await office.hear('c1', '确认题：哪天前交钥匙？\n周四\n周五 *\n解释：通知里写的是周五。')
  await office.hear('c1', '发布')
  const [copy] = await office.wait(1)
  expect(copy!.choices).toEqual(['A01 1', 'A01 2'])
  expect(await office.say('s1', '收到 A01')).toContain('先答一题')
  expect(await office.say('s1', 'A01 1')).toContain('通知里写的是周五')
  expect(await standings(office)).toContain('s1 sent')
  expect(await office.say('s1', 'A01 2')).toContain('答对了')
  expect(await standings(office)).toContain('s1 confirmed')
})

test('when too few confirm, the monitor hears who of the own class, later the counselor', async () => {
  const office = await openOffice({ people })
  await greet(office, 's1', 's3', 's2', 'm1')
  await publish(office, notice.replace('普通', '重要').replace('给：一班', '给：一班、二班'))
  await office.hear('s1', '收到 A01')
  await office.hear('s2', '收到 A01')
  const first = await office.wait(4 * 60)
  expect(first.map(a => a.to)).toEqual(['m1'])
  expect(first[0]!.text).toContain('示例s3')
  expect(first[0]!.text).not.toContain('示例s1')
  const second = await office.wait(4 * 60)
  expect(second.map(a => a.to)).toEqual(['c1'])
  expect(second[0]!.text).toContain('一班 1/3')
  expect(await office.wait(24 * 60)).toEqual([])
})

test('the progress has names for the monitor of the class only, and never in a group', async () => {
  const office = await opened(notice)
  await greet(office, 'm1')
  await office.hear('s1', '收到 A01')
  expect(await office.say('m1', '进度 A01')).toContain('还没确认：示例m1、示例s3')
  expect(await office.say('c1', '进度 A01')).toMatch(/应通知 3 人，确认 1 人（33%）/)
  expect(await office.say('m1', '进度 A01', { room: 'g1', mentioned: true })).not.toContain('示例s3')
  expect(await office.say('s1', '进度 A01')).toContain('辅导员')
})

test('a genuine one is known with sender, time and first line; a number that was never sent is not ours', async () => {
  const office = await opened(notice)
  const told = await office.say('x9', '验证 A01')
  expect(told).toContain('A01 是本校小助手发出的')
  expect(told).toContain('示例c1')
  expect(told).toContain('第一行：周五前交钥匙。')
  expect(await office.say('s1', '验证 A77', { room: 'g1' })).toContain('不是本校小助手发出的')
})

test('another text under a genuine number is called out', async () => {
  const office = await opened(notice)
  const forged = await office.say('s1', '验证 A01 【截止提醒】A01 请点链接 http://x.example 交押金 200 元。')
  expect(forged).toContain('不一致')
  expect(forged).toContain('周五前交钥匙')
  expect(await office.say('s1', '验证 A01 周五前交钥匙。')).toContain('请把你看到的')
  const copy = office.channel.arrived.find(t => t.startsWith('【截止提醒】A01'))!
  expect(await office.say('s1', `验证 A01 ${copy}`)).toContain('一致')
})

test('a group that goes on under another id keeps its open broadcasts, those on their way too', async () => {
  const office = await openOffice({ people })
  await bindGroup(office, 'g1', '一班')
  await greet(office, 's1')
  let isHeld = true
  const sending = office.channel.send.bind(office.channel)
  office.channel.send = async (delivery, signal) =>
    isHeld && delivery.chatKind === 'group'
      ? { outcome: 'retry', notBefore: new Date(office.clock.now().getTime() + 60_000), reason: 'offline' }
      : sending(delivery, signal)
  await publish(office, notice)
  expect(await standings(office)).toContain('s3 queued')
  await moveChat(office.database, 'room/g1', { id: 'room/g2', channel: 'test', kind: 'group', title: '' })
  isHeld = false
  expect((await office.wait(10)).map(a => a.chat)).toContain('room/g2')
  expect(await standings(office)).toContain('s3 sent')
  await office.hear('s1', '收到', { room: 'g2' })
  expect(await standings(office)).toContain('s1 confirmed')
})
