import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import { everyone } from '../../core/roster.ts'
import { holding } from '../../office/broadcasts/states.ts'
import { useNumber } from '../counter.ts'
import type { Tables } from '../schema.ts'

type Body = Pick<
  Broadcast,
  'kind' | 'template' | 'level' | 'body' | 'text' | 'picture' | 'question' | 'audience' | 'audienceWords' | 'sender'
>

/** The broadcast with this number, or null. */
export async function broadcastOf(db: Kysely<Tables>, number: string): Promise<Broadcast | null> {
  const row = await db.selectFrom('broadcast').selectAll().where('number', '=', number).executeTakeFirst()
  if (!row) return null
  const rounds = await db.selectFrom('broadcast_round').selectAll().where('broadcast', '=', number).execute()
  return recordOf(row, rounds)
}

/** All broadcasts, the newest first. */
export async function allBroadcasts(db: Kysely<Tables>): Promise<Broadcast[]> {
  const rows = await db.selectFrom('broadcast').selectAll().orderBy('seq', 'desc').execute()
  const rounds = Map.groupBy(await db.selectFrom('broadcast_round').selectAll().execute(), r => r.broadcast)
  return rows.map(row => recordOf(row, rounds.get(row.number) ?? []))
}

/** Those that wait for a second person, the newest first; they have no rounds yet. */
export async function waitingBroadcasts(db: Kysely<Tables>): Promise<Broadcast[]> {
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('seq', 'desc')
    .execute()
  return rows.map(row => recordOf(row, []))
}

/** Those that began to leave, or are to leave, from an instant until another; in that order. */
export async function broadcastsBetween(db: Kysely<Tables>, from: number, until: number): Promise<Broadcast[]> {
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where(eb => eb(eb.fn.coalesce('started_at', 'due'), '>=', from))
    .where(eb => eb(eb.fn.coalesce('started_at', 'due'), '<', until))
    .orderBy(eb => eb.fn.coalesce('started_at', 'due'))
    .orderBy('seq')
    .execute()
  return rows.map(row => recordOf(row, []))
}

function recordOf(row: Tables['broadcast'], rounds: readonly Tables['broadcast_round'][]): Broadcast {
  const times = rounds.map(r => r.started_at ?? r.due)
  const body = JSON.parse(row.body) as Body
  return {
    ...body,
    // What audiences can be narrowed by has grown since the first were written.
    audience: { ...everyone, ...body.audience },
    number: row.number,
    state: row.state,
    due: row.due,
    of: row.of_number === null ? null : { number: row.of_number, as: row.of_as! },
    correctedBy: row.corrected_by,
    approvedBy: row.approved_by,
    reason: row.reason,
    createdAt: row.created_at,
    startedAt: row.started_at,
    sentAt: row.sent_at,
    closesAt: row.closes_at,
    unapprovedAt: row.unapproved_at,
    resends: rounds.filter(r => r.round > 0).length,
    lastRoundAt: times.length > 0 ? Math.max(...times) : null,
  }
}

/** Saves a broadcast that has not been released yet; one that has stays as it is. */
export async function saveBroadcast(db: Kysely<Tables>, broadcast: Broadcast): Promise<void> {
  const { number, kind, template, level, body, text, picture, question, audience, audienceWords, sender } = broadcast
  const content: Body = { kind, template, level, body, text, picture, question, audience, audienceWords, sender }
  const row = {
    state: broadcast.state,
    body: JSON.stringify(content),
    sender: sender.number,
    of_number: broadcast.of?.number ?? null,
    of_as: broadcast.of?.as ?? null,
    reason: broadcast.reason,
    due: broadcast.due,
    created_at: broadcast.createdAt,
    unapproved_at: broadcast.unapprovedAt,
  }
  await useNumber(db, 'broadcast', number)
  await db
    .insertInto('broadcast')
    .values({
      number,
      seq: Number(number.slice(1)),
      ...row,
      corrected_by: null,
      approved_by: null,
      started_at: null,
      sent_at: null,
      closes_at: null,
      is_closed: 0,
      escalate_at: null,
      escalated: 0,
      pending: 0,
    })
    .onConflict(c => c.column('number').doUpdateSet(row).where('broadcast.state', '=', 'draft'))
    .execute()
}

/** Lets a round of a broadcast wait for its time (epoch milliseconds); it stands once. */
export async function addRound(
  db: Kysely<Tables>,
  broadcast: string,
  { round, due }: { round: number; due: number },
): Promise<void> {
  await db
    .insertInto('broadcast_round')
    .values({ broadcast, round, due, started_at: null, cursor: '', planned_at: null })
    .onConflict(c => c.doNothing())
    .execute()
}

/** Notes that an approved broadcast begins to leave. */
export async function begin(
  db: Kysely<Tables>,
  number: string,
  { at, closesAt, escalateAt }: { at: number; closesAt: number; escalateAt: number | null },
): Promise<void> {
  await db
    .updateTable('broadcast')
    .set({ state: 'queued', started_at: at, closes_at: closesAt, escalate_at: escalateAt })
    .where('number', '=', number)
    .where('state', '=', 'approved')
    .execute()
}

/** So many more (or, below 0, fewer) copies of a broadcast have not ended. */
export async function addPending(db: Kysely<Tables>, number: string, count: number): Promise<void> {
  await db
    .updateTable('broadcast')
    .set(eb => ({ pending: eb('pending', '+', count) }))
    .where('number', '=', number)
    .execute()
}

/** A broadcast is sent when everything is planned and nothing waits. */
export async function finishIfDone(db: Kysely<Tables>, number: string, at: number): Promise<void> {
  await db
    .updateTable('broadcast')
    .set({ state: 'sent', sent_at: at })
    .where('number', '=', number)
    .where('state', '=', 'queued')
    .where('pending', '<=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('broadcast_round')
            .select('round')
            .whereRef('broadcast_round.broadcast', '=', 'broadcast.number')
            .where('round', '=', 0)
            .where('planned_at', 'is', null),
        ),
      ),
    )
    .execute()
}

/** Ends a broadcast that another takes the place of; what waits of it stops. */
export async function replace(
  db: Kysely<Tables>,
  original: string,
  { number, at }: { number: string; at: number },
): Promise<void> {
  await stopWaiting(db, original, { at, reason: 'corrected' })
  await db
    .updateTable('broadcast')
    .set({ corrected_by: number, is_closed: 1, escalate_at: null })
    .where('number', '=', original)
    .execute()
}

/** Takes a broadcast back that holds, and stops what waits of it. False when it holds no more. */
export async function takeBack(
  db: Kysely<Tables>,
  number: string,
  { reason, at }: { reason: string; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast')
    .set({ state: 'recalled', reason, is_closed: 1, escalate_at: null })
    .where('number', '=', number)
    .where('state', 'in', [...holding])
    .executeTakeFirstOrThrow()
  if (Number(numUpdatedRows) === 0) return false
  await stopWaiting(db, number, { at, reason: 'recalled' })
  return true
}

/** Cancels every copy of a broadcast that waits; people whom it has not reached are noted with the reason. */
async function stopWaiting(
  db: Kysely<Tables>,
  number: string,
  { at, reason }: { at: number; reason: 'recalled' | 'corrected' },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ state: 'cancelled', reason, done_at: at })
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
    .set({ planned_at: at })
    .where('broadcast', '=', number)
    .where('planned_at', 'is', null)
    .execute()
  await db.updateTable('broadcast_group').set({ progress_due: null }).where('broadcast', '=', number).execute()
  await addPending(db, number, -Number(numUpdatedRows))
}
