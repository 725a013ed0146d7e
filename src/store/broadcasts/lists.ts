import type { Kysely } from 'kysely'
import type { Unit } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { recipientWithinAny } from './recipients.ts'

/** Those of some broadcasts that went to anybody within parts of the tree: each is looked up until the first is found. */
export async function reachingOf(
  db: Kysely<Tables>,
  broadcasts: readonly string[],
  scope: readonly Unit[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('broadcast')
    .select('number')
    .where(isAmong('number', broadcasts))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('broadcast_recipient')
          .select('broadcast_recipient.number')
          .whereRef('broadcast_recipient.broadcast', '=', 'broadcast.number')
          .where(recipientWithinAny(scope)),
      ),
    )
    .execute()
  return new Set(rows.map(r => r.number))
}
