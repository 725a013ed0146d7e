import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Tally } from '../../core/broadcast.ts'
import type { ClassRef, Unit } from '../../core/roster.ts'
import { noTally } from '../../office/broadcasts/states.ts'
import type { Tables } from '../schema.ts'
import { notConfirmed } from './people.ts'

/** Where the people of a broadcast stand, by class, within these parts of the tree; the denominator is the roster's. */
export async function tallyOf(
  db: Kysely<Tables>,
  broadcast: string,
  scope: readonly Unit[],
): Promise<(ClassRef & Tally)[]> {
  const rows = await db
    .selectFrom('broadcast_recipient')
    .select(['college', 'class_name', 'state', 'reason'])
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.count<number>('claimed_at').as('claimed')])
    .where('broadcast', '=', broadcast)
    .where(eb => eb.or(scope.map(unit => recipientWithin(eb, unit))))
    .groupBy(['college', 'class_name', 'state', 'reason'])
    .execute()
  const byClass = Map.groupBy(rows, r => JSON.stringify([r.college, r.class_name]))
  const tallies = [...byClass.values()].map(ofClass => {
    const tally = noTally()
    for (const { state, reason, count, claimed } of ofClass) {
      tally.people += Number(count)
      tally[state] += Number(count)
      tally.claimed += Number(claimed)
      if (state === 'unreachable' || state === 'failed')
        tally.reasons[reason] = (tally.reasons[reason] ?? 0) + Number(count)
    }
    return { college: ofClass[0]!.college, name: ofClass[0]!.class_name, ...tally }
  })
  return tallies.sort((a, b) => byName.compare(a.college, b.college) || byName.compare(a.name, b.name))
}

/** 2班 comes before 10班. */
const byName = new Intl.Collator('zh', { numeric: true })

/** Whether a recipient is in a part of the tree. */
export function recipientWithin(eb: ExpressionBuilder<Tables, 'broadcast_recipient'>, unit: Unit) {
  if (unit.of === 'school') return eb.lit(true)
  if (unit.of === 'college') return eb('broadcast_recipient.college', '=', unit.college)
  return eb.and([
    eb('broadcast_recipient.college', '=', unit.college),
    eb('broadcast_recipient.class_name', '=', unit.name),
  ])
}

/** Who of a class has not confirmed, by number; those who left the roster are named by their number. */
export async function unconfirmedOf(
  db: Kysely<Tables>,
  broadcast: string,
  { college, name }: ClassRef,
): Promise<{ number: string; name: string }[]> {
  return db
    .selectFrom('broadcast_recipient as r')
    .leftJoin('roster', 'roster.number', 'r.number')
    .select('r.number')
    .select(sql<string>`coalesce(roster.name, r.number)`.as('name'))
    .where('r.broadcast', '=', broadcast)
    .where('r.college', '=', college)
    .where('r.class_name', '=', name)
    .where('r.state', 'in', ['queued', ...notConfirmed])
    .orderBy('r.number')
    .execute()
}
