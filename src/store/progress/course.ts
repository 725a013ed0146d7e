import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Unit } from '../../core/roster.ts'
import type { Doing, DoneAt } from '../../core/work/progress.ts'
import { givingWayTo, recipientStates } from '../../office/broadcasts/states.ts'
import { hasLoan, isWithinAny } from '../people/audience.ts'
import { ownerIn } from '../people/owner.ts'
import type { Tables } from '../schema.ts'
import { students } from './counts.ts'

/** Every clock on earth is apart from the others by quarters of an hour, so that days of any zone can be put together of these. */
const quarterMs = 900_000

/** When those who have done something did it first, in quarters of an hour since then, and how many before. */
export async function courseOfDone(
  db: Kysely<Tables>,
  of: Doing | string,
  { scope, since }: { scope: readonly Unit[]; since: number },
): Promise<DoneAt[]> {
  const among = students(db).where(isWithinAny(scope)).select('roster.number').groupBy('roster.number')
  const each = typeof of === 'string' ? confirmed(among, of) : done(among, of)
  const quarter = sql<
    number | null
  >`case when one.at < ${since} then null else one.at - one.at % ${sql.lit(quarterMs)} end`
  const rows = await db
    .selectFrom(each.as('one'))
    .select(eb => [quarter.as('quarter'), eb.fn.countAll<number>().as('count')])
    .groupBy('quarter')
    .execute()
  return rows.map(r => ({ at: r.quarter === null ? null : Number(r.quarter), count: Number(r.count) }))
}

type Among = SelectQueryBuilder<Tables, 'roster', { number: string }>
type Each = SelectQueryBuilder<Tables, 'roster', { number: string; at: number }>

/** Of each student who has done it, when. */
function done(among: Among, { flow, tag, onlyBorrowers }: Doing): Each {
  const owing = among.$if(onlyBorrowers, q => q.where(hasLoan(true)))
  return tag === null
    ? owing
        .innerJoin('submission', join => join.on('submission.person', '=', ownerIn('roster.number')))
        .where('submission.flow', '=', flow)
        .where('submission.state', '!=', 'withdrawn')
        .select(eb => eb.fn.min<number>('submission.at').as('at'))
    : owing
        .innerJoin('tag', join => join.on('tag.person', '=', ownerIn('roster.number')))
        .where('tag.name', '=', tag)
        .where('tag.value', '!=', 'no')
        .select(eb => eb.fn.min<number>('tag.at').as('at'))
}

const open = givingWayTo('confirmed')
const settled = recipientStates.filter(s => !open.includes(s))

/** Of each student who has confirmed it, when. */
const confirmed = (among: Among, broadcast: string): Each =>
  among
    .innerJoin('broadcast_recipient', 'broadcast_recipient.number', 'roster.number')
    .where('broadcast_recipient.broadcast', '=', broadcast)
    .where('broadcast_recipient.state', 'in', settled)
    .select(eb => eb.fn.min<number>('broadcast_recipient.confirmed_at').as('at'))
