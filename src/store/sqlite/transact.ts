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

/** Does a piece of work in a transaction; resolves when it is committed. */
export type Transact = <T>(work: (db: Kysely<Tables>) => Promise<T>) => Promise<T>

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
): Transact {
  const writer = new Writer(db, connection, { patienceMs, committed })
  return <T>(work: (db: Kysely<Tables>) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: T
      writer.add({
        async run(one) {
          result = await work(one)
        },
        resolve: () => resolve(result),
        reject,
        waitedMs: 0,
      })
    })
}

/** The one writer of a database: jobs wait in their order, and those that wait together share a commit. */
class Writer {
  readonly #db: Kysely<Tables>
  readonly #connection: SQLite.Database
  readonly #options: { patienceMs: number; committed(): void }
  readonly #say: ReturnType<typeof statementsOf>
  readonly #waiting: Job[] = []
  #isRunning = false

  constructor(db: Kysely<Tables>, connection: SQLite.Database, options: { patienceMs: number; committed(): void }) {
    this.#db = db
    this.#connection = connection
    this.#options = options
    this.#say = statementsOf(connection)
  }

  add(job: Job): void {
    this.#waiting.push(job)
    if (!this.#isRunning) void this.#runAll()
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true
    try {
      for (let attempt = 0; this.#waiting.length > 0; ) {
        // The connection is given back before each pause: whoever only reads is not kept waiting.
        if ((await this.#db.connection().execute(one => this.#runBatch(one))) === 'done') attempt = 0
        else await this.#pause(attempt++)
      }
    } catch (error) {
      for (const job of this.#waiting.splice(0)) job.reject(error) // the database is closed
    } finally {
      this.#isRunning = false
    }
  }

  /** Runs what waits, up to a number; `held` when somebody else holds the database. */
  async #runBatch(one: Kysely<Tables>): Promise<'done' | 'held'> {
    const done: Job[] = []
    try {
      if (!this.#tryBegin()) return 'held'
      for (let n = 0; n < most && this.#waiting.length > 0; n++) {
        const job = this.#waiting.shift()!
        done.push(job)
        if (!(await this.#runOne(job, one))) done.pop()
      }
      this.#say.commit.run()
    } catch (error) {
      // The disk is full, say: nothing of this batch is saved.
      if (this.#connection.inTransaction) this.#say.rollback.run()
      for (const job of done.length > 0 ? done : this.#waiting.splice(0, most)) job.reject(error)
      return 'done'
    }
    for (const job of done) job.resolve()
    this.#options.committed()
    return 'done'
  }

  #tryBegin(): boolean {
    try {
      this.#say.begin.run()
      return true
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false
      throw error
    }
  }

  /** Runs one job between savepoints; true when it is part of what will be committed. */
  async #runOne(job: Job, one: Kysely<Tables>): Promise<boolean> {
    this.#say.mark.run()
    try {
      await job.run(one)
      return true
    } catch (error) {
      // A full disk may have undone the whole transaction already.
      if (!this.#connection.inTransaction) throw error
      this.#say.undo.run()
      job.reject(error)
      return false
    } finally {
      if (this.#connection.inTransaction) this.#say.release.run()
    }
  }

  /** Lets other work go on for a while; what has waited too long is given up. */
  async #pause(attempt: number): Promise<void> {
    const ms = pauses[Math.min(attempt, pauses.length - 1)]!
    const waiting = this.#waiting
    const present = [...waiting]
    await sleep(ms)
    for (const job of present) job.waitedMs += ms
    while (waiting.length > 0 && waiting[0]!.waitedMs >= this.#options.patienceMs) waiting.shift()!.reject(held())
  }
}

/** Prepared once: they are run with every transaction. */
function statementsOf(connection: SQLite.Database) {
  return {
    begin: connection.prepare('begin immediate'),
    commit: connection.prepare('commit'),
    rollback: connection.prepare('rollback'),
    mark: connection.prepare('savepoint work'),
    release: connection.prepare('release work'),
    undo: connection.prepare('rollback to work'),
  }
}

const held = () => Object.assign(new Error('the database is held by another process'), { code: 'SQLITE_BUSY' })
