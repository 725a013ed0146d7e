import { type Kysely, sql } from 'kysely'
import type { QueueEffect, QueueReads } from '../../core/work/queue.ts'
import { holding } from '../../office/broadcasts/states.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { waitingByChannel } from '../waiting.ts'
import { moveOn } from './recipients.ts'
import { addPending } from './record.ts'

/** What can be asked of the messages that wait. */
export function queueReads(db: Kysely<Tables>): QueueReads {
  return {
    async waiting() {
      const rows = await waitingByChannel({ db })
      return rows.map(row => ({ ...row, since: Date.parse(row.since) }))
    },
    async uncertain(most) {
      const rows = await uncertainRows(db).orderBy('delivery.seq', 'desc').limit(most).execute()
      return rows.map(({ about, state, college, class_name, title, name, recipient, ...row }) => ({
        ...row,
        broadcast: about ?? '',
        isHolding: state === null || holding.includes(state),
        unit: college === null || class_name === null ? null : { college, name: class_name },
        to: name ?? recipient ?? title ?? '',
      }))
    },
  }
}

const uncertainRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('delivery')
    .leftJoin('roster', 'roster.number', 'delivery.recipient')
    .leftJoin('group_class', 'group_class.chat', 'delivery.chat')
    .leftJoin('chat', 'chat.id', 'delivery.chat')
    .leftJoin('broadcast', 'broadcast.number', 'delivery.about')
    .where('delivery.state', '=', 'uncertain')
    .select(['delivery.id', 'delivery.channel', 'delivery.at', 'delivery.about', 'delivery.recipient'])
    .select(['broadcast.state', 'chat.title', 'roster.name'])
    .select(sql<string | null>`coalesce(roster.college, group_class.college)`.as('college'))
    .select(sql<string | null>`coalesce(roster.class_name, group_class.class_name)`.as('class_name'))

/** Saves what a person decided about messages that are held still; what was settled meanwhile stays as it is. */
export async function saveSettled(db: Kysely<Tables>, { ids, as }: QueueEffect, at: number): Promise<void> {
  const held = db.updateTable('delivery').where(isAmong('id', ids)).where('state', '=', 'uncertain')
  const changed = as === 'arrived' ? { state: 'delivered' as const, done_at: at } : again
  const rows = await held.set(changed).returning(['about', 'recipient', 'chat', 'matter']).execute()
  const copies = rows.flatMap(r => (r.matter === 'broadcast' && r.about !== null ? [{ ...r, about: r.about }] : []))
  if (as === 'arrived')
    await moveOn(
      db,
      copies.map(copy => ({ ...copy, state: 'delivered' as const })),
      at,
    )
  // What waits again is settled once more, and counted down then.
  else for (const [number, ofOne] of Map.groupBy(copies, c => c.about)) await addPending(db, number, ofOne.length)
}

const again = { state: 'waiting' as const, not_before: 0, attempts: 0, lease_until: 0, lease_holder: null }
