import type { Kysely } from 'kysely'
import { ownerOfNumber } from '../core/roster.ts'
import type { AuditLine } from '../core/turn.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** Who did something (see `ownerOf`), through what (a chat, the command line, a link), and when (epoch milliseconds). */
export interface Deed {
  by: string
  through: string
  at: number
}

/** Puts a line into the audit log, which only grows; within the transaction of what it tells. */
export async function saveAudit(
  db: Kysely<Tables>,
  { act, detail }: AuditLine,
  { by, through, at }: Deed,
): Promise<void> {
  await db.insertInto('audit').values({ at, person: by, chat: through, act, detail }).execute()
}

/** What was done from the command line, and by whom: the roster number that `--as` gave, or nobody but whoever has the shell. */
export interface CommandLine extends AuditLine {
  by?: string | undefined
}

/** Who acts on the command line, as the audit log names them. */
export const commandDeed = (by: string | undefined, at: Date): Deed => ({
  by: by === undefined || by === '' ? 'shell' : ownerOfNumber(by),
  through: 'command-line',
  at: at.getTime(),
})

/** Puts what was done from the command line into the audit log; within the transaction of the act itself. */
export const auditCommand = (db: Kysely<Tables>, line: CommandLine, at: Date): Promise<void> =>
  saveAudit(db, line, commandDeed(line.by, at))

/** As `auditCommand`, for what changes nothing in the database: something read, something refused. */
export async function writeAudit({ transact }: Database, line: CommandLine, at: Date): Promise<void> {
  await transact(db => auditCommand(db, line, at))
}
