import type { Kysely } from 'kysely'
import { type Belonging, counselorNameOf, nowhere } from '../../core/roster.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

/** What is read of where somebody belongs: of `roster`, left joined with `roster as named` by the counselor's number. */
export const belongingColumns = [
  'roster.college',
  'roster.class_name',
  'roster.dorm',
  'roster.counselor',
  'named.name as counselor_name',
] as const

export interface BelongingRow extends Pick<Tables['roster'], 'college' | 'class_name' | 'dorm' | 'counselor'> {
  counselor_name: string | null
}

/** Where somebody belongs, of their row. */
export function belongingOf({ college, class_name, dorm, counselor, counselor_name }: BelongingRow): Belonging {
  const counselorName = counselorNameOf(counselor, counselor_name)
  return { college, className: class_name, dorm, counselor, counselorName }
}

const classes = prepared<{ chat: string }, BelongingRow>((db, slot) =>
  db
    .selectFrom('group_class')
    .leftJoin('roster', join =>
      join
        .onRef('roster.college', '=', 'group_class.college')
        .onRef('roster.class_name', '=', 'group_class.class_name')
        .on('roster.counselor', '!=', ''),
    )
    .leftJoin('roster as named', 'named.number', 'roster.counselor')
    .select(eb => [
      'group_class.college',
      'group_class.class_name',
      eb.val('').as('dorm'),
      eb.fn.coalesce('roster.counselor', eb.val('')).as('counselor'),
      'named.name as counselor_name',
    ])
    .where('group_class.chat', '=', slot('chat'))
    .distinct()
    .limit(2),
)

/** Where a group belongs: to its class, and to the counselor that all of the class have. Nothing in it is of one person: not where they live. */
export async function belongingOfGroup(db: Kysely<Tables>, chat: string): Promise<Belonging> {
  const { rows } = await classes(db, { chat })
  const [one, another] = rows
  if (!one) return nowhere
  return belongingOf(another ? { ...one, counselor: '', counselor_name: null } : one)
}

/** Where people on the roster belong, by number. */
export async function belongings(
  db: Kysely<Tables>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Belonging>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('roster')
    .leftJoin('roster as named', 'named.number', 'roster.counselor')
    .select(['roster.number', ...belongingColumns])
    .where(isAmong('roster.number', numbers))
    .execute()
  return new Map(rows.map(({ number, ...row }) => [number, belongingOf(row)]))
}
