import type { Kysely } from 'kysely'
import type { Chore } from '../../core/chore.ts'
import type { Decide, Turns } from '../../core/turn.ts'
import type { Update } from '../../core/update.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'

/** The most timers looked at in one run; the rest comes in the next. */
const most = 100

/** After this one whose turn failed is tried again. */
const againAfterMs = 60_000

/** Takes the timer of a run away; false when it is not set for this instant: since it was found due somebody has gone on, or ended the run. */
export async function takeTimer(db: Kysely<Tables>, run: string, due: Date): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('timer')
    .where('key', '=', timerKey(run))
    .where('due', '=', due.getTime())
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Under which key the timer of a run stands; a run has one. */
export const timerKey = (run: string) => `flow:${run}`

/** Timers of runs of flows: each is handled as an update of its own, whose id lets it happen once. */
export function makeTimers({ db, transact }: Database, { turns, decide }: { turns: Turns; decide: Decide }): Chore {
  const handle = async ({ key, update, due }: Tables['timer'], now: Date) => {
    const mine = (tx: Kysely<Tables>) => tx.updateTable('timer').where('key', '=', key).where('due', '=', due)
    try {
      await turns.run({ ...(JSON.parse(update) as Update), at: new Date(due) }, decide)
    } catch (error) {
      // One with a defect gives way to those behind it, and is tried again.
      await transact(tx =>
        mine(tx)
          .set({ due: now.getTime() + againAfterMs })
          .execute(),
      )
      throw error
    }
    // What was seen before, or came by a one-time link; unless handling it has set it anew.
    await transact(tx => tx.deleteFrom('timer').where('key', '=', key).where('due', '=', due).execute())
  }
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
      const failures: unknown[] = []
      for (const row of rows) await handle(row, now).catch(error => failures.push(error))
      if (failures.length > 0) throw failures[0]
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
