import type { Kysely } from 'kysely'
import type { PeopleEffect } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'

/** Puts a one-time code in place of the one that waits for the same number; only its hash is kept. */
export async function saveCode(
  db: Kysely<Tables>,
  { number, hash, until }: Extract<PeopleEffect, { do: 'issue-code' }>,
): Promise<void> {
  await db
    .insertInto('bind_code')
    .values({ number, hash, until, attempts: 0 })
    .onConflict(c => c.column('number').doUpdateSet({ hash, until, attempts: 0 }))
    .execute()
}
