import { expect, onTestFinished, test } from 'vitest'
import { noLimits, type SendLimits } from '../../src/core/channel.ts'
import type { Receipt } from '../../src/core/delivery.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox, makeWaits, sentLately } from '../../src/store/outbox.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { greet, publish, standings } from '../support/broadcast.ts'
import { into, openCaseOffice } from '../support/cases.ts'
import { type Answer, FakeChannel } from '../support/channel.ts'
import { SettableClock } from '../support/clock.ts'
import { aFlow } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'
import { deciding, noon, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const hours = 60
const day = 24 * hours
const second = 1000
const hour = 3_600_000

/** A dispatcher over a real outbox whose clock can be set. */
async function stage(answers: Record<string, Answer[]> = {}, limits: Partial<SendLimits> = {}) {
  const clock = new SettableClock(noon)
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close())
  const channel = new FakeChannel(answers)
  Object.assign(channel, { limits: { ...noLimits, ...limits } })
  let drawn = 0
  const turns = makeTurns(database, { clock, ids: { next: () => `id-${++drawn}` } })
  const log = {
    settled() {},
    defect(_: unknown, error: unknown) {
      throw error
    },
  }
  const begin = async () =>
    makeDispatcher(makeOutbox(database, { claimer: 'test' }), new Map([[channel.name, channel]]), {
      clock,
      log,
      sent: await sentLately(database, clock.now()),
    })
  const dispatcher = await begin()
  const save = (room: string, text: string) => turns.run(anUpdate({ room, at: clock.now() }), deciding([say(text)]))
  const rewind = (before: Date) => makeWaits(database).rewind!(clock.now(), before)
  return { clock, channel, dispatcher, begin, save, rewind, database }
}

const retry = (clock: SettableClock): Receipt => ({ outcome: 'retry', notBefore: clock.now(), reason: 'timeout' })

for (const jump of [-hour, -24 * hour, hour, 24 * hour])
  test(`a message that must be tried again waits its second when the clock is set by ${jump / hour} hours`, async () => {
    const answers: Record<string, Answer[]> = {}
    const { clock, channel, dispatcher, save, rewind } = await stage(answers)
    answers.a1 = [() => retry(clock)]
    await save('a', 'a1')
    await dispatcher.drain()
    clock.jump(jump)
    if (jump < 0) await rewind(new Date(clock.now().getTime() - jump))
    clock.pass(second)
    await dispatcher.drain()
    expect(channel.arrived).toEqual(['a1'])
  })

test('what is being sent when the clock is put forward by a day is not sent a second time', async () => {
  let arrive = () => {}
  const slow: Answer = ({ id }) =>
    new Promise(resolve => {
      arrive = () => resolve({ outcome: 'delivered', nativeId: id })
    })
  const { clock, channel, dispatcher, save } = await stage({ a1: [slow] })
  await save('a', 'a1')
  const drained = dispatcher.drain()
  await expect.poll(() => channel.attempts.length).toBe(1)
  clock.jump(24 * hour)
  await save('b', 'b1')
  dispatcher.wake()
  await expect.poll(() => channel.arrived).toEqual(['b1'])
  arrive()
  await drained
  expect(channel.attempts).toEqual(['a1', 'b1'])
})

test('what was sent while nothing could be saved is not sent again when saving works, however long that took', async () => {
  const { clock, channel, begin, save, database } = await stage()
  let isFull = false
  const outbox = makeOutbox(database, { claimer: 'test' })
  const full = async (): Promise<never> => {
    throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
  }
  const troubled = {
    ...outbox,
    settle: (...args: Parameters<typeof outbox.settle>) => (isFull ? full() : outbox.settle(...args)),
  }
  await begin()
  const dispatcher = makeDispatcher(troubled, new Map([[channel.name, channel]]), {
    clock,
    log: { settled() {}, defect() {} },
  })
  await save('a', 'a1')
  isFull = true
  await expect(dispatcher.drain()).rejects.toThrow('full')
  clock.pass(hour)
  isFull = false
  await dispatcher.drain()
  expect(channel.attempts).toEqual(['a1'])
})

for (const jump of [-hour, hour])
  test(`a platform's pace is kept, and no longer than it is, when the clock is set by ${jump / hour} hours`, async () => {
    const { clock, channel, dispatcher, save } = await stage({}, { perChatMs: 3 * second, perSecond: 5, perDay: 10 })
    await save('a', 'a1')
    await dispatcher.drain()
    await save('a', 'a2')
    clock.jump(jump)
    await dispatcher.drain()
    expect(channel.arrived).toEqual(['a1'])
    expect(dispatcher.resumesAt()).toEqual(new Date(clock.now().getTime() + 3 * second))
    clock.pass(3 * second)
    // Given back until then by the clock as it is now.
    await dispatcher.drain()
    expect(channel.arrived).toEqual(['a1', 'a2'])
  })

test('sends of a later time, from before the clock was put back over a restart, hold a chat up for its pace alone', async () => {
  const { clock, channel, begin, dispatcher, save } = await stage({}, { perChatMs: 3 * second })
  await save('a', 'a1')
  await dispatcher.drain()
  clock.jump(-hour)
  const next = await begin()
  await save('a', 'a2')
  clock.pass(3 * second)
  await next.drain()
  expect(channel.arrived).toEqual(['a1', 'a2'])
})

const immediate = '我现在就在楼顶，准备跳下去了'

for (const back of [1, 24])
  test(`a crisis goes on to the next in its minutes when the clock is put back by ${back} hours`, async () => {
    const office = await openCaseOffice()
    await office.hear('s1', immediate)
    await office.round()
    expect(await office.jump(-back * hours)).toEqual([])
    expect(into(await office.wait(5), 'private/c2')).toHaveLength(1)
    expect(into(await office.wait(5), 'private/k1')).toHaveLength(1)
  })

test('a crisis goes on at once when the clock is put forward, and once', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  await office.round()
  expect(into(await office.jump(hours), 'private/c2')).toHaveLength(1)
  expect(await office.jump(-hours)).toEqual([])
  expect(into(await office.wait(5), 'private/k1')).toHaveLength(1)
})

const keys = aFlow(
  'keys',
  `
title: 钥匙登记
starts: [登记钥匙]
steps:
  - { id: count, type: number, ask: 几把钥匙？ }
  - { id: end, type: end, say: "{count} 把。" }
`,
)

for (const jump of [-hours, -day, hours])
  test(`a conversation that was left lying is reminded of once when the clock is set by ${jump} minutes`, async () => {
    const office = await openOffice({ flows: [keys] })
    await office.say('s1', '登记钥匙')
    await office.round()
    const arrived = [...(await office.jump(jump)), ...(await office.wait(31))]
    expect(arrived).toHaveLength(1)
    expect(await office.wait(hours)).toEqual([])
  })

test('a reminder at a time of day comes at that time when the clock was put back, and not again', async () => {
  const office = await openOffice()
  await office.say('s1', '今天下午三点提醒我交钥匙')
  await office.round()
  await office.jump(-hours)
  expect(await office.wait(3 * hours + 59)).toEqual([])
  expect(await office.wait(2)).toHaveLength(1)
  expect(await office.jump(-hours)).toEqual([])
  expect(await office.wait(2 * hours)).toEqual([])
})

test('a repeated reminder loses no day to a clock that was fast for a while, and says none twice', async () => {
  const office = await openOffice()
  await office.say('s1', '每天下午三点提醒我吃药')
  await office.round()
  await office.jump(3 * day)
  await office.jump(-3 * day)
  for (let n = 0; n < 3; n++) expect(await office.wait(day)).toHaveLength(1)
})

test('one that was said and then lies ahead again is not said twice', async () => {
  const office = await openOffice({ begin: '2026-06-10T14:50:00+08:00' })
  await office.say('s1', '每天下午三点提醒我吃药')
  expect(await office.wait(20)).toHaveLength(1)
  await office.round()
  await office.jump(-hours)
  expect(await office.wait(2 * hours)).toEqual([])
  expect(await office.wait(day)).toHaveLength(1)
})

test('a standing reminder comes once whatever is done to the clock around its time', async () => {
  const office = await openOffice({ reminders: [aStanding('tidy')], begin: '2026-06-10T14:50:00+08:00' })
  await greet(office, 's1', 's2')
  await office.round()
  await office.jump(-hours)
  expect(await office.wait(69)).toEqual([])
  expect(await office.wait(2)).toHaveLength(2)
  await office.round()
  await office.jump(-hours)
  expect(await office.wait(3 * hours)).toEqual([])
})

test('a standing reminder that a fast clock passed over comes at its own time', async () => {
  const office = await openOffice({ reminders: [aStanding('tidy')] })
  await greet(office, 's1', 's2')
  await office.round()
  expect(await office.jump(8 * day)).toEqual([])
  await office.jump(-8 * day)
  expect(await office.wait(4 * hours)).toHaveLength(2)
  expect(await office.wait(7 * day)).toHaveLength(2)
})

const urgent = '发布预警 诈骗预警 紧急 给：一班 时间：现在 内容：有人正在假冒学校收钱，不要转账。'
const people = [aPerson('s1'), aCounselor('c1'), aCounselor('c2')]

for (const jump of [-hours, -day, hours, day])
  test(`an urgent broadcast leaves at once when the clock is set by ${jump} minutes just after its release, and once`, async () => {
    const office = await openOffice({ people })
    await greet(office, 's1', 'c2')
    await office.round()
    await office.hear('c1', urgent)
    await office.hear('c1', '发布')
    await office.hear('c2', '批准 A01')
    office.clock.pass(100)
    expect((await office.jump(jump)).map(a => a.to)).toEqual(['s1'])
    expect((await office.jump(-jump)).filter(a => a.to === 's1')).toEqual([])
  })

test('a broadcast that a fast clock closed is open again, and a confirmation is in time', async () => {
  const office = await openOffice({ people: [aPerson('s1'), aCounselor('c1')] })
  await greet(office, 's1')
  await publish(office, urgent.replace('紧急', '重要'))
  await office.round()
  await office.jump(30 * day)
  expect(await standings(office)).toEqual(['s1 unconfirmed'])
  await office.jump(-30 * day)
  expect(await standings(office)).toEqual(['s1 sent'])
  await office.say('s1', '收到 A01')
  expect(await standings(office)).toEqual(['s1 confirmed'])
})
