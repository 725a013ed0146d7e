import type { Kysely } from 'kysely'
import type { RecipientState } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import type { Aftercare, AfterRecords, FollowUpDue } from '../../office/broadcasts/after.ts'
import { holding } from '../../office/broadcasts/states.ts'
import type { Database } from '../open.ts'
import { rosterReads } from '../people/reads.ts'
import { staffReads } from '../people/staff.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import type { Now } from './copies.ts'
import { writeTo } from './effects.ts'
import { broadcastReads } from './reads.ts'
import { classGroup } from './recipients.ts'
import { broadcastOf } from './record.ts'

/** Where broadcasts are looked after that have left. */
export function makeAfter({ db, transact }: Database, { ids }: { ids: Ids }): Aftercare {
  return {
    async nextDue() {
      const live = db.selectFrom('broadcast').where('state', 'in', [...holding])
      const { closes } = await live
        .select(eb => eb.fn.min('closes_at').as('closes'))
        .where('is_closed', '=', 0)
        .executeTakeFirstOrThrow()
      const { escalates } = await live.select(eb => eb.fn.min('escalate_at').as('escalates')).executeTakeFirstOrThrow()
      const { progress } = await db
        .selectFrom('broadcast_group')
        .select(eb => eb.fn.min('progress_due').as('progress'))
        .executeTakeFirstOrThrow()
      const times = [closes, escalates, progress].flatMap(at => (at === null ? [] : [Number(at)]))
      return times.length > 0 ? new Date(Math.min(...times)) : null
    },
    transact: (now, step) => transact(tx => step(afterRecords(tx, { ids, at: now.getTime() }))),
  }
}

function afterRecords(db: Kysely<Tables>, { ids, at }: Now): AfterRecords {
  return {
    read: { broadcasts: broadcastReads(db, at), roster: rosterReads(db, at), staff: staffReads(db, at) },
    takeProgress: () => takeProgress(db, at),
    say: (saying, { group: { chat, channel }, key }) =>
      post(db, {
        id: ids.next(),
        key,
        chat: { id: chat, channel, kind: 'group' },
        purpose: 'broadcast',
        to: null,
        saying,
        at: new Date(at),
      }),
    close: () => close(db, at),
    reopen: () => reopen(db, at),
    escalating: async () => (await escalations(db, q => q.where('escalate_at', '<=', at).limit(1)))[0] ?? null,
    write: writing => writeTo(db, writing, { ids, at }),
    async escalated(number, next) {
      await db
        .updateTable('broadcast')
        .set({ escalate_at: next.at, escalated: next.times })
        .where('number', '=', number)
        .execute()
    },
    escalatingLater: () => escalations(db, q => q.where('escalate_at', '>', at)),
    async progressNoLater(latest) {
      const late = db.updateTable('broadcast_group').where('progress_due', '>', latest)
      await late.set({ progress_due: latest }).execute()
    },
  }
}

async function takeProgress(db: Kysely<Tables>, at: number) {
  const rows = await db
    .updateTable('broadcast_group')
    .set(eb => ({ progress_due: null, progress_lines: eb('progress_lines', '+', 1) }))
    .where('progress_due', '<=', at)
    .returningAll()
    .execute()
  return rows.map(row => ({ broadcast: row.broadcast, group: classGroup(row), line: row.progress_lines }))
}

/** Broadcasts that hold, those first of which those in charge are to hear first. */
async function escalations(
  db: Kysely<Tables>,
  which: (all: ReturnType<typeof escalating>) => ReturnType<typeof escalating>,
): Promise<(FollowUpDue & { at: number })[]> {
  const rows = await which(escalating(db)).execute()
  const found = rows.map(async ({ number, escalated, escalate_at }) => ({
    broadcast: (await broadcastOf(db, number))!,
    times: escalated,
    at: escalate_at!,
  }))
  return Promise.all(found)
}

const escalating = (db: Kysely<Tables>) =>
  db
    .selectFrom('broadcast')
    .select(['number', 'escalated', 'escalate_at'])
    .where('state', 'in', [...holding])
    .orderBy('escalate_at')

async function close(db: Kysely<Tables>, at: number): Promise<void> {
  const over = await db
    .updateTable('broadcast')
    .set({ is_closed: 1 })
    .where('state', 'in', [...holding])
    .where('is_closed', '=', 0)
    .where('closes_at', '<=', at)
    .returning('number')
    .execute()
  await moveAll(db, over, { from: 'sent', to: 'unconfirmed' })
}

async function reopen(db: Kysely<Tables>, at: number): Promise<void> {
  const reopened = await db
    .updateTable('broadcast')
    .set({ is_closed: 0 })
    .where('state', 'in', [...holding])
    .where('is_closed', '=', 1)
    .where('corrected_by', 'is', null)
    .where('closes_at', '>', at)
    .returning('number')
    .execute()
  await moveAll(db, reopened, { from: 'unconfirmed', to: 'sent' })
}

/** Everybody of these broadcasts who stood one way stands the other. */
async function moveAll(
  db: Kysely<Tables>,
  broadcasts: readonly { number: string }[],
  { from, to }: { from: RecipientState; to: RecipientState },
): Promise<void> {
  for (const { number } of broadcasts)
    await db
      .updateTable('broadcast_recipient')
      .set({ state: to })
      .where('broadcast', '=', number)
      .where('state', '=', from)
      .execute()
}
