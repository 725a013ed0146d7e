import type { Kysely } from 'kysely'
import type { Caretaker } from '../core/case.ts'
import { type ClassRef, isWithin, type Unit } from '../core/roster.ts'
import type { Tables } from './schema.ts'

/**
 * Those who look after a class, in the order in which they are told: its named counselor, its other counselors, its college, the school.
 * `named` is what the roster says of a student's counselor (number or name); without a class only the school's staff are left.
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
  const part: Unit = unit ? { of: 'class', ...unit } : { of: 'school' }
  const near = rows.filter(({ scope }) => (JSON.parse(scope) as Unit[]).some(within => isWithin(part, within)))
  const counselors = near.filter(r => r.role === 'counselor')
  const first = counselors.find(r => r.number === named || r.name === named) ?? counselors[0]
  const stepOf = (row: (typeof near)[number]) => {
    if (row === first) return 0
    return row.role === 'counselor' ? 1 : row.role === 'college' ? 2 : 3
  }
  const staff = near.map(row => ({ row, step: stepOf(row) })).sort((a, b) => a.step - b.step)
  const homes = await homesOf(
    db,
    staff.map(s => s.row.number),
  )
  return staff.map(({ row: { number, name }, step }) => ({ number, name, step, homes: homes.get(number) ?? [] }))
}

/** The operator as the last who is told; null when the number is not on the roster. */
export async function operatorOf(db: Kysely<Tables>, number: string): Promise<Caretaker | null> {
  const row = await db.selectFrom('roster').select('name').where('number', '=', number).executeTakeFirst()
  if (!row) return null
  return { number, name: row.name, step: 4, homes: (await homesOf(db, [number])).get(number) ?? [] }
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
