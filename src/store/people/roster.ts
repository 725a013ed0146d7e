import type { Kysely } from 'kysely'
import { type RosterPerson, samplePrefix, type Unit } from '../../core/roster.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

/** Rows in one statement; twelve columns each stay well below SQLite's limit of parameters. */
const chunk = 1000

/** Someone as a row of the roster. */
export function rosterRow({ className, scope, tags, left, lent: _, ...person }: RosterPerson, at: Date) {
  const lists = { scope: JSON.stringify(scope), tags: JSON.stringify(tags) }
  return { ...person, ...lists, class_name: className, left_as: left, at: at.getTime() }
}

/** Puts people on the roster or brings them up to date; a number stands there once. Saved whole or not at all. */
export async function savePeople({ transact }: Database, people: readonly RosterPerson[], at: Date): Promise<void> {
  await transact(db => putPeople(db, people, at))
}

/** As `savePeople`, within a transaction. */
export async function putPeople(db: Kysely<Tables>, people: readonly RosterPerson[], at: Date): Promise<void> {
  for (let from = 0; from < people.length; from += chunk) {
    const rows = people.slice(from, from + chunk).map(person => rosterRow(person, at))
    await db
      .insertInto('roster')
      .values(rows)
      .onConflict(c =>
        c.column('number').doUpdateSet(eb => ({
          name: eb.ref('excluded.name'),
          role: eb.ref('excluded.role'),
          college: eb.ref('excluded.college'),
          class_name: eb.ref('excluded.class_name'),
          dorm: eb.ref('excluded.dorm'),
          loan: eb.ref('excluded.loan'),
          counselor: eb.ref('excluded.counselor'),
          scope: eb.ref('excluded.scope'),
          tags: eb.ref('excluded.tags'),
          left_as: eb.ref('excluded.left_as'),
          at: eb.ref('excluded.at'),
        })),
      )
      .execute()
  }
}

/** Everyone on the roster, by college, class and number. */
export async function allPeople({ db }: Pick<Database, 'db'>): Promise<RosterPerson[]> {
  const rows = await db
    .selectFrom('roster')
    .selectAll()
    .orderBy('college')
    .orderBy('class_name')
    .orderBy('number')
    .execute()
  return rows.map(personOf)
}

/** Those of these numbers who are on the roster, by number. */
export async function peopleNumbered(db: Kysely<Tables>, numbers: readonly string[]): Promise<RosterPerson[]> {
  const rows = await db.selectFrom('roster').selectAll().where(isAmong('number', numbers)).orderBy('number').execute()
  return rows.map(personOf)
}

/** Takes people off the roster, with their bindings and codes. What they handed in stays until its own time is over. */
export async function removePeople(db: Kysely<Tables>, numbers: readonly string[]): Promise<void> {
  for (let from = 0; from < numbers.length; from += chunk) {
    const some = numbers.slice(from, from + chunk)
    for (const table of ['binding', 'bind_code', 'roster'] as const)
      await db.deleteFrom(table).where('number', 'in', some).execute()
  }
}

/** Whether anybody on the roster is no made-up person. */
export async function hasRealPeople({ db }: Pick<Database, 'db'>): Promise<boolean> {
  const query = db.selectFrom('roster').select('number').where('number', 'not like', `${samplePrefix}%`)
  return (await query.executeTakeFirst()) !== undefined
}

/** The numbers of the made-up people on the roster. */
export async function samplePeople({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('roster').select('number').where('number', 'like', `${samplePrefix}%`).execute()
  return rows.map(r => r.number)
}

/** A row of the roster in the words of the core. */
export function personOf(row: Tables['roster']): RosterPerson {
  const { number, name, role, college, class_name, dorm, loan, counselor, scope, tags, left_as } = row
  return {
    number,
    name,
    role,
    college,
    className: class_name,
    dorm,
    loan,
    counselor,
    scope: JSON.parse(scope) as Unit[],
    tags: JSON.parse(tags) as string[],
    left: left_as,
  }
}
