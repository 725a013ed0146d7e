import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import type { Unapproved } from '../../office/broadcasts/approval.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'
import { writeTo } from './effects.ts'
import { broadcastReads } from './reads.ts'
import { broadcastOf } from './record.ts'

/** Where urgent broadcasts wait for a second person. */
export function makeUnapproved({ db, transact }: Database, { ids }: { ids: Ids }): Unapproved {
  return {
    async nextDue() {
      const { first } = await db
        .selectFrom('broadcast')
        .select(eb => eb.fn.min('unapproved_at').as('first'))
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow()
      return first === null ? null : new Date(Number(first))
    },
    transact: (now, step) =>
      transact(tx => {
        const at = now.getTime()
        return step({
          read: { broadcasts: broadcastReads(tx, at) },
          next: () => firstUnapproved(tx, at),
          write: writing => writeTo(tx, writing, { ids, at }),
          async lookAgain(number, next) {
            await tx.updateTable('broadcast').set({ unapproved_at: next }).where('number', '=', number).execute()
          },
        })
      }),
    async waitNoLonger(latest) {
      await transact(tx =>
        tx
          .updateTable('broadcast')
          .set({ unapproved_at: latest })
          .where('state', '=', 'waiting')
          .where('unapproved_at', '>', latest)
          .execute(),
      )
    },
  }
}

/** The one that has waited longest for a second person, when its time for that is over. */
async function firstUnapproved(db: Kysely<Tables>, at: number): Promise<Broadcast | null> {
  const row = await db
    .selectFrom('broadcast')
    .select('number')
    .where('state', '=', 'waiting')
    .where('unapproved_at', '<=', at)
    .orderBy('unapproved_at')
    .limit(1)
    .executeTakeFirst()
  return row ? broadcastOf(db, row.number) : null
}
