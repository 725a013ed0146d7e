import { expect, onTestFinished, test } from 'vitest'
import { ProblemsError } from '../../src/core/errors.ts'
import { tempFolder } from '../support/folder.ts'
import { runScript, startScript } from '../support/script.ts'
import { deciding, noon, openSqliteStore as open, type Store, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

/** What only a database that is a file in a folder promises. */
async function empty(folder = tempFolder()): Promise<Store> {
  const store = await open(folder)
  onTestFinished(() => store.close())
  return store
}

test('an empty folder gets its tables, and opening it again changes nothing', async () => {
  const folder = tempFolder()
  const update = anUpdate()
  const first = await open(folder)
  await first.turns.run(update, deciding([say('kept')]))
  await first.close()
  const { turns, outbox } = await empty(folder)
  expect(await turns.run(update, deciding([say('again')]))).toBe('seen')
  expect(await outbox.claim(noon, { limit: 9, leaseUntil: noon })).toMatchObject([{ text: 'kept' }])
})

test('a folder that does not exist is made', async () => {
  const { turns } = await empty(`${tempFolder()}/new/deeper`)
  expect(await turns.run(anUpdate(), deciding([]))).toBe('done')
})

test('a second process on the same folder gets a clear error', async () => {
  const folder = tempFolder()
  await empty(folder)
  const { code, err } = await runScript('opener.ts', folder)
  expect(code).toBe(1)
  expect(err).toContain(`${folder}: 这个数据目录正被另一个小助手进程使用 → `)
})

test('the folder is free again when the one that held it has closed', async () => {
  const folder = tempFolder()
  await (await open(folder)).close()
  expect(await runScript('opener.ts', folder)).toMatchObject({ code: 0 })
})

test('what was saved by a newer version is refused, not damaged', async () => {
  const folder = tempFolder()
  await (await open(folder)).close()
  await runScript('future.ts', folder)
  await expect(open(folder)).rejects.toThrow(ProblemsError)
})

test('two processes on one file claim each delivery once', async () => {
  const folder = tempFolder()
  const store = await open(folder)
  onTestFinished(() => store.close())
  for (let n = 0; n < 300; n++) await store.turns.run(anUpdate({ room: `r${n}` }), deciding([say(`${n}`)]))
  const claimers = [startScript('claimer.ts', folder), startScript('claimer.ts', folder)]
  await Promise.all(claimers.map(c => c.ready))
  for (const { go } of claimers) go()
  const claims = (await Promise.all(claimers.map(c => c.ended))).map(e => e.out.match(/\d+/g) ?? [])
  const all = claims.flat().map(Number)
  expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n))
  expect(Math.min(...claims.map(c => c.length))).toBeGreaterThan(0)
})
