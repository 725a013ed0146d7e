/** Marks the database of a folder as migrated by a version that this one does not know: `node future.ts FOLDER`. */
import { join } from 'node:path'
import SQLite from 'better-sqlite3'

const database = new SQLite(join(process.argv[2]!, 'farewell.db'))
database.prepare("insert into kysely_migration (name, timestamp) values ('999-future', '2099-01-01T00:00:00Z')").run()
database.close()
