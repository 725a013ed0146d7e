import { setTimeout as sleep } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

/** One piece of work that is saved whole or not at all. */
interface Job {
  run(db: Kysely<Tables>): Promise<void>
  /** What to tell the caller once the commit is through. */
  resolve(): void
  reject(error: unknown): void
  /** For how long it has waited while somebody else held the database, in milliseconds. */
  waitedMs: number
}

/** Whether work failed because nothing can be saved at the moment (the database is locked, the disk full), and not by its own fault. */
export const isOfDisk = (error: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/.test(String((error as { code?: unknown } | null)?.code))

/** The most pieces of work in one commit; more would make the first of them wait too long. */
const most = 64
/** How long work waits for a database that somebody else holds, unless told otherwise. */
const usualPatienceMs = 5000
/** Between two attempts to have it: ever longer, at last the last. */
const pauses = [5, 10, 20, 40, 80, 160] as const

/**
 * Makes `transact`: pieces of work run one after the other, each whole or not at all, and resolve when they are committed. What
 * comes in while others wait shares their commit, which is the dearest part of a small transaction. SQLite takes the write lock
 * at the start (`BEGIN IMMEDIATE`), so that no work fails half-way for want of it. While another process holds it nothing stands still: the
 * work waits in its order, up to `patienceMs`, and everything else goes on. `committed` is called between two commits.
 */
export function makeTransact(
  db: Kysely<Tables>,
  connection: SQLite.Database,
  { patienceMs = usualPatienceMs, committed = () => {} }: { patienceMs?: number; committed?(): void } = {},
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
      // A full disk may have undone the whole transaction already.
      if (!connection.inTransaction) throw error
      undo.run()
      job.reject(error)
      return false
    } finally {
      if (connection.inTransaction) release.run()
    }
  }

  /** Runs what waits, up to a number; `held` when somebody else holds the database. */
  async function runBatch(one: Kysely<Tables>): Promise<'done' | 'held'> {
    const done: Job[] = []
    try {
      if (!tryBegin()) return 'held'
      for (let n = 0; n < most && waiting.length > 0; n++) {
        const job = waiting.shift()!
        done.push(job)
        if (!(await runOne(job, one))) done.pop()
      }
      commit.run()
    } catch (error) {
      // The disk is full, say: nothing of this batch is saved.
      if (connection.inTransaction) rollback.run()
      for (const job of done.length > 0 ? done : waiting.splice(0, most)) job.reject(error)
      return 'done'
    }
    for (const job of done) job.resolve()
    committed()
    return 'done'
  }

  function tryBegin(): boolean {
    try {
      begin.run()
      return true
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false
      throw error
    }
  }

  /** Lets other work go on for a while; what has waited too long is given up. */
  async function pause(attempt: number): Promise<void> {
    const ms = pauses[Math.min(attempt, pauses.length - 1)]!
    const present = [...waiting]
    await sleep(ms)
    for (const job of present) job.waitedMs += ms
    while (waiting.length > 0 && waiting[0]!.waitedMs >= patienceMs) waiting.shift()!.reject(held())
  }

  async function runAll(): Promise<void> {
    isRunning = true
    try {
      for (let attempt = 0; waiting.length > 0; ) {
        // The connection is given back before each pause: whoever only reads is not kept waiting.
        if ((await db.connection().execute(runBatch)) === 'done') attempt = 0
        else await pause(attempt++)
      }
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
        waitedMs: 0,
      })
      if (!isRunning) void runAll()
    })
}

const held = () => Object.assign(new Error('the database is held by another process'), { code: 'SQLITE_BUSY' })
