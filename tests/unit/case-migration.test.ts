import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { migrations } from '../../src/store/open.ts'
import { openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const { crisis, desk } = contentOf(fixtureKnowledge()).caseWords
const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '008-danger'))
const at = Date.parse('2026-06-10T11:00:00+08:00')

/** A folder as a version before 008 left it, with an open crisis of each of its kinds: `C01`, `C02` … */
async function olderFolder(...types: string[]): Promise<string> {
  const folder = tempFolder()
  const database = new SQLite(join(folder, 'farewell.db'))
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => earlier } })
  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  const row = database.prepare(
    `insert into crisis_case (number, person, name, college, class_name, type, grade, excerpt, place, at, state, step, by, delete_at)
     values (?, 'n:s1', '示例同学甲', '示例学院', '一班', ?, 'serious', '不想活了', 'private', ?, 'open', 0, '', ?)`,
  )
  for (const [n, type] of types.entries()) row.run(`C0${n + 1}`, type, at, at + 30 * 86_400_000)
  await db.destroy()
  return folder
}

test('crises of a database made before 008 are still read, under the kinds there are now', async () => {
  const office = await openCaseOffice({ folder: await olderFolder('self', 'friend', 'danger') })
  const rows = await office.database.db.selectFrom('crisis_case').selectAll().orderBy('number').execute()
  expect(rows.map(r => `${r.type} ${r.about} ${r.whom}`.trim())).toEqual([
    'mind self',
    'mind other',
    'disaster unknown',
  ])
  const list = await office.say('c1', '案件')
  for (const [number, kind, about] of [
    ['C01', crisis.kinds.mind, crisis.abouts.self],
    ['C02', crisis.kinds.mind, crisis.someone],
    ['C03', crisis.kinds.disaster, crisis.abouts.unknown],
  ])
    expect(list).toContain(`${number} ${crisis.grades.serious}·${kind} 示例同学甲（${about}）`)
  expect(await office.say('c1', '案件 C02')).toContain('不想活了')
})

test('they may be marked, though nobody knows any more where the person was written to', async () => {
  const office = await openCaseOffice({ folder: await olderFolder('friend') })
  const arrived = await office.hear('c1', `C01 ${desk.wrong}`)
  expect(arrived.map(a => a.chat)).toEqual(['private/c1'])
  expect(await office.database.db.selectFrom('crisis_case').selectAll().execute()).toEqual([])
})
