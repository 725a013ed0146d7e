import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Tables } from '../schema.ts'

/** Notes that a round begins. The first round of a correction stops what waits of the original. */
export async function start(
  db: Kysely<Tables>,
  { number, of }: Broadcast,
  { round, now, times }: { round: number; now: number; times: { closesAt: number; escalateAt: number | null } },
): Promise<void> {
  if (round > 0) return
  await db
    .updateTable('broadcast')
    .set({ state: 'queued', started_at: now, closes_at: times.closesAt, escalate_at: times.escalateAt })
    .where('number', '=', number)
    .where('state', '=', 'approved')
    .execute()
  if (of?.as !== 'correction') return
  await stopWaiting(db, of.number, { now, reason: 'corrected' })
  await db
    .updateTable('broadcast')
    .set({ corrected_by: number, is_closed: 1, escalate_at: null })
    .where('number', '=', of.number)
    .execute()
}

/** Cancels every copy of a broadcast that waits; people whom it has not reached are noted with the reason. */
export async function stopWaiting(
  db: Kysely<Tables>,
  number: string,
  { now, reason }: { now: number; reason: 'recalled' | 'corrected' },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ state: 'cancelled', reason, done_at: now })
    .where('matter', '=', 'broadcast')
    .where('about', '=', number)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('broadcast_recipient')
    .set({ state: 'failed', reason })
    .where('broadcast', '=', number)
    .where('state', '=', 'queued')
    .execute()
  await db
    .updateTable('broadcast_round')
    .set({ planned_at: now })
    .where('broadcast', '=', number)
    .where('planned_at', 'is', null)
    .execute()
  await db.updateTable('broadcast_group').set({ progress_due: null }).where('broadcast', '=', number).execute()
  await db
    .updateTable('broadcast')
    .set(eb => ({ pending: eb('pending', '-', Number(numUpdatedRows)) }))
    .where('number', '=', number)
    .execute()
}
