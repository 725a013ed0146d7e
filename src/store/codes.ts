import type { Database } from './open.ts'

/** Puts one-time codes in place of those that wait for the same numbers; only their hashes are kept. */
export async function saveCodes(
  { transact }: Database,
  codes: readonly { number: string; hash: string }[],
  until: Date,
): Promise<void> {
  await transact(async db => {
    for (const { number, hash } of codes) {
      const row = { hash, until: until.getTime(), attempts: 0 }
      await db
        .insertInto('bind_code')
        .values({ number, ...row })
        .onConflict(c => c.column('number').doUpdateSet(row))
        .execute()
    }
  })
}

/** Writes what was done from the command line into the audit log. */
export async function saveAudit(
  { transact }: Database,
  { act, detail }: { act: string; detail: string },
  at: Date,
): Promise<void> {
  await transact(async db => {
    await db.insertInto('audit').values({ at: at.getTime(), person: 'console', chat: '', act, detail }).execute()
  })
}
