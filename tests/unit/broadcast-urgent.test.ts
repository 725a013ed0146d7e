import { expect, test } from 'vitest'
import { audited, greet, publish, standings } from '../support/broadcast.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const urgent = '发布预警 诈骗预警 紧急 给：一班 时间：现在 内容：有人正在假冒学校收钱，不要转账。'
const people = [
  aPerson('s1'),
  aCounselor('c1'),
  aCounselor('c2'),
  aCounselor('c3', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]

const asked = async () => {
  const office = await openOffice({ people })
  await greet(office, 's1', 'c2', 'c3')
  await office.hear('c1', urgent)
  const arrived = await office.hear('c1', '发布')
  return { office, arrived }
}

test('an urgent one waits for a second person who may, and only they are asked', async () => {
  const { office, arrived } = await asked()
  expect(arrived.map(a => a.to).sort()).toEqual(['c1', 'c2'])
  expect(arrived.find(a => a.to === 'c2')!.choices).toEqual(['批准 A01', '驳回 A01'])
  expect((await office.wait(60)).map(a => a.to)).not.toContain('s1')
  expect(await office.say('c2', '批准 A01')).toContain('批准了')
  expect((await office.wait(1)).map(a => a.to)).toEqual(['s1'])
})

test('where nobody approves, its sender hears so once, and who was asked', async () => {
  const { office } = await asked()
  expect(await office.wait(14)).toEqual([])
  const [told, ...rest] = await office.wait(2)
  expect(rest).toEqual([])
  expect([told!.to, told!.chat]).toEqual(['c1', 'private/c1'])
  expect(told!.text).toContain('A01 等了 15 分钟，还没有人批准')
  expect(told!.text).toContain('示例c2')
  expect(await office.wait(24 * 60)).toEqual([])
})

test('whoever may approve and can be reached only later is asked then, once', async () => {
  const office = await openOffice({ people })
  expect(await office.say('c1', urgent)).toContain('预览')
  expect(await office.say('c1', '发布')).toContain('没有一位能私聊到')
  expect((await office.wait(16)).map(a => [a.to, a.text.includes('没有一位能批准的老师')])).toEqual([['c1', true]])
  await greet(office, 's1', 'c2', 'c3')
  const later = await office.wait(60)
  expect(later.map(a => [a.to, a.choices[0]])).toEqual([['c2', '批准 A01']])
  await office.say('c2', '批准 A01')
  expect((await office.wait(1)).map(a => a.to)).toEqual(['s1'])
})

test.each(['批准 A01', '驳回 A01 先核实'])('once “%s” was said, nobody hears that nobody did', async said => {
  const { office } = await asked()
  await office.say('c2', said)
  expect((await office.wait(60)).map(a => a.text).join()).not.toContain('还没有人批准')
})

test('a clock that was put back lets nobody wait longer to hear that nobody approved', async () => {
  const { office } = await asked()
  await office.jump(-24 * 60)
  expect((await office.wait(16)).map(a => a.to)).toEqual(['c1'])
})

test('nobody approves their own, nor what is outside their care', async () => {
  const { office } = await asked()
  expect(await office.say('c1', '批准 A01')).toContain('不能自己批准')
  expect(await office.say('c3', '批准 A01')).toContain('管不到')
  expect(await office.say('s1', '批准 A01')).toContain('辅导员')
  expect((await office.wait(60)).map(a => a.to)).not.toContain('s1')
  expect((await audited(office)).filter(act => act === 'broadcast-refused').length).toBe(3)
})

test('turned down, it never leaves, and its sender hears why', async () => {
  const { office } = await asked()
  const arrived = await office.hear('c2', '驳回 A01 先核实')
  expect(arrived.find(a => a.to === 'c1')!.text).toContain('先核实')
  expect(await office.say('c2', '批准 A01')).toContain('不用批准')
  expect(await office.wait(60)).toEqual([])
})

test('a resend goes only to those who have not confirmed, at most three times, at least five minutes apart', async () => {
  const office = await openOffice({ people: [aPerson('s1'), aPerson('s3'), aCounselor('c1')] })
  await greet(office, 's1', 's3')
  await publish(office, urgent.replace('紧急', '重要'))
  expect(await office.say('c1', '重发 A01')).toContain('至少隔 5 分钟')
  await office.say('s1', '收到 A01')
  for (let n = 0; n < 3; n++) {
    await office.wait(6)
    expect(await office.say('c1', '重发 A01')).toContain('1 人')
    expect((await office.wait(1)).map(a => a.to)).toEqual(['s3'])
  }
  await office.wait(10)
  expect(await office.say('c1', '重发 A01')).toContain('不能再重发')
})

test('at night a resend waits for the morning unless it is urgent', async () => {
  const night = { people, begin: '2026-06-10T23:00:00+08:00' }
  const important = await openOffice(night)
  await greet(important, 's1')
  await publish(important, urgent.replace('紧急', '重要'))
  await important.wait(10)
  expect(await important.say('c1', '重发 A01')).toContain('6月11日 07:00')
  expect(await important.wait(60)).toEqual([])
  expect((await important.wait(8 * 60)).map(a => a.to)).toContain('s1')
  const pressing = await openOffice(night)
  await greet(pressing, 's1', 'c2')
  await publish(pressing, urgent)
  await pressing.say('c2', '批准 A01')
  await pressing.wait(10)
  await pressing.say('c1', '重发 A01')
  expect((await pressing.wait(1)).map(a => a.to)).toEqual(['s1'])
})

test('someone who was bound in the meantime is reached by the resend', async () => {
  const office = await openOffice({ people })
  await publish(office, urgent.replace('紧急', '重要'))
  expect(await standings(office)).toEqual(['s1 unreachable not-bound'])
  await greet(office, 's1')
  await office.wait(10)
  await office.say('c1', '重发 A01')
  await office.wait(1)
  expect(await standings(office)).toEqual(['s1 sent'])
})

test('recalled, it reaches nobody further, and those who have it hear that it holds no more', async () => {
  const office = await openOffice({ people: [aPerson('s1'), aPerson('s3'), aCounselor('c1')] })
  await greet(office, 's1')
  await publish(office, urgent.replace('紧急', '重要'))
  expect(await office.say('c1', '撤回 A01')).toContain('要写原因')
  expect(await office.say('c1', '撤回 A01 时间写错了')).toContain('已撤回')
  const arrived = await office.wait(1)
  expect(arrived.map(a => [a.to, a.text.includes('A01 已经撤回')])).toEqual([['s1', true]])
  expect(await office.say('s1', '验证 A01')).toContain('已撤回（时间写错了）')
  expect(await office.say('s1', '收到 A01')).toContain('不用确认')
  expect(await office.say('c1', '重发 A01')).toContain('撤回')
})

test('recalled while it is being sent, what waits is stopped', async () => {
  const office = await openOffice({ people: [aPerson('s1'), aPerson('s3'), aCounselor('c1')] })
  await greet(office, 's1', 's3')
  const sending = office.channel.send.bind(office.channel)
  office.channel.send = async (delivery, signal) =>
    delivery.to === 's3' && delivery.purpose === 'broadcast'
      ? { outcome: 'retry', notBefore: new Date(office.clock.now().getTime() + 600_000), reason: 'offline' }
      : sending(delivery, signal)
  await publish(office, urgent.replace('紧急', '重要'))
  await office.hear('c1', '撤回 A01 写错了')
  const later = await office.wait(60)
  expect(later.map(a => a.to)).toEqual(['s1'])
  expect(await standings(office)).toEqual(['s1 sent', 's3 failed recalled'])
})

test('a correction is shown, goes to the same people, and takes the place of the original', async () => {
  const office = await openOffice({ people })
  await greet(office, 's1')
  await publish(office, urgent.replace('紧急', '重要'))
  expect(await office.say('c1', '更正 A01 是周五，不是周四。')).toContain('【更正】请以这条为准，A01 作废。')
  await office.say('c1', '发布')
  expect((await office.wait(1)).map(a => a.to)).toEqual(['s1'])
  expect(await office.say('s1', '验证 A01')).toContain('以 A02 为准')
})
