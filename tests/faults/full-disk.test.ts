import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { ManualClock } from '../../src/core/clock.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox } from '../../src/store/outbox.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { tempFolder } from '../support/folder.ts'
import { after, deciding, noon, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

/** A database that can be made unable to grow, as on a full disk. */
async function stage() {
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close())
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db)
  let drawn = 0
  return {
    database,
    turns: makeTurns(database, { clock: new ManualClock(noon), ids: { next: () => `id-${++drawn}` } }),
    fill: () => sql.raw(`pragma max_page_count = ${rows[0]!.page_count}`).execute(database.db),
    free: () => sql.raw('pragma max_page_count = 1000000').execute(database.db),
    texts: async () =>
      (await makeOutbox(database, { claimer: 'test' }).claim(noon, { limit: 99, leaseUntil: after(1000) })).map(d =>
        d.text.slice(0, 5),
      ),
  }
}

const long = '长'.repeat(40_000)
const codeOf = (error: unknown) => (error as { code?: string }).code

test('on a full disk a turn is saved not at all, and when there is room again it is saved whole, without a hand', async () => {
  const { turns, fill, free, texts } = await stage()
  const update = anUpdate()
  await fill()
  expect(await turns.run(update, deciding([say('first'), say(long)])).catch(codeOf)).toBe('SQLITE_FULL')
  expect(await texts()).toEqual([])
  await free()
  expect(await turns.run(update, deciding([say('first')]))).toBe('done')
  expect(await texts()).toEqual(['first'])
})

test('what does not fit on the disk takes nothing down that waits beside it', async () => {
  const { turns, database, fill, free, texts } = await stage()
  await fill()
  const ends = await Promise.all([
    turns.run(anUpdate(), deciding([say('small')])).catch(codeOf),
    turns.run(anUpdate(), deciding([say(long)])).catch(codeOf),
    database.transact(async () => 'read').catch(codeOf),
  ])
  expect(ends[1]).toBe('SQLITE_FULL')
  await free()
  expect(await turns.run(anUpdate(), deciding([say('later')]))).toBe('done')
  expect(await texts()).toEqual(ends[0] === 'done' ? ['small', 'later'] : ['later'])
})
