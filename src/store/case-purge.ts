import type { Chore } from '../core/chore.ts'
import { deleteSent, deleteTraces, strayTellings } from './case-traces.ts'
import type { Database } from './open.ts'

/** How long a question asked out of worry is remembered at most. */
const worryMs = 24 * 3_600_000

/** Deletes cases when their time is over, with everything that was recorded and sent because of them, and questions asked out of worry. */
export function makeCasePurge({ db, transact }: Database): Chore {
  return {
    name: 'case-purge',
    async nextDue() {
      const first = async (table: 'scam_case' | 'crisis_case' | 'crisis_label') => {
        const row = await db
          .selectFrom(table)
          .select(eb => eb.fn.min('delete_at').as('at'))
          .executeTakeFirst()
        return row?.at ?? Number.POSITIVE_INFINITY
      }
      const worried = await db
        .selectFrom('worry')
        .select(eb => eb.fn.min('at').as('at'))
        .executeTakeFirst()
      const forgotten = worried?.at == null ? Number.POSITIVE_INFINITY : Number(worried.at) + worryMs
      const times = [forgotten, await first('scam_case'), await first('crisis_case'), await first('crisis_label')]
      const stray = await strayTellings(db).limit(1).executeTakeFirst()
      const at = Math.min(...times.map(Number), ...(stray ? [0] : []))
      return Number.isFinite(at) ? new Date(at) : null
    },
    async run(now) {
      await transact(async tx => {
        await tx
          .deleteFrom('worry')
          .where('at', '<=', now.getTime() - worryMs)
          .execute()
        const scams = await tx
          .deleteFrom('scam_case')
          .where('delete_at', '<=', now.getTime())
          .returning('number')
          .execute()
        for (const { number } of scams) await tx.deleteFrom('scam_group').where('number', '=', number).execute()
        await tx.deleteFrom('crisis_label').where('delete_at', '<=', now.getTime()).execute()
        const crises = await tx
          .deleteFrom('crisis_case')
          .where('delete_at', '<=', now.getTime())
          .returning('number')
          .execute()
        for (const { number } of crises) await deleteTraces(tx, number)
        await deleteSent(tx, await strayTellings(tx).execute())
      })
    },
  }
}
