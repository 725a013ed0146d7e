import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
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

function recordOf(row: Tables['broadcast'], rounds: readonly Tables['broadcast_round'][]): Broadcast {
  const times = rounds.map(r => r.started_at ?? r.due)
  return {
    ...(JSON.parse(row.body) as Body),
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
      created_at: broadcast.createdAt,
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
