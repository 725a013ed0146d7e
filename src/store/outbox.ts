import { type Kysely, sql } from 'kysely'
import type { Delivery, Saying } from '../core/delivery.ts'
import type { Outbox } from '../delivery/dispatch.ts'
import type { Settled } from '../delivery/retry.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** The outbox over SQL. A lease that ran out counts as waiting again, so a killed process loses nothing. */
export function makeOutbox({ db, transact }: Database): Outbox {
  return {
    claim: (now, { limit, leaseUntil }) =>
      transact(async tx => {
        const rows = await tx
          .updateTable('delivery')
          .set({ state: 'sending', lease_until: leaseUntil.getTime() })
          .where('seq', 'in', dueSeqs(tx, now.getTime(), limit))
          .returning(['seq', 'id', 'key', 'chat', 'channel', 'person', 'body', 'at', 'attempts'])
          .execute()
        return rows
          .sort((a, b) => a.seq - b.seq)
          .map(
            (row): Delivery => ({
              ...(JSON.parse(row.body) as Saying),
              id: row.id,
              key: row.key,
              chatId: row.chat,
              channel: row.channel,
              to: row.person,
              at: new Date(row.at),
              attempts: row.attempts,
            }),
          )
      }),
    settle: (settled, now) =>
      transact(async tx => {
        for (const one of settled)
          await tx.updateTable('delivery').set(columns(one, now.getTime())).where('id', '=', one.id).execute()
      }),
    async nextDue() {
      const row = await db
        .selectFrom('delivery')
        .select(eb => eb.fn.min('not_before').as('at'))
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return row?.at === null || row?.at === undefined ? null : new Date(Number(row.at))
    },
  }
}

/** Gives back what a process that is gone had claimed. Call it once at start, while this process holds the database alone. */
export async function releaseClaims({ db }: Database): Promise<void> {
  await db.updateTable('delivery').set({ state: 'waiting', lease_until: 0 }).where('state', '=', 'sending').execute()
}

/** Due deliveries, oldest first, leaving out those that come after one of the same chat which is not due yet or is being sent. */
function dueSeqs(db: Kysely<Tables>, now: number, limit: number) {
  const free = sql<boolean>`not exists (
    select 1 from delivery as before
    where before.chat = delivery.chat and before.seq < delivery.seq
      and ((before.state = 'waiting' and before.not_before > ${now}) or (before.state = 'sending' and before.lease_until > ${now})))`
  return db
    .selectFrom('delivery')
    .select('seq')
    .where(eb =>
      eb.or([
        eb.and([eb('state', '=', 'waiting'), eb('not_before', '<=', now)]),
        eb.and([eb('state', '=', 'sending'), eb('lease_until', '<=', now)]),
      ]),
    )
    .where(free)
    .orderBy('seq')
    .limit(limit)
}

function columns(settled: Settled, now: number) {
  switch (settled.state) {
    case 'delivered':
      return { state: settled.state, native_id: settled.nativeId, done_at: now }
    case 'refused':
    case 'failed':
      return { state: settled.state, reason: settled.reason, done_at: now }
    case 'waiting':
      return {
        state: settled.state,
        not_before: settled.notBefore.getTime(),
        attempts: settled.attempts,
        reason: settled.reason,
      }
    case 'released':
      return { state: 'waiting' as const }
  }
}
