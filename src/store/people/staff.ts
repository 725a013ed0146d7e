import { type Kysely, sql } from 'kysely'
import { staffRoles } from '../../core/role.ts'
import { ownerOfNumber, type Unit } from '../../core/roster.ts'
import type { StaffEffect, StaffReach, StaffReads, StandIn } from '../../core/work/staff.ts'
import { inForce, lentUnits } from '../../office/staff/lending.ts'
import type { Tables } from '../schema.ts'
import { homesOf } from './homes.ts'
import { personOf } from './roster.ts'

/** All staff on the roster, by number. */
export const staffRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('roster')
    .selectAll()
    .where('role', 'in', [...staffRoles])
    .orderBy('number')

/** Who stands in for whom at `at` (epoch milliseconds) or later; what was ended before it began is nobody's. */
export async function standInsFrom(db: Kysely<Tables>, at: number): Promise<StandIn[]> {
  const rows = await db
    .selectFrom('stand_in')
    .selectAll()
    .where('until_at', '>', at)
    .whereRef('until_at', '>', 'from_at')
    .orderBy('from_at')
    .orderBy('id')
    .execute()
  return rows.map(standInOf)
}

const standInOf = (row: Tables['stand_in']): StandIn => ({
  id: row.id,
  away: row.away,
  standIn: row.stand_in,
  from: row.from_at,
  until: row.until_at,
  isAwayTold: row.away_told === 1,
})

/** The parts of the tree that are lent to staff at `at`, by number; nearly always nothing. */
export async function lentAt(db: Kysely<Tables>, at: number): Promise<ReadonlyMap<string, readonly Unit[]>> {
  const holding = inForce(await standInsFrom(db, at), at)
  if (holding.length === 0) return new Map()
  const numbers = [...new Set(holding.flatMap(s => [s.away, s.standIn]))]
  const rows = await staffRows(db).where('number', 'in', numbers).execute()
  return lentUnits(rows.map(personOf), holding)
}

/** Saves what was changed in the staff, within the transaction of the act. */
export async function saveStaffEffect(db: Kysely<Tables>, { standIn }: StaffEffect): Promise<void> {
  const { id, away, from, until, isAwayTold } = standIn
  const row = { away, stand_in: standIn.standIn, from_at: from, until_at: until, away_told: isAwayTold ? 1 : 0 }
  await db
    .insertInto('stand_in')
    .values({ id, ...row })
    .onConflict(c => c.column('id').doUpdateSet(row))
    .execute()
}

/** What can be asked of the staff; `at` is now. */
export function staffReads(db: Kysely<Tables>, at: number): StaffReads {
  return {
    async members() {
      const [rows, lent] = [await staffRows(db).execute(), await lentAt(db, at)]
      return rows.map(row => ({ ...personOf(row), lent: lent.get(row.number) ?? [] }))
    },
    reach: numbers => reachOf(db, numbers, at),
    standIns: () => standInsFrom(db, at),
    async standIn(id) {
      const row = await db.selectFrom('stand_in').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? standInOf(row) : null
    },
  }
}

async function reachOf(
  db: Kysely<Tables>,
  numbers: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, StaffReach>> {
  if (numbers.length === 0) return new Map()
  const bound = await db
    .selectFrom('binding')
    .select(['number', 'channel'])
    .where('number', 'in', [...numbers])
    .distinct()
    .orderBy('channel')
    .execute()
  const signedIn = await db
    .selectFrom('audit')
    .select(['person', eb => eb.fn.max('at').as('at')])
    .where('act', '=', sql.lit('console-sign-in'))
    .where('person', 'in', numbers.map(ownerOfNumber))
    .groupBy('person')
    .execute()
  const homes = await homesOf(db, { numbers, at })
  return new Map(
    numbers.map(number => [
      number,
      {
        channels: bound.filter(b => b.number === number).map(b => b.channel),
        hasHome: homes.has(number),
        signedInAt: signedIn.find(s => s.person === ownerOfNumber(number))?.at ?? null,
      },
    ]),
  )
}
