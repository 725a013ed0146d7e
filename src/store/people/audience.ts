import { type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { PeopleThere } from '../../core/reminder.ts'
import { studentRoles } from '../../core/role.ts'
import { type Audience, type Belonging, everyone, type Recipient, type Unit } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { type BelongingRow, belongingColumns, belongingOf } from './belonging.ts'
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

/** Where those belong whom an audience means, by college and class, and how many are there; by where they live only `byRoom`. */
export async function placesMeant(db: Kysely<Tables>, audience: Audience, byRoom: boolean): Promise<PeopleThere[]> {
  const rows = await inAudience(db, audience)
    .leftJoin('roster as named', 'named.number', 'roster.counselor')
    .select(['roster.college', 'roster.class_name', 'roster.counselor', 'named.name as counselor_name'])
    .select(eb => [byRoom ? 'roster.dorm' : eb.val('').as('dorm'), eb.fn.countAll<number>().as('people')])
    .groupBy(['roster.college', 'roster.class_name', 'roster.counselor', 'named.name'])
    .$if(byRoom, q => q.groupBy('roster.dorm'))
    .orderBy('roster.college')
    .orderBy('roster.class_name')
    .execute()
  return rows.map(({ people, ...row }) => ({ whose: belongingOf(row as BelongingRow), people: Number(people) }))
}

/** Where students belong, by college and class, and how many are there. */
export async function placesOfStudents(db: Kysely<Tables>): Promise<{ whose: Belonging; students: number }[]> {
  const places = await placesMeant(db, { ...everyone, roles: studentRoles }, true)
  return places.map(({ whose, people }) => ({ whose, students: people }))
}

/** The rows of the roster that an audience means. Whoever has left is meant only by their number. */
export function inAudience(db: Kysely<Tables>, { units, roles, numbers, loan, tags = [], progress, dorms }: Audience) {
  return db
    .selectFrom('roster')
    .$if(units.length > 0, q => q.where(isWithinAny(units)))
    .$if(roles.length > 0, q => q.where('roster.role', 'in', [...roles]))
    .$if(numbers.length > 0, q => q.where(isAmong('roster.number', numbers)))
    .$if(numbers.length === 0, q => q.where('roster.left_as', '=', ''))
    .$if(tags.length > 0, q => q.where(eb => eb.or(tags.map(tag => isTagged(eb, tag)))))
    .$if(loan !== 'any', q => q.where(hasLoan(loan === 'yes')))
    .$if(dorms.length > 0, q => q.where(eb => eb.or(dorms.map(dorm => livesIn(dorm)))))
    .$if(progress !== null, q => {
      const done = sql<boolean>`(exists (select 1 from submission as s where s.person = ${ownerIn('roster.number')}
          and s.flow = ${progress!.name} and s.state != 'withdrawn')
        or exists (select 1 from tag as t where t.person = ${ownerIn('roster.number')} and t.name = ${progress!.name} and t.value != 'no'))`
      return q.where(progress!.isDone ? done : sql<boolean>`not ${done}`)
    })
}

/** Whether the dormitory of somebody on the roster begins with this text, letter by letter. */
const livesIn = (dorm: string) => sql<SqlBool>`substr(roster.dorm, 1, ${[...dorm].length}) = ${dorm}`

/** What schools write in the loan column of those who have none. */
const noLoan = ['', '无', '否', '没有', '0']

/** Tags are a list in JSON: a name in its quotes is no part of another. */
export const isTagged = (eb: ExpressionBuilder<Tables, 'roster'>, tag: string) =>
  eb('roster.tags', 'like', `%${JSON.stringify(tag)}%`)

/** Whether somebody of the roster has a loan, or has none. */
export const hasLoan = (has: boolean) => (eb: ExpressionBuilder<Tables, 'roster'>) =>
  eb('roster.loan', has ? 'not in' : 'in', noLoan)

/** Whether somebody of the roster is in any of these parts of the tree. */
export const isWithinAny = (units: readonly Unit[]) => (eb: ExpressionBuilder<Tables, 'roster'>) =>
  eb.or(units.map(unit => within(eb, unit)))

/** Whether a row of the roster lies within a part of the tree. */
export function within(eb: ExpressionBuilder<Tables, 'roster'>, unit: Unit) {
  if (unit.of === 'school') return eb.lit(true)
  if (unit.of === 'college') return eb('roster.college', '=', unit.college)
  return eb.and([eb('roster.college', '=', unit.college), eb('roster.class_name', '=', unit.name)])
}
