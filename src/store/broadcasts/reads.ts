import type { Kysely } from 'kysely'
import { type BroadcastReads, broadcastNumber } from '../../core/broadcast.ts'
import { holding, mayHaveSeen, waitedFor } from '../../office/broadcasts/states.ts'
import { nextNumber } from '../counter.ts'
import { homesOf } from '../people/homes.ts'
import { personOf } from '../people/roster.ts'
import type { Tables } from '../schema.ts'
import { reckon } from './reckon.ts'
import { allBroadcasts, broadcastOf } from './record.ts'
import { reportRows, tallyOf, unconfirmedOf } from './tally.ts'

/** Reads of the broadcasts within a turn's transaction; `at` is now. */
export function broadcastReads(db: Kysely<Tables>, at: number): BroadcastReads {
  return {
    nextNumber: async () => broadcastNumber(await nextNumber(db, 'broadcast')),
    broadcast: number => broadcastOf(db, number),
    all: () => allBroadcasts(db),
    reckon: audience => reckon(db, audience, at),
    async recipient(broadcast, person) {
      const row = await db
        .selectFrom('broadcast_recipient')
        .select(['number', 'state', 'via', 'confirmed_at', 'claimed_at'])
        .where('broadcast', '=', broadcast)
        .where('number', '=', person)
        .executeTakeFirst()
      if (!row) return null
      const { confirmed_at: confirmedAt, claimed_at: claimedAt, ...rest } = row
      return { ...rest, confirmedAt, claimedAt }
    },
    openInChat: (chat, since) =>
      db
        .selectFrom('broadcast_group')
        .innerJoin('broadcast', 'broadcast.number', 'broadcast_group.broadcast')
        .select('broadcast.number')
        .where('chat', '=', chat)
        .where('broadcast_group.state', 'in', [...mayHaveSeen])
        .where('broadcast.state', 'in', [...holding])
        .where('corrected_by', 'is', null)
        .where('started_at', '>=', since)
        .orderBy('seq')
        .execute()
        .then(rows => rows.map(r => r.number)),
    openFor: (person, since) =>
      db
        .selectFrom('broadcast_recipient')
        .innerJoin('broadcast', 'broadcast.number', 'broadcast_recipient.broadcast')
        .select('broadcast.number')
        .where('broadcast_recipient.number', '=', person)
        .where('broadcast_recipient.state', 'in', [...waitedFor])
        .where('broadcast.state', 'in', [...holding])
        .where('corrected_by', 'is', null)
        .where('started_at', '>=', since)
        .orderBy('seq')
        .execute()
        .then(rows => rows.map(r => r.number)),
    tally: (broadcast, scope) => tallyOf(db, broadcast, scope),
    rows: (broadcast, scope) => reportRows(db, broadcast, scope),
    unconfirmed: (broadcast, of) => unconfirmedOf(db, broadcast, of),
    staff: except => staffBesides(db, { except, at }),
  }
}

/** Staff on the roster besides one, and whether they can be written to. */
async function staffBesides(db: Kysely<Tables>, { except, at }: { except: string; at: number }) {
  const rows = await db
    .selectFrom('roster')
    .selectAll()
    .where('role', 'in', ['counselor', 'college', 'school'])
    .where('number', '!=', except)
    .orderBy('number')
    .execute()
  const homes = await homesOf(db, { numbers: rows.map(r => r.number), at })
  return rows.map(row => ({ ...personOf(row), hasHome: homes.has(row.number) }))
}
