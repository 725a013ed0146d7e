import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Audience, Recipient, Unit } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { belongingColumns, belongingOf } from './belonging.ts'
import { firstHomes } from './homes.ts'
import { ownerIn } from './owner.ts'

/** Everyone on the roster whom an audience means, by college, class and number, with the best of their homes at `at` or null. */
export async function recipientsOf(db: Kysely<Tables>, audience: Audience, at: number): Promise<Recipient[]> {
  const rows = await inAudience(db, audience)
    .leftJoin('roster as named', 'named.number', 'roster.counselor')
    .select(['roster.number', 'roster.name', 'roster.role', ...belongingColumns])
    .orderBy('roster.college')
    .orderBy('roster.class_name')
    .orderBy('roster.number')
    .execute()
  const homes = await firstHomes(db, { at })
  return rows.map(({ number, name, role, ...row }) => {
    return { number, name, role, ...belongingOf(row), home: homes.get(number) ?? null }
  })
}

/** How many people an audience means. */
export async function countAudience(db: Kysely<Tables>, audience: Audience): Promise<number> {
  const { count } = await inAudience(db, audience)
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The rows of the roster that an audience means. */
export function inAudience(db: Kysely<Tables>, { units, roles, numbers, loan, progress }: Audience) {
  return db
    .selectFrom('roster')
    .$if(units.length > 0, q => q.where(eb => eb.or(units.map(unit => rosterWithin(eb, unit)))))
    .$if(roles.length > 0, q => q.where('roster.role', 'in', [...roles]))
    .$if(numbers.length > 0, q => q.where(isAmong('roster.number', numbers)))
    .$if(loan !== 'any', q => q.where('roster.loan', loan === 'yes' ? 'not in' : 'in', noLoan))
    .$if(progress !== null, q => {
      const done = sql<boolean>`(exists (select 1 from submission as s where s.person = ${ownerIn('roster.number')}
          and s.flow = ${progress!.name} and s.state != 'withdrawn')
        or exists (select 1 from tag as t where t.person = ${ownerIn('roster.number')} and t.name = ${progress!.name} and t.value != 'no'))`
      return q.where(progress!.isDone ? done : sql<boolean>`not ${done}`)
    })
}

/** What schools write in the loan column of those who have none. */
const noLoan = ['', '无', '否', '没有', '0']

/** Whether a row of the roster lies within a part of the tree. */
export function rosterWithin(eb: ExpressionBuilder<Tables, 'roster'>, unit: Unit) {
  if (unit.of === 'school') return eb.lit(true)
  if (unit.of === 'college') return eb('roster.college', '=', unit.college)
  return eb.and([eb('roster.college', '=', unit.college), eb('roster.class_name', '=', unit.name)])
}
