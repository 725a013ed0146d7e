import type { Kysely } from 'kysely'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** What was done from the command line, and by whom: the roster number that `--as` gave, or nobody but whoever has the shell. */
export interface AuditLine {
  act: string
  detail: string
  by?: string | undefined
}

/** Puts what was done from the command line into the audit log, which only grows; within the transaction of the act itself. */
export async function auditCommand(db: Kysely<Tables>, { act, detail, by = '' }: AuditLine, at: Date): Promise<void> {
  const person = by === '' ? 'shell' : `n:${by}`
  await db.insertInto('audit').values({ at: at.getTime(), person, chat: 'command-line', act, detail }).execute()
}

/** As `auditCommand`, for what changes nothing in the database: something read, something refused. */
export async function writeAudit({ transact }: Database, line: AuditLine, at: Date): Promise<void> {
  await transact(db => auditCommand(db, line, at))
}
