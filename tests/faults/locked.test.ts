import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { beat, lastBeat } from '../../src/store/pulse.ts'
import { waitingByChannel } from '../../src/store/waiting.ts'
import { tempFolder } from '../support/folder.ts'
import { noon } from '../support/store.ts'

/** A database, and somebody else who holds it. */
async function stage(patienceMs?: number) {
  const folder = tempFolder()
  const database = await openDatabase(folder, patienceMs === undefined ? {} : { patienceMs })
  const other = new SQLite(join(folder, 'farewell.db'))
  other.exec('begin immediate')
  onTestFinished(async () => {
    other.close()
    await database.close()
  })
  return { database, free: () => other.exec('rollback') }
}

test('while another process holds the database nothing stands still, and the work is saved after it', async () => {
  const { database, free } = await stage()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const saved = beat(database, noon)
  await sleep(600)
  // Who only reads is not kept waiting.
  expect(await waitingByChannel(database)).toEqual([])
  expect(await lastBeat(database)).toBeNull()
  free()
  await saved
  delay.disable()
  expect(await lastBeat(database)).toEqual(noon)
  expect(delay.max / 1e6).toBeLessThan(200)
})

test('work that waited keeps its order', async () => {
  const { database, free } = await stage()
  const done: number[] = []
  const all = [1, 2, 3].map(n => database.transact(async () => void done.push(n)))
  await sleep(30)
  all.push(database.transact(async () => void done.push(4)))
  free()
  await Promise.all(all)
  expect(done).toEqual([1, 2, 3, 4])
})

test('work that has waited too long is given up, and what came later still has its time', async () => {
  const { database, free } = await stage(300)
  const first = database.transact(async () => 'first').catch(error => (error as { code?: string }).code)
  await sleep(250)
  const later = database.transact(async () => 'later').catch(error => (error as { code?: string }).code)
  expect(await first).toBe('SQLITE_BUSY')
  free()
  expect(await later).toBe('later')
})
