import type { Database } from './open.ts'

/** Puts a privileged act that came from the command line into the audit log, which only grows. */
export async function writeAudit(
  { db }: Database,
  { act, detail, person = 'command-line' }: { act: string; detail: string; person?: string },
  now: Date,
): Promise<void> {
  await db.insertInto('audit').values({ at: now.getTime(), person, chat: '', act, detail }).execute()
}
