import type { Standing } from '../office/reminders/standing.ts'
import type { Database } from './open.ts'
import { targetsOf } from './people/targets.ts'

/** What came of one time of a reminder. */
export interface Run {
  /** The name of a standing reminder, or the id of a person's own. */
  reminder: string
  instant: Date
  state: 'planning' | 'planned' | 'skipped'
  reason: string | null
  audience: number
  planned: number
  unreachable: number
  /** How many of its deliveries stand where, as long as they are kept. */
  deliveries: Record<string, number>
}

/** What one may read about reminders: what came of them, and whom they would reach. */
export function makeRuns({ db }: Database) {
  return {
    /** The latest times, newest first. */
    async latest(limit: number): Promise<Run[]> {
      const rows = await db
        .selectFrom('reminder_run')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('instant', 'desc')
        .limit(limit)
        .execute()
      return Promise.all(
        rows.map(async ({ reminder, state, reason, audience, planned, unreachable, instant }) => {
          const deliveries = await deliveriesOf(reminder, instant)
          return { reminder, state, reason, audience, planned, unreachable, instant: new Date(instant), deliveries }
        }),
      )
    },
    /** How many people (or classes' groups) a reminder is for at `at`, and how many of them can be written to first. */
    async reachOf(reminder: Standing, at: Date): Promise<{ audience: number; reached: number }> {
      const targets = await targetsOf(db, reminder, at.getTime())
      return { audience: targets.length, reached: targets.filter(t => t.home !== null).length }
    },
  }

  async function deliveriesOf(reminder: string, instant: number): Promise<Record<string, number>> {
    const rows = await db
      .selectFrom('delivery')
      .select(['state', eb => eb.fn.countAll<number>().as('count')])
      .where('matter', '=', 'reminder')
      .where('about', '=', reminder)
      .where('round', '=', instant)
      .groupBy('state')
      .execute()
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
  }
}
