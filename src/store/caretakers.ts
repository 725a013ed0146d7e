import type { Kysely } from 'kysely'
import type { Caretaker } from '../core/case.ts'
import type { ClassRef, Unit } from '../core/roster.ts'
import { caretakersAmong, operatorStep } from '../office/cases/caretakers.ts'
import type { Tables } from './schema.ts'

/**
 * Those who look after a class with where they can be reached, see `caretakersAmong`. `named` is what the roster says of a student's counselor (number
 * or name).
 */
export async function caretakersOf(
  db: Kysely<Tables>,
  unit: ClassRef | null,
  { named = '' }: { named?: string } = {},
): Promise<Caretaker[]> {
  const rows = await db
    .selectFrom('roster')
    .select(['number', 'name', 'role', 'scope'])
    .where('role', 'in', ['counselor', 'college', 'school'])
    .orderBy('number')
    .execute()
  const staff = rows.map(({ scope, ...row }) => ({ ...row, scope: JSON.parse(scope) as Unit[] }))
  const near = caretakersAmong(staff, unit, named)
  const homes = await homesOf(
    db,
    near.map(s => s.number),
  )
  return near.map(one => ({ ...one, homes: homes.get(one.number) ?? [] }))
}

/** The operator as the last who is told; null when the number is not on the roster. */
export async function operatorOf(db: Kysely<Tables>, number: string): Promise<Caretaker | null> {
  const row = await db.selectFrom('roster').select('name').where('number', '=', number).executeTakeFirst()
  if (!row) return null
  return { number, name: row.name, step: operatorStep, homes: (await homesOf(db, [number])).get(number) ?? [] }
}

/** The private chats in which these people can be written to, newest first. */
export async function homesOf(db: Kysely<Tables>, numbers: readonly string[]) {
  if (numbers.length === 0) return new Map<string, Caretaker['homes']>()
  const rows = await db
    .selectFrom('binding')
    .select(['number', 'handle', 'channel', 'private_chat as chat'])
    .where('number', 'in', [...numbers])
    .where('private_chat', 'is not', null)
    .orderBy('at', 'desc')
    .execute()
  const homes = rows.map(({ number, handle, channel, chat }) => ({
    number,
    home: { handle, chat: { id: chat!, channel, kind: 'private' as const, title: '' } },
  }))
  return new Map([...Map.groupBy(homes, h => h.number)].map(([number, list]) => [number, list.map(l => l.home)]))
}
