import { type Kysely, sql } from 'kysely'
import type { UrgentNow } from '../../core/broadcast.ts'
import type { Unit } from '../../core/roster.ts'
import { givingWayTo, holding } from '../../office/broadcasts/states.ts'
import type { Tables } from '../schema.ts'
import { textAt } from '../sqlite/sql.ts'
import { recipientWithinAny } from './lists.ts'

/** Urgent broadcasts that hold and are not closed, and how many of some people have not confirmed them. */
export async function urgentNow(db: Kysely<Tables>, scope: readonly Unit[], at: number): Promise<UrgentNow[]> {
  const open = await db
    .selectFrom('broadcast')
    .select(['number', textAt('body', '$.template').as('template')])
    .where('state', 'in', [...holding])
    .where('corrected_by', 'is', null)
    .where('closes_at', '>', at)
    .where(textAt('body', '$.level'), '=', '紧急')
    .orderBy('seq')
    .execute()
  if (open.length === 0 || scope.length === 0) return []
  const waits = sql<number>`sum(case when state in (${sql.join(givingWayTo('confirmed'))}) then 1 else 0 end)`
  const counts = await db
    .selectFrom('broadcast_recipient')
    .select(['broadcast', eb => eb.fn.countAll<number>().as('people'), waits.as('count')])
    .where(
      'broadcast',
      'in',
      open.map(b => b.number),
    )
    .where(recipientWithinAny(scope))
    .groupBy('broadcast')
    .execute()
  return counts.map(({ broadcast, people, count }) => ({
    number: broadcast,
    template: open.find(b => b.number === broadcast)?.template ?? '',
    people: Number(people),
    count: Number(count),
  }))
}
