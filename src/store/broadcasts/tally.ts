import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { ReportRow, Tally } from '../../core/broadcast.ts'
import type { ClassRef, Unit } from '../../core/roster.ts'
import { givingWayTo, noTally } from '../../office/broadcasts/states.ts'
import type { Tables } from '../schema.ts'

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
function recipientWithin(eb: ExpressionBuilder<Tables, 'broadcast_recipient'>, unit: Unit) {
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
    .where('r.state', 'in', givingWayTo('confirmed'))
    .orderBy('r.number')
    .execute()
}

/** Everybody of a broadcast within these parts of the tree, by class and number; nothing of anything else that is kept of them. */
export async function reportRows(db: Kysely<Tables>, broadcast: string, scope: readonly Unit[]): Promise<ReportRow[]> {
  return db
    .selectFrom('broadcast_recipient')
    .leftJoin('roster', 'roster.number', 'broadcast_recipient.number')
    .select([
      'broadcast_recipient.college',
      'broadcast_recipient.class_name as className',
      'broadcast_recipient.number',
      'state',
      'reason',
      'sent_at as sentAt',
      'confirmed_at as confirmedAt',
      'confirmed_by as confirmedBy',
      'claimed_at as claimedAt',
    ])
    .select(eb => eb.fn.coalesce('roster.name', eb.val('')).as('name'))
    .where('broadcast', '=', broadcast)
    .where(eb => eb.or(scope.map(unit => recipientWithin(eb, unit))))
    .orderBy('broadcast_recipient.college')
    .orderBy('broadcast_recipient.class_name')
    .orderBy('broadcast_recipient.number')
    .execute()
}
