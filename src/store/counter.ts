import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'
import { locking } from './sqlite/sql.ts'

/** What is counted. */
export type Counted = 'broadcast' | 'scam' | 'crisis' | 'activity'

/**
 * The number that comes next, from 1 on. In a transaction nobody else reads it before this one has ended, so that it may be used up
 * (`useNumber`) or left; outside of one it is only what would come now.
 */
export async function nextNumber(db: Kysely<Tables>, of: Counted): Promise<number> {
  const row = await db
    .selectFrom('counter')
    .select('value')
    .where('name', '=', of)
    .$call(locking)
    .executeTakeFirstOrThrow()
  return row.value + 1
}

/** Gives a number (`A07`, `C03`, `E02`) out: neither it nor one below it ever comes again, also when what bore it is deleted. False when it was given out before. */
export async function useNumber(db: Kysely<Tables>, of: Counted, number: string): Promise<boolean> {
  const value = Number(number.slice(1))
  const { numUpdatedRows } = await db
    .updateTable('counter')
    .set({ value })
    .where('name', '=', of)
    .where('value', '<', value)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
