import type { Kysely } from 'kysely'
import type { ActivityEffect } from '../../core/work/activity.ts'
import { useNumber } from '../counter.ts'
import type { Tables } from '../schema.ts'

/** Saves an activity with what is to be told of it, within the transaction of the act. */
export async function saveActivity(db: Kysely<Tables>, { activity, notices }: ActivityEffect): Promise<void> {
  const { byName: _, audience, ...rest } = activity
  const row = { ...rest, audience: JSON.stringify(audience) }
  const { number, revision } = activity
  await useNumber(db, 'activity', number)
  await db
    .insertInto('activity')
    .values(row)
    .onConflict(c => c.column('number').doUpdateSet(row))
    .execute()
  await db
    .updateTable('activity_notice')
    .set({ state: 'skipped' })
    .where('activity', '=', number)
    .where('state', '=', 'waiting')
    .where('revision', '<', revision)
    .execute()
  const nobodyYet = { state: 'waiting' as const, position: '', audience: 0, unreachable: 0 }
  if (notices.length === 0) return
  await db
    .insertInto('activity_notice')
    .values(notices.map(notice => ({ activity: number, revision, ...notice, ...nobodyYet })))
    .execute()
}
