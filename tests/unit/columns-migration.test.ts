import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { broadcastReads } from '../../src/store/broadcasts/reads.ts'
import { caseReads } from '../../src/store/cases/reads.ts'
import { migrations, openDatabase } from '../../src/store/open.ts'
import { makeOutbox } from '../../src/store/outbox.ts'
import { tempFolder } from '../support/folder.ts'
import { after, noon } from '../support/store.ts'

const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '014-columns'))

/** A database as a version before 014 left it, changed by `fill`, and opened by this one. */
async function upgraded(fill: (database: SQLite.Database) => void) {
  const folder = tempFolder()
  const database = new SQLite(join(folder, 'farewell.db'))
  database.pragma('synchronous = OFF')
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => earlier } })
  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  fill(database)
  await db.destroy()
  const opened = await openDatabase(folder)
  onTestFinished(() => opened.close())
  return opened
}

/** Deliveries with these keys, each in a chat of its own. */
const delivering =
  (keys: readonly string[], { purpose = 'broadcast', state = 'waiting' } = {}) =>
  (database: SQLite.Database) => {
    const insert =
      database.prepare(`insert into delivery (id, key, chat, channel, body, at, state, not_before, purpose, chat_kind, priority)
      values (?, ?, ?, 'test', '{"text":"","choices":[],"images":[],"rateable":false}', 0, ?, 0, ?, 'private', 1)`)
    database.transaction(() => {
      for (const [n, key] of keys.entries()) insert.run(`d${n}`, key, `chat ${n}`, state, purpose)
    })()
  }

const columns = ['answers', 'matter', 'about', 'round', 'recipient'] as const

/** A key, and what it says. */
const keys: [key: string, said: unknown[]][] = [
  ['reply:web:m1:0', ['web:m1', null, null, null, null]],
  ['reply:12:3:10', ['12:3', null, null, null, null]],
  ['broadcast:A07:p:2023:1', [null, 'broadcast', 'A07', 0, '2023:1']],
  ['broadcast:A07:resend2:p:20230001', [null, 'broadcast', 'A07', 2, '20230001']],
  ['broadcast:A107:g:room/p:1', [null, 'broadcast', 'A107', 0, null]],
  ['broadcast:A07:progress:room/1:2', [null, null, null, null, null]],
  ['broadcast:A07:escalate1:示例学院一班:20230001', [null, null, null, null, null]],
  ['crisis:C03:1:telegram:5', [null, 'crisis', 'C03', 1, null]],
  ['crisis-false:C03:telegram:5', [null, null, null, null, null]],
  ['handoff:H-7F3A', [null, 'handoff', 'H-7F3A', null, null]],
  [
    'reminder:check-out:2026-06-23T02:00:00.000Z:20230001',
    [null, 'reminder', 'check-out', Date.parse('2026-06-23T02:00:00Z'), null],
  ],
]

test('what a version before read out of keys stands in columns', async () => {
  const { db } = await upgraded(delivering(keys.map(([key]) => key)))
  const rows = await db
    .selectFrom('delivery')
    .select(['key', ...columns])
    .orderBy('seq')
    .execute()
  expect(rows.map(row => [row.key, columns.map(c => row[c])])).toEqual(keys)
})

test('more deliveries than one step of the upgrade takes are all read', async () => {
  const keys = Array.from({ length: 2500 }, (_, n) => (n % 2 ? `reply:u${n}:0` : `broadcast:A01:p:${n}`))
  const { db } = await upgraded(delivering(keys))
  const rows = await db.selectFrom('delivery').select(['answers', 'recipient']).orderBy('seq').execute()
  expect(rows.map(r => r.answers ?? r.recipient)).toEqual(keys.map((_, n) => (n % 2 ? `u${n}` : `${n}`)))
})

test('what was being sent when the older version ended is given back when its lease is over', async () => {
  const { db, transact, ...rest } = await upgraded(delivering(['reply:u1:0'], { purpose: 'reply', state: 'sending' }))
  const outbox = makeOutbox({ db, transact, ...rest }, { claimer: 'new' })
  expect(await outbox.claim(noon, { limit: 9, leaseUntil: after(1000) })).toMatchObject([{ answers: 'u1' }])
})

test('numbers go on where they were', async () => {
  const { db } = await upgraded(database =>
    database.exec(`insert into case_number values ('C', 12);
      insert into broadcast (number, seq, state, body, sender, reason, created_at, due, is_closed, escalated, pending)
        values ('A07', 7, 'sent', '{}', '', '', 0, 0, 0, 0, 0)`),
  )
  const { next } = await caseReads(db, 0).scene({ chat: 'r', sketch: [], since: 0 })
  expect([await broadcastReads(db, 0).nextNumber(), next]).toEqual(['A08', 'S01'])
  expect(await db.selectFrom('counter').select('value').where('name', '=', 'crisis').execute()).toEqual([{ value: 12 }])
})
