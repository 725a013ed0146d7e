import type { Chore } from '../core/chore.ts'
import { deleteTraces } from './case-effects.ts'
import type { Database } from './open.ts'

/** Deletes cases when their time is over, with everything that was recorded and sent because of them. */
export function makeCasePurge({ db, transact }: Database): Chore {
  return {
    name: 'case-purge',
    async nextDue() {
      const first = async (table: 'scam_case' | 'crisis_case') => {
        const row = await db
          .selectFrom(table)
          .select(eb => eb.fn.min('delete_at').as('at'))
          .executeTakeFirst()
        return row?.at ?? Number.POSITIVE_INFINITY
      }
      const at = Math.min(Number(await first('scam_case')), Number(await first('crisis_case')))
      return Number.isFinite(at) ? new Date(at) : null
    },
    async run(now) {
      await transact(async tx => {
        const scams = await tx
          .deleteFrom('scam_case')
          .where('delete_at', '<=', now.getTime())
          .returning('number')
          .execute()
        for (const { number } of scams) await tx.deleteFrom('scam_group').where('number', '=', number).execute()
        const crises = await tx
          .deleteFrom('crisis_case')
          .where('delete_at', '<=', now.getTime())
          .returning('number')
          .execute()
        for (const { number } of crises) await deleteTraces(tx, number)
      })
    },
  }
}
