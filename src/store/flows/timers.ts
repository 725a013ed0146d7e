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

type Timer = Tables['timer']

/** Timers of runs of flows: each is handled as an update of its own, whose id lets it happen once. */
export function makeTimers(database: Database, goOn: { turns: Turns; decide: Decide }): Chore {
  const { db, transact } = database
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
      for (const row of rows) await handle(database, row, { ...goOn, now }).catch(error => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
    rewind: now => transact(tx => cut(tx, now.getTime())),
  }
}

/** Has the turn of a due timer, and takes the timer away. */
async function handle(
  { transact }: Database,
  { key, update, due }: Timer,
  { turns, decide, now }: { turns: Turns; decide: Decide; now: Date },
): Promise<void> {
  try {
    await turns.run({ ...(JSON.parse(update) as Update), at: new Date(due) }, decide)
  } catch (error) {
    // One with a defect gives way to those behind it, and is tried again.
    await transact(tx => setDue(tx, { key, due }, now.getTime() + againAfterMs))
    throw error
  }
  // What was seen before, or came by a one-time link; unless handling it has set it anew.
  await transact(tx => tx.deleteFrom('timer').where('key', '=', key).where('due', '=', due).execute())
}

/** Moves a timer, unless it has been set for another instant since it was read. */
async function setDue(db: Kysely<Tables>, { key, due }: Pick<Timer, 'key' | 'due'>, next: number): Promise<void> {
  await db.updateTable('timer').set({ due: next }).where('key', '=', key).where('due', '=', due).execute()
}

/** Lets no timer wait longer than it was set for, now that the clock was put back. */
async function cut(db: Kysely<Tables>, at: number): Promise<void> {
  const ahead = await db.selectFrom('timer').select(['key', 'update', 'due']).where('due', '>', at).execute()
  for (const { key, update, due } of ahead) {
    const length = Math.max(0, due - new Date((JSON.parse(update) as Update).at).getTime())
    if (due > at + length) await setDue(db, { key, due }, at + length)
  }
}
