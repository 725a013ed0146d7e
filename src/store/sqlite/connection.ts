import type SQLite from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { storableText } from '../../core/text/storable.ts'
import { openWritable, using } from './folder.ts'

/**
 * Keeps nothing of what was deleted: `secure_delete` overwrites it in the database, and the log, which still holds the pages of before, is emptied.
 * While somebody reads the log cannot be emptied; it is tried again after the next commit.
 */
export function makeCleaning(connection: SQLite.Database) {
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
      try {
        const [result] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
        isSoiled = result?.busy !== 0
      } catch {
        // The disk is full, say: what was committed stands, and this is tried again.
      }
    },
  }
}

/** The connection with its statements kept ready: Kysely prepares each query anew, which costs as much as running it. */
export function remembering(connection: SQLite.Database): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>()
  return {
    prepare(query) {
      let statement = ready.get(query)
      if (!statement) {
        // Lists make ever new texts; their number has to end somewhere.
        if (ready.size >= 500) ready.clear()
        statement = keeping(connection.prepare(query))
        ready.set(query, statement)
      }
      return statement
    },
    close: () => connection.close(),
  }
}

/** A statement that takes texts as every database keeps them, whether they are saved or looked for. */
function keeping(statement: SQLite.Statement): SqliteStatement {
  const kept = (values: readonly unknown[]) => values.map(v => (typeof v === 'string' ? storableText(v) : v))
  return {
    reader: statement.reader,
    all: values => statement.all(kept(values)),
    run: values => statement.run(kept(values)),
    iterate: values => statement.iterate(kept(values)) as IterableIterator<unknown>,
  }
}

/** Opens a database file for writing, made if it is not there. Throws a problem for one that cannot be used. */
export function connect(file: string): SQLite.Database {
  const connection = using(file, () => openWritable(file))
  // WAL with NORMAL keeps every commit through a kill of the process; only a power cut may cost the last ones.
  const pragmas = ['journal_mode = WAL', 'synchronous = NORMAL', 'busy_timeout = 5000', 'foreign_keys = ON']
  try {
    return using(file, () => {
      for (const pragma of [...pragmas, 'wal_autocheckpoint = 4000']) connection.pragma(pragma)
      return connection
    })
  } catch (error) {
    connection.close()
    throw error
  }
}
