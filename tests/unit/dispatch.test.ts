import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import { ManualClock } from '../../src/core/clock.ts'
import type { Receipt } from '../../src/core/delivery.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import { type Answer, FakeChannel, held } from '../support/channel.ts'
import { tempFolder } from '../support/folder.ts'
import { after, aSaying, deciding, noon, openSqliteStore, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A dispatcher over a real outbox and a platform that answers as told. */
async function stage(answers: Record<string, Answer[]> = {}, { channels }: { channels?: Channel[] } = {}) {
  const store = await openSqliteStore(tempFolder())
  onTestFinished(() => store.close())
  const clock = new ManualClock(noon)
  const channel = new FakeChannel(answers)
  const defects: unknown[] = []
  const states: string[] = []
  const made = (over: readonly Channel[]) =>
    makeDispatcher(store.outbox, new Map(over.map(c => [c.name, c])), {
      clock,
      log: {
        settled: (_, state, reason) => states.push(reason === null ? state : `${state}: ${reason}`),
        defect: (_, error) => defects.push(error),
      },
    })
  return {
    channel,
    clock,
    defects,
    states,
    made,
    dispatcher: made(channels ?? [channel]),
    /** Saves deliveries without telling the dispatcher. */
    async save(...lines: [room: string, text: string][]) {
      for (const [room, text] of lines) await store.turns.run(anUpdate({ room }), deciding([say(text)]))
    },
  }
}

const retry: Receipt = { outcome: 'retry', notBefore: noon, reason: 'timeout' }

test('everything that waits is sent, in the order of its chat', async () => {
  const { channel, dispatcher, save } = await stage()
  await save(['a', 'a1'], ['b', 'b1'], ['a', 'a2'], ['a', 'a3'], ['b', 'b2'])
  await dispatcher.drain()
  expect(channel.arrived.filter(t => t.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
  expect(channel.arrived.filter(t => t.startsWith('b'))).toEqual(['b1', 'b2'])
  expect(channel.mostAtOnce).toBe(1)
})

test('nothing is sent twice', async () => {
  const { channel, dispatcher, save } = await stage()
  await save(['a', 'a1'])
  await Promise.all([dispatcher.drain(), dispatcher.drain()])
  await dispatcher.drain()
  expect(channel.attempts).toEqual(['a1'])
})

test('a message that must be tried again holds up the later ones of its chat only', async () => {
  const { channel, dispatcher, save, clock } = await stage({ a1: [() => retry] })
  await save(['a', 'a1'], ['a', 'a2'], ['b', 'b1'])
  await dispatcher.drain()
  expect(channel.arrived).toEqual(['b1'])
  clock.set(after(1000))
  await dispatcher.drain()
  expect(channel.arrived).toEqual(['b1', 'a1', 'a2'])
})

test('a platform that asks to wait is left alone until then', async () => {
  const { channel, dispatcher, save, clock } = await stage({
    a1: [() => ({ outcome: 'retry', notBefore: after(30_000), reason: 'rate-limit' })],
  })
  await save(['a', 'a1'])
  await dispatcher.drain()
  clock.set(after(29_999))
  await dispatcher.drain()
  expect(channel.attempts).toEqual(['a1'])
  clock.set(after(30_000))
  await dispatcher.drain()
  expect(channel.arrived).toEqual(['a1'])
})

test('a refused message is given up and the next one goes on', async () => {
  const { channel, dispatcher, save, states } = await stage({
    a1: [() => ({ outcome: 'refused', reason: 'too-long' })],
  })
  await save(['a', 'a1'], ['a', 'a2'])
  await dispatcher.drain()
  expect(channel.arrived).toEqual(['a2'])
  expect(states).toEqual(['refused: too-long', 'delivered'])
})

test('a reply whose fate is uncertain is sent again before the next one', async () => {
  const { channel, dispatcher, save, clock } = await stage({ a1: [() => ({ outcome: 'uncertain' })] })
  await save(['a', 'a1'], ['a', 'a2'])
  await dispatcher.drain()
  clock.set(after(1000))
  await dispatcher.drain()
  expect(channel.attempts).toEqual(['a1', 'a1', 'a2'])
})

test('an adapter that throws is reported as a defect and its message tried again', async () => {
  const broken = () => {
    throw new Error('broken adapter')
  }
  const { channel, dispatcher, save, clock, defects } = await stage({ a1: [broken] })
  await save(['a', 'a1'], ['b', 'b1'])
  await dispatcher.drain()
  expect([channel.arrived, defects]).toEqual([['b1'], [new Error('broken adapter')]])
  clock.set(after(1000))
  await dispatcher.drain()
  expect(channel.arrived).toEqual(['b1', 'a1'])
})

test('a message that fails ten times is given up', async () => {
  const { channel, dispatcher, save, clock, states } = await stage({
    a1: Array.from({ length: 10 }, () => () => retry),
  })
  await save(['a', 'a1'], ['a', 'a2'])
  for (let hour = 0; hour < 12; hour++) {
    clock.set(after(hour * 3_600_000))
    await dispatcher.drain()
  }
  expect(states.slice(-2)).toEqual(['failed: timeout', 'delivered'])
  expect(channel.attempts.filter(t => t === 'a1')).toHaveLength(10)
})

test('what is for a channel that is not there waits until it is', async () => {
  const { channel, dispatcher, made, save, clock, states } = await stage({}, { channels: [] })
  await save(['a', 'a1'])
  await dispatcher.drain()
  expect(states).toEqual(['waiting: offline'])
  clock.set(after(60_000))
  await made([channel]).drain()
  expect(channel.arrived).toEqual(['a1'])
})

test('a chat whose send takes long does not keep other chats waiting', async () => {
  const slow = held()
  const { channel, dispatcher, save } = await stage({ a1: [slow.answer] })
  await save(['a', 'a1'])
  const drained = dispatcher.drain()
  await slow.begun
  await save(['b', 'b1'])
  dispatcher.wake()
  await vi.waitUntil(() => channel.arrived.length > 0, { interval: 1 })
  expect(channel.arrived).toEqual(['b1'])
  slow.letGo()
  await drained
  expect(channel.arrived).toEqual(['b1', 'a1'])
})

test('what is saved while its chat is being sent to goes out right after', async () => {
  const slow = held()
  const { channel, dispatcher, save } = await stage({ a1: [slow.answer] })
  await save(['a', 'a1'])
  const drained = dispatcher.drain()
  await slow.begun
  await save(['a', 'a2'])
  dispatcher.wake()
  slow.letGo()
  await drained
  expect([channel.arrived, channel.mostAtOnce]).toEqual([['a1', 'a2'], 1])
})

test('no wake-up is lost, at whatever moment it comes', async () => {
  const { channel, dispatcher, save } = await stage()
  for (let n = 0; n < 50; n++) {
    await save(['a', `a${n}`])
    dispatcher.wake()
    for (let tick = 0; tick < n; tick++) await Promise.resolve()
  }
  await vi.waitUntil(() => channel.arrived.length === 50, { interval: 1 })
  expect(channel.arrived).toEqual(Array.from({ length: 50 }, (_, n) => `a${n}`))
})

test('stopping lets a send that is going on finish, and begins no other', async () => {
  const slow = held()
  const { channel, dispatcher, save } = await stage({ a1: [slow.answer] })
  await save(['a', 'a1'], ['a', 'a2'])
  dispatcher.wake()
  await slow.begun
  const stopped = dispatcher.stop(60_000)
  slow.letGo()
  await stopped
  expect(channel.attempts).toEqual(['a1'])
})

test('what a stopped dispatcher did not send the next one sends', async () => {
  const slow = held()
  const { channel, dispatcher, made, save } = await stage({ a1: [slow.answer] })
  await save(['a', 'a1'], ['a', 'a2'])
  dispatcher.wake()
  await slow.begun
  const stopped = dispatcher.stop(60_000)
  slow.letGo()
  await stopped
  await made([channel]).drain()
  expect(channel.arrived).toEqual(['a1', 'a2'])
})

test('a send that hangs is aborted when the time to stop is up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const begun = Promise.withResolvers<void>()
  const untilAborted: Answer = (_, signal) => {
    begun.resolve()
    return new Promise(resolve => signal.addEventListener('abort', () => resolve(retry)))
  }
  const { dispatcher, save, states } = await stage({ a1: [untilAborted] })
  await save(['a', 'a1'])
  dispatcher.wake()
  await begun.promise
  const stopped = dispatcher.stop(5000)
  await vi.advanceTimersByTimeAsync(5000)
  await stopped
  expect(states).toEqual(['waiting: timeout'])
})

test('an adapter that does not heed the signal cannot keep the process from stopping', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const never = held()
  const { dispatcher, save, states } = await stage({ a1: [never.answer] })
  await save(['a', 'a1'])
  dispatcher.wake()
  await never.begun
  const stopped = dispatcher.stop(5000)
  await vi.advanceTimersByTimeAsync(6000)
  await stopped
  expect(states).toEqual(['waiting: uncertain'])
})

test('a send that hangs is given up after half a minute', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const never = held()
  const { dispatcher, save, states } = await stage({ a1: [never.answer] })
  await save(['a', 'a1'])
  const drained = dispatcher.drain()
  await never.begun
  await vi.advanceTimersByTimeAsync(31_000)
  await drained
  expect(states).toEqual(['waiting: uncertain'])
})

test('a broadcast never keeps a reply waiting, and no limit is broken', async () => {
  const store = await openSqliteStore(tempFolder())
  onTestFinished(() => store.close())
  const clock = new ManualClock(noon)
  const channel = new FakeChannel({}, { ...noLimits, perSecond: 3 })
  const dispatcher = makeDispatcher(store.outbox, new Map([['test', channel]]), {
    clock,
    log: { settled() {}, defect() {} },
  })
  const save = (text: string, room: string, purpose: 'reply' | 'broadcast') =>
    store.turns.run(anUpdate({ room }), deciding([{ do: 'say', toPerson: true, saying: aSaying(text), purpose }]))
  for (let n = 0; n < 8; n++) await save(`b${n}`, `r${n}`, 'broadcast')
  await save('answer', 'x', 'reply')
  await dispatcher.drain()
  expect(channel.arrived).toEqual(['answer', 'b0', 'b1'])
  while (dispatcher.resumesAt()) {
    const before = channel.arrived.length
    clock.set(dispatcher.resumesAt()!)
    await dispatcher.drain()
    expect(channel.arrived.length - before).toBeLessThanOrEqual(3)
  }
  expect(channel.arrived).toHaveLength(9)
})

test('one of a broadcast whose fate is unknown is held, not sent again', async () => {
  const store = await openSqliteStore(tempFolder())
  onTestFinished(() => store.close())
  const clock = new ManualClock(noon)
  const channel = new FakeChannel({ b: [() => ({ outcome: 'uncertain' })] })
  const states: string[] = []
  const dispatcher = makeDispatcher(store.outbox, new Map([['test', channel]]), {
    clock,
    log: { settled: (_, state) => states.push(state), defect() {} },
  })
  await store.turns.run(
    anUpdate({}),
    deciding([{ do: 'say', toPerson: true, saying: aSaying('b'), purpose: 'broadcast' }]),
  )
  await dispatcher.drain()
  clock.set(after(3_600_000))
  await dispatcher.drain()
  expect([channel.attempts, states]).toEqual([['b'], ['uncertain']])
})
