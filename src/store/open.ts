import { existsSync } from 'node:fs'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { ProblemsError } from '../core/errors.ts'
import { databaseIn } from '../core/folders.ts'
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
import * as columns from './migrations/014-columns.ts'
import * as homes from './migrations/015-homes.ts'
import * as approval from './migrations/016-approval.ts'
import * as consoleRoom from './migrations/017-console.ts'
import * as content from './migrations/018-content.ts'
import * as marks from './migrations/019-marks.ts'
import * as progress from './migrations/020-progress.ts'
import * as deskWork from './migrations/021-desk.ts'
import * as receipts from './migrations/023-receipts.ts'
import * as standIns from './migrations/024-stand-ins.ts'
import * as calendar from './migrations/025-calendar.ts'
import * as reach from './migrations/027-reach.ts'
import * as lists from './migrations/028-lists.ts'
import * as told from './migrations/029-told.ts'
import * as cards from './migrations/030-cards.ts'
import * as notices from './migrations/031-notice.ts'
import * as ledger from './migrations/032-ledger.ts'
import * as activities from './migrations/033-activities.ts'
import * as jobs from './migrations/034-jobs.ts'
import * as suggestions from './migrations/035-suggestions.ts'
import * as reports from './migrations/036-reports.ts'
import * as careList from './migrations/037-care-list.ts'
import type { Tables } from './schema.ts'
import { connect, makeCleaning, remembering } from './sqlite/connection.ts'
import { keepToOwner, makeFolder, storageProblem, takeHold } from './sqlite/folder.ts'
import { makeTransact } from './sqlite/transact.ts'

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
  '014-columns': columns,
  '015-homes': homes,
  '016-approval': approval,
  '017-console': consoleRoom,
  '020-progress': progress,
  '018-content': content,
  '019-marks': marks,
  '024-stand-ins': standIns,
  '025-calendar': calendar,
  '027-reach': reach,
  '028-lists': lists,
  '029-told': told,
  '030-cards': cards,
  '032-ledger': ledger,
  '031-notice': notices,
  '033-activities': activities,
  '034-jobs': jobs,
  '035-suggestions': suggestions,
  '023-receipts': receipts,
  '021-desk': deskWork,
  '036-reports': reports,
  '037-care-list': careList,
}

/** An open database; `close` releases the folder for another process. */
export interface Database {
  db: Kysely<Tables>
  /** Runs `work` alone and saves all that it did, or nothing when it throws; resolves when it is saved for good. */
  transact<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Whether no other process serves this database: what others had claimed is nobody's any more. */
  readonly isAlone: boolean
  /** Told that the school's own content was saved by this process; resolves when whoever follows it (`followContent`) has it in force. */
  contentSaved(): Promise<void>
  followContent(follower: () => Promise<void>): void
  /** Told that something was deleted for good: after the commit its bytes are taken out of the files too. */
  soil(): void
  /** Whether bytes of what was deleted may still be in the files, because another process was reading. */
  isSoiled(): boolean
  /** Tries to take them out; resolves when it was tried. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** Whether a folder holds a database. */
export const hasDatabase = (folder: string): boolean => existsSync(databaseIn(folder))

/**
 * Opens (and brings up to date) the database in a folder, and holds the folder for this process: a second process gets a
 * clear error. The hold ends with the process, however it ends. `shared` opens beside a running bot, for reading. Work waits up to `patienceMs` for
 * a database that somebody else holds. Throws a `ProblemsError` for a folder or a database that cannot be used.
 */
export async function openDatabase(
  folder: string,
  { shared = false, patienceMs }: { shared?: boolean; patienceMs?: number } = {},
): Promise<Database> {
  makeFolder(folder)
  const hold = shared ? { close() {} } : takeHold(folder)
  const file = databaseIn(folder)
  try {
    const connection = connect(file)
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: remembering(connection) }) })
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error) {
      await db.destroy()
      throw storageProblem(file, error) ?? outdated(folder, error)
    }
    if (!shared) keepToOwner(folder)
    // From now on nothing waits within SQLite, where it would hold up everything else: `transact` tries again.
    connection.pragma('busy_timeout = 10')
    const cleaning = makeCleaning(connection)
    if (!shared) cleaning.clean()
    const patience = patienceMs === undefined ? {} : { patienceMs }
    const transact = makeTransact(db, connection, { committed: cleaning.clean, ...patience })
    return {
      db,
      transact,
      isAlone: !shared,
      ...makeFollowing(),
      soil: cleaning.soil,
      isSoiled: cleaning.isSoiled,
      scrub: () => transact(async () => {}),
      close: () => db.destroy().then(() => hold.close()),
    }
  } catch (error) {
    hold.close()
    throw error
  }
}

/** Who follows the school's own content. */
function makeFollowing(): Pick<Database, 'contentSaved' | 'followContent'> {
  const followers: (() => Promise<void>)[] = []
  return {
    async contentSaved() {
      await Promise.all(followers.map(follow => follow()))
    },
    followContent: follower => void followers.push(follower),
  }
}

const outdated = (folder: string, error: unknown) =>
  new ProblemsError([
    {
      where: folder,
      line: null,
      what: `数据库升级失败：${String(error)}`,
      cure: '换一个数据目录，或用与这些数据同一版本的程序打开',
    },
  ])
