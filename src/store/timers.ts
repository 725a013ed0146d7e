import type { Chore } from '../core/chore.ts'
import type { Decide, Turns } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import type { Database } from './open.ts'

/** The most timers looked at in one run; the rest comes in the next. */
const most = 100

/** Timers of runs of flows: each is handled as an update of its own, whose id lets it happen once. */
export function makeTimers({ db, transact }: Database, { turns, decide }: { turns: Turns; decide: Decide }): Chore {
  return {
    name: 'timers',
    async nextDue() {
      const row = await db
        .selectFrom('timer')
        .select(eb => eb.fn.min('due').as('due'))
        .executeTakeFirst()
      return row?.due === null || row?.due === undefined ? null : new Date(Number(row.due))
    },
    async run(now) {
      const rows = await db
        .selectFrom('timer')
        .selectAll()
        .where('due', '<=', now.getTime())
        .orderBy('due')
        .limit(most)
        .execute()
      for (const { key, update, due } of rows) {
        await turns.run({ ...(JSON.parse(update) as Update), at: new Date(due) }, decide)
        // Unless handling it has set it anew.
        await transact(tx => tx.deleteFrom('timer').where('key', '=', key).where('due', '=', due).execute())
      }
    },
    rewind: now =>
      transact(async tx => {
        const ahead = tx.selectFrom('timer').select(['key', 'update', 'due']).where('due', '>', now.getTime())
        for (const { key, update, due } of await ahead.execute()) {
          const length = Math.max(0, due - new Date((JSON.parse(update) as Update).at).getTime())
          if (due > now.getTime() + length)
            await tx
              .updateTable('timer')
              .set({ due: now.getTime() + length })
              .where('key', '=', key)
              .execute()
        }
      }),
  }
}
