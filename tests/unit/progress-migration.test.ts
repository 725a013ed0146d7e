import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { migrations, openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'

test('who told before the mark existed that they are at home, or not yet, has it afterwards', async () => {
  const folder = tempFolder()
  const database = new SQLite(join(folder, 'farewell.db'))
  database.pragma('synchronous = OFF')
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) })
  const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '020'))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => earlier } })
  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  const insert = database.prepare(
    `insert into submission (number, person, flow, version, answers, state, at, delete_at) values (?, ?, ?, 2, ?, ?, 5, 9)`,
  )
  const rows = [
    ['R1', 'n:s1', 'arrival', '{"status":"home","city":"佛山"}', 'submitted'],
    ['R2', 'n:s2', 'arrival', '{"status":"not_left"}', 'submitted'],
    ['R3', 'n:s3', 'arrival', '{"status":"home"}', 'withdrawn'],
    ['R4', 'n:s4', 'arrival', '{"status":"on_way"}', 'submitted'],
    ['R5', 'n:s4', 'arrival', '{"status":"home"}', 'submitted'],
    ['P1', 'n:s5', 'pledge', '{"status":"home"}', 'submitted'],
  ]
  for (const row of rows) insert.run(...row)
  await db.destroy()
  const opened = await openDatabase(folder)
  onTestFinished(() => opened.close())
  expect(await opened.db.selectFrom('tag').selectAll().orderBy('person').execute()).toEqual([
    { person: 'n:s1', name: 'arrived', value: 'yes', at: 5, delete_at: 9 },
    { person: 'n:s2', name: 'arrived', value: 'no', at: 5, delete_at: 9 },
    { person: 'n:s4', name: 'arrived', value: 'yes', at: 5, delete_at: 9 },
  ])
})
