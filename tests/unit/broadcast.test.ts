import { expect, test } from 'vitest'
import { audited, bindGroup, greet, publish, standings } from '../support/broadcast.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const line = '发布预警 诈骗预警 重要 给：一班 时间：现在 内容：有人冒充辅导员收押金，别转账。'

test('a counselor writes one line, sees exactly what will leave, and everybody of the class gets it', async () => {
  const office = await openOffice()
  await greet(office, 's1', 's2')
  const preview = await office.say('c1', line)
  expect(preview).toContain('【诈骗预警】A01（重要）')
  expect(preview).toContain('名册上 1 人')
  expect(preview).toContain('示例学院')
  expect(await office.say('c1', '发布')).toContain('A01')
  const arrived = await office.wait(1)
  expect(arrived.map(a => a.to)).toEqual(['s1'])
  expect(preview).toContain(arrived[0]!.text)
  expect(await standings(office)).toEqual(['s1 sent'])
})

test('what is left out is asked for, step by step', async () => {
  const office = await openOffice()
  await greet(office, 's1')
  expect(await office.say('c1', '发布预警')).toContain('模板')
  expect(await office.say('c1', '诈骗预警')).toContain('级别')
  expect(await office.say('c1', '普通')).toContain('发给谁')
  expect(await office.say('c1', '一班')).toContain('什么时候')
  expect(await office.say('c1', '现在')).toContain('正文')
  expect(await office.say('c1', '别信刷单。')).toContain('图')
  expect(await office.say('c1', '跳过')).toContain('确认题')
  expect(await office.say('c1', '跳过')).toContain('预览')
  expect(await office.say('c1', '正文：别信刷单返利。')).toContain('别信刷单返利')
  await office.say('c1', '发布')
  expect((await office.wait(1)).map(a => a.text).join()).toContain('别信刷单返利')
})

test('cancelled, it never leaves', async () => {
  const office = await openOffice()
  await greet(office, 's1')
  await office.say('c1', line)
  expect(await office.say('c1', '取消')).toContain('没有发')
  expect(await office.wait(60)).toEqual([])
  expect(await office.say('s1', '验证 A01')).toContain('不是本校小助手发出的')
})

test('it leaves at its time and not before', async () => {
  const office = await openOffice({ begin: '2026-06-10T12:00:00+08:00' })
  await greet(office, 's1')
  await publish(office, line.replace('现在', '今天下午两点'))
  expect(await office.wait(100)).toEqual([])
  expect((await office.wait(30)).length).toBe(1)
})

test('people without a private chat are reached by their class group, the others are told apart', async () => {
  const people = [aPerson('s1'), aPerson('s3'), aPerson('s2', { className: '二班' }), aCounselor('c1')]
  const office = await openOffice({ people })
  await greet(office, 's1')
  await bindGroup(office, 'g1', '一班')
  const preview = await office.say('c1', line.replace('给：一班', '给：一班、二班'))
  expect(preview).toContain('私聊 1 人；只在班级群 1 人；班级群 1 个')
  expect(preview).toContain('没绑定 1 人')
  await office.say('c1', '发布')
  const arrived = await office.wait(1)
  expect(arrived.map(a => a.chat).sort()).toEqual(['private/s1', 'room/g1'])
  expect(await standings(office)).toEqual(['s1 sent', 's2 unreachable not-bound', 's3 sent'])
})

test('an audience that is not a whole class is never written to in a group', async () => {
  const people = [aPerson('s1', { loan: '生源地' }), aPerson('s3'), aCounselor('c1')]
  const office = await openOffice({ people })
  await bindGroup(office, 'g1', '一班')
  await greet(office, 's1')
  const arrived = await publish(office, line.replace('给：一班', '给：一班有助学贷款的同学'))
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
})

test('one failing recipient never stops the rest, and its reason is kept', async () => {
  const people = [aPerson('s1'), aPerson('s3'), aPerson('s4'), aCounselor('c1')]
  const office = await openOffice({ people })
  await greet(office, 's1', 's3', 's4')
  const sending = office.channel.send.bind(office.channel)
  office.channel.send = async (delivery, signal) =>
    delivery.to === 's3' && delivery.purpose === 'broadcast'
      ? { outcome: 'refused', reason: 'blocked' }
      : sending(delivery, signal)
  await publish(office, line)
  expect(await standings(office)).toEqual(['s1 sent', 's3 unreachable blocked', 's4 sent'])
  expect(await office.say('c1', '进度 A01')).toContain('送不到 1 人（拉黑了小助手 1）')
})

test('a send whose fate is unknown is told as such and not repeated', async () => {
  const office = await openOffice()
  await greet(office, 's1')
  const sending = office.channel.send.bind(office.channel)
  office.channel.send = async (delivery, signal) =>
    delivery.purpose === 'broadcast' ? { outcome: 'uncertain' } : sending(delivery, signal)
  await publish(office, line)
  await office.wait(300)
  expect(await standings(office)).toEqual(['s1 uncertain uncertain'])
})

test.each([
  ['a student', 's1', line, '由辅导员等老师来做'],
  ['a past time', 'c1', line.replace('现在', '昨天 9:00'), '已经过去'],
  ['an unknown class', 'c1', line.replace('给：一班', '给：九十九班'), '没看懂'],
  ['a class of someone else', 'c1', line.replace('给：一班', '给：三班'), '不在你负责的范围'],
  ['an empty audience', 'c1', line.replace('给：一班', '给：一班有助学贷款的同学'), '没有符合'],
])('%s gets a clear no, a line in the audit log, and nothing is sent', async (_, by, said, no) => {
  const people = [aPerson('s1'), aPerson('s9', { className: '三班' }), aCounselor('c1')]
  const office = await openOffice({ people })
  await greet(office, 's1', 's9')
  expect(await office.say(by, said)).toContain(no)
  await office.say(by, '发布')
  expect(await office.wait(30)).toEqual([])
  expect(await audited(office)).toContain('broadcast-refused')
})

test('in a group a counselor is sent to the private chat, and a student’s try is only noted', async () => {
  const office = await openOffice()
  expect(await office.say('c1', line, { room: 'g1' })).toContain('私聊我')
  expect(await office.hear('s1', line, { room: 'g1' })).toEqual([])
  expect(await audited(office)).toEqual(['broadcast-refused'])
})
