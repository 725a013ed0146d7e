import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import { Migrator } from 'kysely/migration'
import { ProblemsError } from '../core/errors.ts'
import * as first from './migrations/001-first.ts'
import * as flows from './migrations/002-flows.ts'
import * as roster from './migrations/003-roster.ts'
import * as reminders from './migrations/004-reminders.ts'
import * as broadcasts from './migrations/005-broadcasts.ts'
import * as cases from './migrations/006-cases.ts'
import * as doors from './migrations/007-doors.ts'
import * as groups from './migrations/007-groups.ts'
import * as danger from './migrations/008-danger.ts'
import * as retention from './migrations/009-retention.ts'
import * as links from './migrations/010-links.ts'
import * as pulse from './migrations/012-pulse.ts'
import * as pictures from './migrations/013-pictures.ts'
import type { Tables } from './schema.ts'
import { makeTransact } from './transact.ts'

/** All steps of the schema by name, oldest first. */
export const migrations = {
  '001-first': first,
  '002-flows': flows,
  '003-roster': roster,
  '004-reminders': reminders,
  '005-broadcasts': broadcasts,
  '006-cases': cases,
  '007-doors': doors,
  '007-groups': groups,
  '008-danger': danger,
  '009-retention': retention,
  '010-links': links,
  '012-pulse': pulse,
  '013-pictures': pictures,
}

/** An open database; `close` releases the folder for another process. */
export interface Database {
  db: Kysely<Tables>
  /** Runs `work` alone and saves all that it did, or nothing when it throws; resolves when it is saved for good. */
  transact<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Told that something was deleted for good: after the commit its bytes are taken out of the files too. */
  soil(): void
  /** Whether bytes of what was deleted may still be in the files, because another process was reading. */
  isSoiled(): boolean
  /** Tries to take them out; resolves when it was tried. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens (and brings up to date) the database in a folder, and holds the folder for this process: a second process gets a
 * clear error. The hold ends with the process, however it ends. `shared` opens beside a running bot, for reading.
 */
export async function openDatabase(folder: string, { shared = false }: { shared?: boolean } = {}): Promise<Database> {
  makeFolder(folder)
  const hold = shared ? { close() {} } : takeHold(folder)
  const connection = connect(join(folder, 'farewell.db'), hold)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: remembering(connection) }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) {
    await db.destroy()
    hold.close()
    throw new ProblemsError([
      {
        where: folder,
        line: null,
        what: `数据库升级失败：${String(error)}`,
        cure: '换一个数据目录，或用与这些数据同一版本的程序打开',
      },
    ])
  }
  const cleaning = makeCleaning(connection)
  if (!shared) cleaning.clean()
  const transact = makeTransact(db, connection, { committed: cleaning.clean })
  return {
    db,
    transact,
    soil: cleaning.soil,
    isSoiled: cleaning.isSoiled,
    scrub: () => transact(async () => {}),
    async close() {
      await db.destroy()
      hold.close()
    },
  }
}

/**
 * Keeps nothing of what was deleted: `secure_delete` overwrites it in the database, and the log, which still holds the pages of before, is emptied.
 * While somebody reads the log cannot be emptied; it is tried again after the next commit.
 */
function makeCleaning(connection: SQLite.Database) {
  connection.pragma('secure_delete = ON')
  // A process that was killed may have left pages in the log.
  let isSoiled = true
  return {
    soil() {
      isSoiled = true
    },
    isSoiled: () => isSoiled,
    clean() {
      if (!isSoiled || connection.inTransaction) return
      const [result] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      isSoiled = result?.busy !== 0
    },
  }
}

/** The connection with its statements kept ready: Kysely prepares each query anew, which costs as much as running it. */
function remembering(connection: SQLite.Database): SqliteDatabase {
  const ready = new Map<string, SQLite.Statement>()
  return {
    prepare(query) {
      let statement = ready.get(query)
      if (!statement) {
        // Lists make ever new texts; their number has to end somewhere.
        if (ready.size >= 500) ready.clear()
        statement = connection.prepare(query)
        ready.set(query, statement)
      }
      return statement as SqliteStatement
    },
    close: () => connection.close(),
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw unusable(folder, error)
  }
}

function connect(file: string, hold: { close(): void }): SQLite.Database {
  const connection = new SQLite(file)
  // WAL with NORMAL keeps every commit through a kill of the process; only a power cut may cost the last ones.
  const pragmas = ['journal_mode = WAL', 'synchronous = NORMAL', 'busy_timeout = 5000', 'foreign_keys = ON']
  try {
    for (const pragma of [...pragmas, 'wal_autocheckpoint = 4000']) connection.pragma(pragma)
    return connection
  } catch (error) {
    connection.close()
    hold.close()
    throw unusable(file, error)
  }
}

const unusable = (where: string, error: unknown) =>
  new ProblemsError([
    {
      where,
      line: null,
      what: `用不了：${(error as Error).message}`,
      cure: '换一个能写的数据目录；数据库文件坏了就先挪开',
    },
  ])

/** An exclusive lock that the system drops with the process: a tiny database of its own, locked for good. */
function takeHold(folder: string): { close(): void } {
  const lock = new SQLite(join(folder, 'farewell.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive; create table if not exists held (by integer); commit')
    lock.exec('begin exclusive')
    return lock
  } catch {
    lock.close()
    throw new ProblemsError([
      {
        where: folder,
        line: null,
        what: '这个数据目录正被另一个小助手进程使用',
        cure: '先停掉那个进程，或用 --data 指定另一个目录',
      },
    ])
  }
}
