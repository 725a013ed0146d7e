import type SQLite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** One piece of work that is saved whole or not at all. */
interface Job {
  run(db: Kysely<Tables>): Promise<void>
  /** What to tell the caller once the commit is through. */
  resolve(): void
  reject(error: unknown): void
}

/** Whether work failed because nothing can be saved at the moment (the database is locked, the disk full), and not by its own fault. */
export const isOfDisk = (error: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/.test(String((error as { code?: unknown } | null)?.code))

/** The most pieces of work in one commit; more would make the first of them wait too long. */
const most = 64

/**
 * Makes `transact`: pieces of work run one after the other, each whole or not at all, and resolve when they are committed. What
 * comes in while others wait shares their commit, which is the dearest part of a small transaction. SQLite takes the write lock
 * at the start (`BEGIN IMMEDIATE`), so that no work fails half-way for want of it. `committed` is called between two commits.
 */
export function makeTransact(
  db: Kysely<Tables>,
  connection: SQLite.Database,
  { committed = () => {} }: { committed?(): void } = {},
) {
  const statement = (text: string) => connection.prepare(text)
  const [begin, commit, rollback] = [statement('begin immediate'), statement('commit'), statement('rollback')]
  const [mark, release, undo] = ['savepoint work', 'release work', 'rollback to work'].map(statement) as [
    SQLite.Statement,
    SQLite.Statement,
    SQLite.Statement,
  ]
  const waiting: Job[] = []
  let isRunning = false

  /** Runs one job between savepoints; true when it is part of what will be committed. */
  async function runOne(job: Job, one: Kysely<Tables>): Promise<boolean> {
    mark.run()
    try {
      await job.run(one)
      return true
    } catch (error) {
      undo.run()
      job.reject(error)
      return false
    } finally {
      release.run()
    }
  }

  async function runBatch(one: Kysely<Tables>): Promise<void> {
    const done: Job[] = []
    try {
      begin.run()
      for (let n = 0; n < most && waiting.length > 0; n++) {
        const job = waiting.shift()!
        done.push(job)
        if (!(await runOne(job, one))) done.pop()
      }
      commit.run()
    } catch (error) {
      // The lock was not to be had, or the disk is full: nothing of this batch is saved.
      if (connection.inTransaction) rollback.run()
      for (const job of done.length > 0 ? done : waiting.splice(0, most)) job.reject(error)
      return
    }
    for (const job of done) job.resolve()
    committed()
  }

  async function runAll(): Promise<void> {
    isRunning = true
    try {
      while (waiting.length > 0) await db.connection().execute(runBatch)
    } catch (error) {
      for (const job of waiting.splice(0)) job.reject(error) // the database is closed
    } finally {
      isRunning = false
    }
  }

  return <T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      let result: T
      waiting.push({
        async run(one) {
          result = await work(one)
        },
        resolve: () => resolve(result),
        reject,
      })
      if (!isRunning) void runAll()
    })
}
