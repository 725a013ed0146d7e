import type { Kysely } from 'kysely'
import type { Caretaker } from '../../core/case.ts'
import type { ClassRef, Unit } from '../../core/roster.ts'
import { caretakersAmong, operatorStep } from '../../office/cases/caretakers.ts'
import { inForce } from '../../office/staff/lending.ts'
import { homesOf } from '../people/homes.ts'
import { personOf } from '../people/roster.ts'
import { staffRows, standInsFrom } from '../people/staff.ts'
import type { Tables } from '../schema.ts'

/**
 * Those who look after a class with where they can be reached at `at`, see `caretakersAmong`. `named` is what the roster says of a student's counselor
 * (number or name).
 */
export async function caretakersOf(
  db: Kysely<Tables>,
  unit: ClassRef | Unit | null,
  { named = '', at }: { named?: string; at: number },
): Promise<Caretaker[]> {
  return (await caretakersOfEach(db, [{ unit, named }], at))[0]!
}

/** The same for several at once. */
export async function caretakersOfEach(
  db: Kysely<Tables>,
  several: readonly { unit: ClassRef | Unit | null; named: string }[],
  at: number,
): Promise<Caretaker[][]> {
  if (several.length === 0) return []
  const staff = (await staffRows(db).execute()).map(personOf)
  const holding = inForce(await standInsFrom(db, at), at)
  const near = several.map(({ unit, named }) => caretakersAmong(staff, unit, { named, holding }))
  const homes = await homesOf(db, { numbers: [...new Set(near.flat().map(s => s.number))], at })
  return near.map(each => each.map(one => ({ ...one, homes: homes.get(one.number) ?? [] })))
}

/** The operator as the last who is told; null when the number is not on the roster. */
export async function operatorOf(
  db: Kysely<Tables>,
  { number, at }: { number: string; at: number },
): Promise<Caretaker | null> {
  const row = await db.selectFrom('roster').select('name').where('number', '=', number).executeTakeFirst()
  if (!row) return null
  return {
    number,
    name: row.name,
    step: operatorStep,
    homes: (await homesOf(db, { numbers: [number], at })).get(number) ?? [],
  }
}
