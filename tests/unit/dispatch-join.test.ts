import { expect, onTestFinished, test } from 'vitest'
import { ManualClock } from '../../src/core/clock.ts'
import type { Delivery } from '../../src/core/delivery.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import { FakeChannel } from '../support/channel.ts'
import { tempFolder } from '../support/folder.ts'
import { deciding, openSqliteStore, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

class AnswersOnce extends FakeChannel {
  readonly answersOnce = true
  readonly said: Delivery[] = []
  override send(delivery: Delivery, signal: AbortSignal) {
    this.said.push(delivery)
    return super.send(delivery, signal)
  }
}

async function open(channel: AnswersOnce) {
  const store = await openSqliteStore(tempFolder())
  onTestFinished(() => store.close())
  const clock = new ManualClock(new Date('2026-06-10T12:00:00+08:00'))
  const log = {
    settled() {},
    defect(_: unknown, error: unknown) {
      throw error
    },
  }
  return { store, clock, dispatcher: makeDispatcher(store.outbox, new Map([['test', channel]]), { clock, log }) }
}

test('where a message is answered once, all that answers it is said in one message', async () => {
  const channel = new AnswersOnce()
  const { store, dispatcher } = await open(channel)
  await store.turns.run(anUpdate({ id: 'u-a' }), deciding([say('先说这个'), say('再问这个')]))
  await store.turns.run(anUpdate({ id: 'u-b' }), deciding([say('别的')]))
  await dispatcher.drain()
  expect(channel.said.map(d => [d.key, d.text])).toEqual([
    ['reply:u-a:0', '先说这个\n\n再问这个'],
    ['reply:u-b:0', '别的'],
  ])
  expect(await store.outbox.nextDue()).toBeNull()
})

test('what waits, waits together and is joined again', async () => {
  const later = new Date('2026-06-10T12:00:05+08:00')
  const channel = new AnswersOnce({ '一\n\n二': [() => ({ outcome: 'retry', notBefore: later, reason: 'offline' })] })
  const { store, clock, dispatcher } = await open(channel)
  await store.turns.run(anUpdate(), deciding([say('一'), say('二')]))
  await dispatcher.drain()
  clock.set(later)
  await dispatcher.drain()
  expect(channel.attempts).toEqual(['一\n\n二', '一\n\n二'])
  expect(channel.arrived).toEqual(['一\n\n二'])
})
