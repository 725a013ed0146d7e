import type { Kysely } from 'kysely'
import type { Occasion, PersonalReminder, ReminderReads, ReminderRun, Rule } from '../../core/reminder.ts'
import { ownerOf } from '../../core/roster.ts'
import { placesMeant } from '../people/audience.ts'
import { targetsOf } from '../people/targets.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { changesIn } from './changes.ts'

/** Reads of reminders: within a turn's transaction, or beside a bot that runs. */
export function reminderReads(db: Kysely<Tables>): ReminderReads {
  return {
    async mine({ handle, number }) {
      const rows = await db
        .selectFrom('reminder')
        .select(['id', 'n', 'text', 'rule', 'due'])
        .where('person', '=', ownerOf({ id: handle }, { number }))
        .orderBy('due')
        .orderBy('n')
        .execute()
      return rows.map(({ rule, ...row }): PersonalReminder => ({ ...row, rule: JSON.parse(rule) as Rule }))
    },
    async latest(most) {
      const rows = await db
        .selectFrom('reminder_run')
        .select(['reminder', 'instant', 'state', 'reason', 'audience', 'planned', 'unreachable'])
        .orderBy('at', 'desc')
        .orderBy('instant', 'desc')
        .limit(most)
        .execute()
      return Promise.all(
        rows.map(async ({ instant, ...row }): Promise<Occasion> => {
          const deliveries = await deliveriesOf(db, row.reminder, instant)
          return { ...row, instant: new Date(instant), deliveries }
        }),
      )
    },
    async reach({ isFor = () => true, ...reminder }, at) {
      const all = (await targetsOf(db, reminder, at.getTime())).filter(({ who }) => isFor(who))
      return { audience: all.length, reached: all.filter(t => t.home !== null).length }
    },
    changes: since => changesIn(db, since),
    runs: (reminders, from, until) => runsBetween(db, { reminders, from, until }),
    meant: (audience, byRoom) => placesMeant(db, audience, byRoom),
  }
}

/** What came of the times of some reminders that lie from an instant until another, or were moved there from before. */
async function runsBetween(
  db: Kysely<Tables>,
  { reminders, from, until }: { reminders: readonly string[]; from: number; until: number },
): Promise<ReminderRun[]> {
  const rows = await db
    .selectFrom('reminder_run')
    .select(['reminder', 'instant', 'state', 'reason', 'audience', 'planned', 'unreachable', 'held'])
    .where(isAmong('reminder', reminders))
    .where('instant', '>=', from)
    .where('instant', '<', until)
    .orderBy('instant')
    .orderBy('reminder')
    .execute()
  return rows.map(row => ({ ...row, instant: new Date(row.instant) }))
}

async function deliveriesOf(db: Kysely<Tables>, reminder: string, instant: number): Promise<Record<string, number>> {
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
