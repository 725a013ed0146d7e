import { expect, onTestFinished, test } from 'vitest'
import { makeOperator } from '../../src/app/operator.ts'
import { isNearlyFull, makeStorage } from '../../src/app/storage.ts'
import type { Delivery } from '../../src/core/delivery.ts'
import { saveChannels } from '../../src/store/channels.ts'
import { openDatabase } from '../../src/store/open.ts'
import { beat, lastBeat } from '../../src/store/pulse.ts'
import { FakeChannel } from '../support/channel.ts'
import { SettableClock } from '../support/clock.ts'
import { tempFolder } from '../support/folder.ts'
import { noon } from '../support/store.ts'

const minute = 60_000
const error = (code: string) => Object.assign(new Error('text'), { code })

/** A watch over a storage that fails as told, and what was heard of it. */
function stage() {
  const clock = new SettableClock(noon)
  const heard: string[] = []
  const trouble: { code: string | null; freeBytes: number } = { code: null, freeBytes: 2e9 }
  const storage = makeStorage({
    clock,
    beat: async () => {
      if (trouble.code) throw error(trouble.code)
    },
    space: async () => ({ freeBytes: trouble.freeBytes, totalBytes: 9e9 }),
    shout: async reason => {
      heard.push(`shout ${reason}`)
      return true
    },
    tell: async news => void heard.push(news.is === 'low' ? `low ${news.freeMb}` : `saved after ${news.minutes}`),
    log() {},
  })
  return {
    clock,
    heard,
    trouble,
    storage,
    /** Looks every second for so long. */
    async go(ms: number) {
      for (let n = 0; n < ms; n += 1000) {
        await storage.look().catch(() => undefined)
        clock.pass(1000)
      }
    },
  }
}

test('while everything can be saved nobody hears of it', async () => {
  const { go, heard, storage } = stage()
  await go(minute)
  expect([heard, storage.state().unsaved]).toEqual([[], null])
})

test('of a full disk the operator hears at once and past the database, once an hour, and when it is over', async () => {
  const { go, heard, trouble, storage } = stage()
  trouble.code = 'SQLITE_FULL'
  await expect(storage.look()).rejects.toThrow()
  await expect(storage.look()).rejects.toThrow()
  await go(59 * minute)
  expect(heard).toEqual(['shout SQLITE_FULL'])
  expect(storage.state().unsaved).toEqual({ seconds: 59 * 60, reason: 'SQLITE_FULL' })
  await go(2 * minute)
  expect(heard).toEqual(['shout SQLITE_FULL', 'shout SQLITE_FULL'])
  trouble.code = null
  await go(minute)
  expect(heard.at(-1)).toBe('saved after 61')
  expect(storage.state().unsaved).toBeNull()
})

test('a database that is locked for a moment is no outage; one that stays locked is', async () => {
  const { go, heard, trouble } = stage()
  trouble.code = 'SQLITE_BUSY'
  await go(20_000)
  expect(heard).toEqual([])
  await go(20_000)
  expect(heard).toEqual(['shout SQLITE_BUSY'])
})

test('of a disk that is nearly full the operator hears once a day', async () => {
  const { go, heard, trouble, storage } = stage()
  trouble.freeBytes = 3e8
  await go(5 * minute)
  expect([heard, storage.state().isLow]).toEqual([['low 300'], true])
})

test('nearly full is below 500 MB, and on a large disk below a twentieth or 5 GB', () => {
  expect(isNearlyFull({ freeBytes: 4.9e8, totalBytes: 1e9 })).toBe(true)
  expect(isNearlyFull({ freeBytes: 6e8, totalBytes: 9e9 })).toBe(false)
  expect(isNearlyFull({ freeBytes: 9e8, totalBytes: 2e10 })).toBe(true)
  expect(isNearlyFull({ freeBytes: 6e9, totalBytes: 2e12 })).toBe(false)
})

test('a shout goes to every place of the operator, also when the database can no longer be read', async () => {
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close().catch(() => undefined))
  await saveChannels(database, [new FakeChannel()])
  for (const [n, handle] of ['op-a', 'op-b'].entries())
    await database.db
      .insertInto('binding')
      .values({ handle, number: 'op', channel: 'test', private_chat: `private/${handle}`, at: n })
      .execute()
  const sent: Delivery[] = []
  let drawn = 0
  const operator = makeOperator('op', {
    database,
    clock: new SettableClock(noon),
    ids: { next: () => `id-${++drawn}` },
    send: async delivery => {
      sent.push(delivery)
      if (delivery.to === 'op-a') throw new Error('the adapter broke')
      return { outcome: 'delivered', nativeId: 'n' }
    },
  })
  expect(await operator.shout('满了')).toBe(true)
  await database.close()
  expect(await operator.shout('满了')).toBe(true)
  expect(sent.map(d => `${d.chatId} ${d.text}`)).toEqual([
    'private/op-b 满了',
    'private/op-a 满了',
    'private/op-b 满了',
    'private/op-a 满了',
  ])
})

test('a beat is saved for good and read by the next process', async () => {
  const folder = tempFolder()
  const database = await openDatabase(folder)
  expect(await lastBeat(database)).toBeNull()
  await beat(database, noon)
  await beat(database, new Date(noon.getTime() + minute))
  await database.close()
  const next = await openDatabase(folder)
  onTestFinished(() => next.close())
  expect(await lastBeat(next)).toEqual(new Date(noon.getTime() + minute))
})

test('what work is refused by a full disk counts, though the little that is saved to try still fits; and is over soon after', async () => {
  const { go, clock, storage } = stage()
  await go(minute)
  storage.hear(error('SQLITE_FULL'))
  clock.pass(5000)
  storage.hear(error('SQLITE_FULL'))
  expect(storage.state().unsaved).toEqual({ seconds: 5, reason: 'SQLITE_FULL' })
  storage.hear(error('SQLITE_CONSTRAINT'))
  clock.pass(11_000)
  expect(storage.state().unsaved).toBeNull()
})
