import type { Ids } from '../../core/clock.ts'
import type { CareDates } from '../../office/care-list/ringing.ts'
import type { Database } from '../open.ts'
import { homesOf } from '../people/homes.ts'
import { post } from '../post.ts'
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
      const at = now.getTime()
      const due = db
        .selectFrom('care_entry')
        .select('id')
        .where('next_at', '<=', at)
        .where('rung_at', 'is', null)
        .where('state', '=', 'open')
      for (const { id } of await due.orderBy('next_at').execute())
        await transact(async tx => {
          const one = tx
            .selectFrom('care_entry')
            .select(['student', 'next_at', 'next_by', 'by'])
            .where('id', '=', id)
            .where('next_at', '<=', at)
            .where('rung_at', 'is', null)
          const row = await locking(one).executeTakeFirst()
          if (!row) return
          await tx.updateTable('care_entry').set({ rung_at: at }).where('id', '=', id).execute()
          const whom = await tx.selectFrom('roster').select('name').where('number', '=', row.student).executeTakeFirst()
          const number = row.next_by ?? row.by
          const home = (await homesOf(tx, { numbers: [number], at })).get(number)?.[0]
          if (!whom || !home) return
          const key = `care:${id}:${row.next_at}`
          const saying = sayingOf({ id, name: whom.name })
          const { chat, handle: to } = home
          await post(tx, { id: ids.next(), key, chat, purpose: 'reminder', to, saying, at: now })
        })
    },
  }
}
