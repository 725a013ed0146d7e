import type { Kysely } from 'kysely'
import type { BroadcastEffect } from '../../core/broadcast.ts'
import type { Tables } from '../schema.ts'

/** Notes that someone claims, over a class's link, to be this person and to have read it. It never counts as a confirmation. */
export async function claim(
  db: Kysely<Tables>,
  { number, person, of: { college, name } }: Extract<BroadcastEffect, { do: 'claim-broadcast' }>,
  at: number,
): Promise<void> {
  await db
    .updateTable('broadcast_recipient')
    .set({ claimed_at: at })
    .where('broadcast', '=', number)
    .where('number', '=', person)
    .where('college', '=', college)
    .where('class_name', '=', name)
    .where('claimed_at', 'is', null)
    .execute()
}
