import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'
import type { CareDates, CareDue } from '../../office/care-list/ringing.ts'
import type { Database } from '../open.ts'
import { homesOf } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { locking } from '../sqlite/sql.ts'

/** Where the dates of the list are kept, in the database. */
export function makeCareDates({ db, transact }: Database, { ids }: { ids: Ids }): CareDates {
  return {
    async firstDue() {
      const row = await db
        .selectFrom('care_entry')
        .select(eb => eb.fn.min('next_at').as('at'))
        .where('next_at', 'is not', null)
        .where('rung_at', 'is', null)
        .where('state', '=', 'open')
        .executeTakeFirst()
      return row?.at === null || row?.at === undefined ? null : new Date(Number(row.at))
    },
    async ring(now, sayingOf) {
      const due = waiting(db, now.getTime()).select('id').orderBy('next_at')
      for (const { id } of await due.execute()) await transact(tx => ringOne(tx, { id, now, ids, sayingOf }))
    },
  }
}

/** Open entries whose date has come and of which nobody was reminded. */
const waiting = (db: Kysely<Tables>, at: number) =>
  db.selectFrom('care_entry').where('next_at', '<=', at).where('rung_at', 'is', null).where('state', '=', 'open')

async function ringOne(
  db: Kysely<Tables>,
  { id, now, ids, sayingOf }: { id: string; now: Date; ids: Ids; sayingOf: (due: CareDue) => Saying },
): Promise<void> {
  const at = now.getTime()
  const one = waiting(db, at).select(['student', 'next_at', 'next_by', 'by']).where('id', '=', id)
  const row = await locking(one).executeTakeFirst()
  if (!row) return
  await db.updateTable('care_entry').set({ rung_at: at }).where('id', '=', id).execute()
  const whom = await db.selectFrom('roster').select('name').where('number', '=', row.student).executeTakeFirst()
  const number = row.next_by ?? row.by
  const home = (await homesOf(db, { numbers: [number], at })).get(number)?.[0]
  if (!whom || !home) return
  const saying = sayingOf({ id, name: whom.name })
  const { chat, handle: to } = home
  await post(db, { id: ids.next(), key: `care:${id}:${row.next_at}`, chat, purpose: 'reminder', to, saying, at: now })
}
