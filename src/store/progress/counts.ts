import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { studentRoles } from '../../core/role.ts'
import type { Unit } from '../../core/roster.ts'
import type { ClassProgress, Doing } from '../../core/work/progress.ts'
import { hasLoan, isWithinAny } from '../people/audience.ts'
import { ownerIn } from '../people/owner.ts'
import type { Tables } from '../schema.ts'

/** The students on the roster who are to graduate, monitors among them. */
export const students = (db: Kysely<Tables>) =>
  db
    .selectFrom('roster')
    .where('roster.role', 'in', [...studentRoles])
    .where('roster.left_as', '=', '')

const owner = ownerIn('roster.number')

/** Whether somebody of the roster has done something: by the mark that the conversation left where it leaves one, else by what was handed in. */
export const hasDone = ({ flow, tag }: Doing): RawBuilder<SqlBool> =>
  tag === null
    ? sql<SqlBool>`exists (select 1 from submission as s where s.person = ${owner} and s.flow = ${flow} and s.state != 'withdrawn')`
    : sql<SqlBool>`exists (select 1 from tag as t where t.person = ${owner} and t.name = ${tag} and t.value != 'no')`

/** One row of a class: who is there, and a column for each thing. */
type Row = Record<string, number> & { college: string; name: string; people: number; borrowers: number }

/**
 * How far the students of each class are. Two walks along the roster's index of classes: one looks up what was handed in, the other takes a person's
 * few tags at once.
 */
export async function countByClass(
  db: Kysely<Tables>,
  scope: readonly Unit[],
  doings: readonly Doing[],
): Promise<ClassProgress[]> {
  const rows = await handedIn(db, scope, doings).execute()
  const tagged = doings.some(d => d.tag !== null) ? await tags(db, scope, doings).execute() : []
  // Both are in the same order, and of the same classes.
  return (rows as Row[]).map((row, n) => {
    const marks = tagged[n] as Row | undefined
    return {
      college: row.college,
      name: row.name,
      people: Number(row.people),
      borrowers: Number(row.borrowers),
      counts: doings.map(({ tag }, at) => {
        const from = tag === null ? row : marks!
        const heard = from[`heard${at}`]
        return { done: Number(from[`done${at}`]), heard: heard === undefined ? null : Number(heard) }
      }),
    }
  })
}

const classes = (db: Kysely<Tables>, scope: readonly Unit[]) =>
  students(db)
    .where(isWithinAny(scope))
    .groupBy(['roster.college', 'roster.class_name'])
    .orderBy('roster.college')
    .orderBy('roster.class_name')
    .select(['roster.college', 'roster.class_name as name'])

/** How many of whom something holds; of borrowers alone where only they owe it. */
function handedIn(db: Kysely<Tables>, scope: readonly Unit[], doings: readonly Doing[]) {
  return classes(db, scope)
    .select(eb => [
      eb.fn.countAll<number>().as('people'),
      sql<number>`sum(case when ${hasLoan(true)(eb)} then 1 else 0 end)`.as('borrowers'),
    ])
    .select(eb =>
      doings.flatMap((doing, n) => {
        if (doing.tag !== null) return []
        const holds = doing.onlyBorrowers ? sql`${hasLoan(true)(eb)} and ${hasDone(doing)}` : hasDone(doing)
        const count = sql<number>`sum(case when ${holds} then 1 else 0 end)`
        return [count.as(`done${n}`)]
      }),
    )
}

function tags(db: Kysely<Tables>, scope: readonly Unit[], doings: readonly Doing[]) {
  return classes(db, scope)
    .leftJoin('tag', join => join.on('tag.person', '=', owner))
    .select(eb =>
      doings.flatMap(({ tag, onlyBorrowers, hasStages }, n) => {
        if (tag === null) return []
        const owes = onlyBorrowers ? sql`and ${hasLoan(true)(eb)}` : sql``
        const count = (also: RawBuilder<unknown>) =>
          sql<number>`sum(case when tag.name = ${tag} ${also} ${owes} then 1 else 0 end)`
        const done = count(sql`and tag.value != 'no'`).as(`done${n}`)
        return hasStages ? [done, count(sql``).as(`heard${n}`)] : [done]
      }),
    )
}

/** What one student of the roster has done, in one look; null for what they do not owe. */
export async function doneByOne(
  db: Kysely<Tables>,
  number: string,
  doings: readonly Doing[],
): Promise<(boolean | null)[]> {
  const row = await students(db)
    .where('roster.number', '=', number)
    .select(eb => sql<number>`case when ${hasLoan(true)(eb)} then 1 else 0 end`.as('borrows'))
    .select(doings.map((doing, n) => sql<number>`case when ${hasDone(doing)} then 1 else 0 end`.as(`done${n}`)))
    .executeTakeFirst()
  return doings.map(({ onlyBorrowers }, n) =>
    !row || (onlyBorrowers && row.borrows !== 1) ? null : (row as Record<string, number>)[`done${n}`] === 1,
  )
}
