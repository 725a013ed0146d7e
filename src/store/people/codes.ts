import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

/** Puts one-time codes in place of those that wait for the same numbers; only their hashes are kept. */
export async function saveCodes(
  db: Kysely<Tables>,
  codes: readonly { number: string; hash: string }[],
  until: Date,
): Promise<void> {
  for (const { number, hash } of codes) {
    const row = { hash, until: until.getTime(), attempts: 0 }
    await db
      .insertInto('bind_code')
      .values({ number, ...row })
      .onConflict(c => c.column('number').doUpdateSet(row))
      .execute()
  }
}
