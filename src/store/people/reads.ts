import type { Kysely } from 'kysely'
import { studentRoles } from '../../core/role.ts'
import {
  type Belonging,
  type ClassRef,
  everyone,
  type Identity,
  identityOf,
  nowhere,
  numberOfOwner,
  type RosterPerson,
  type RosterReads,
  type Unit,
} from '../../core/roster.ts'
import type { Person } from '../../core/update.ts'
import { isCounseling } from '../../office/cases/caretakers.ts'
import { caretakersOf } from '../cases/caretakers.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../schema.ts'
import { shortFirst } from '../sqlite/sql.ts'
import { inAudience, placesOfStudents } from './audience.ts'
import { type BelongingRow, belongingColumns, belongingOf, belongings } from './belonging.ts'
import { directoryReads } from './directory.ts'
import { groupReads } from './groups.ts'
import { linkReads } from './links.ts'
import { allPeople, peopleNumbered, personOf } from './roster.ts'
import { lentAt } from './staff.ts'

const bound = prepared<{ handle: string }, BelongingRow & Pick<Tables['roster'], 'number' | 'name' | 'role' | 'scope'>>(
  (db, slot) =>
    db
      .selectFrom('binding')
      .innerJoin('roster', 'roster.number', 'binding.number')
      .leftJoin('roster as named', 'named.number', 'roster.counselor')
      .select(['roster.number', 'roster.name', 'roster.role', 'roster.scope', ...belongingColumns])
      .where('handle', '=', slot('handle')),
)

/** Whoever writes, as the school knows them: who they are, and where they belong. */
export interface Writer {
  who: Identity
  whose: Belonging
}

/** Who is bound to a handle, with what they may act on at `at`; someone unknown keeps the role that the channel gives them. */
export async function knownBy(db: Kysely<Tables>, person: Person, at: number): Promise<Writer> {
  const row = (await bound(db, { handle: person.id })).rows[0]
  if (!row)
    return { who: { number: null, name: person.name, role: person.role, home: null, scope: [] }, whose: nowhere }
  const { number, name, role, college, class_name: className } = row
  const scope = JSON.parse(row.scope) as Unit[]
  const lent = await lentTo(db, { number, scope }, at)
  return { who: identityOf({ number, name, role, college, className, scope, lent }), whose: belongingOf(row) }
}

/** What is lent to somebody; nothing to whoever looks after nobody, who are nearly all. */
const lentTo = async (db: Kysely<Tables>, { number, scope }: Pick<RosterPerson, 'number' | 'scope'>, at: number) =>
  scope.length === 0 ? [] : ((await lentAt(db, at)).get(number) ?? [])

/** The handles under which a person on the roster writes; none for someone who is not bound. */
export async function handlesOf(db: Kysely<Tables>, owner: string): Promise<string[]> {
  const number = numberOfOwner(owner)
  if (number === null) return []
  const rows = await db.selectFrom('binding').select('handle').where('number', '=', number).execute()
  return rows.map(r => r.handle)
}

/** Reads of the roster within a turn's transaction; `at` is now. */
export const rosterReads = (db: Kysely<Tables>, at: number): RosterReads => ({
  ...peopleReads(db, at),
  ...directoryReads(db, at),
  ...bindingReads(db),
  ...groupReads(db),
  ...linkReads(db, at),
})

/** Who is on the roster, and in which part of the school. */
function peopleReads(
  db: Kysely<Tables>,
  at: number,
): Pick<
  RosterReads,
  'person' | 'persons' | 'everyone' | 'belonging' | 'places' | 'classes' | 'dorms' | 'members' | 'counselorsOf'
> {
  return {
    async person(number) {
      const row = await db.selectFrom('roster').selectAll().where('number', '=', number).executeTakeFirst()
      const person = row && personOf(row)
      return person ? { ...person, lent: await lentTo(db, person, at) } : null
    },
    persons: numbers => peopleNumbered(db, numbers),
    everyone: () => allPeople({ db }),
    belonging: async number => (await belongings(db, [number])).get(number) ?? nowhere,
    places: () => placesOfStudents(db),
    classes: scope => classesWithin(db, scope),
    dorms: scope => dormsWithin(db, scope),
    members: unit => membersOf(db, unit),
    async counselorsOf(unit) {
      const near = (await caretakersOf(db, unit, { at })).filter(isCounseling)
      return near.flatMap(one => one.homes[0] ?? [])
    },
  }
}

/** The people of a class, by number. */
async function membersOf(db: Kysely<Tables>, { college, name }: ClassRef): Promise<RosterPerson[]> {
  const rows = await db
    .selectFrom('roster')
    .selectAll()
    .where('college', '=', college)
    .where('class_name', '=', name)
    .orderBy('number')
    .execute()
  return rows.map(personOf)
}

function classesWithin(db: Kysely<Tables>, scope: readonly Unit[]): Promise<ClassRef[]> {
  return db
    .selectFrom('roster')
    .select(['college', 'class_name as name'])
    .where('class_name', '!=', '')
    .where(eb =>
      eb.or(
        scope.map(unit => {
          if (unit.of === 'school') return eb.lit(true)
          if (unit.of === 'college') return eb('college', '=', unit.college)
          return eb.and([eb('college', '=', unit.college), eb('class_name', '=', unit.name)])
        }),
      ),
    )
    .groupBy(['college', 'class_name'])
    .orderBy('college')
    .orderBy(shortFirst('class_name'))
    .orderBy('class_name')
    .execute()
}

async function dormsWithin(db: Kysely<Tables>, scope: readonly Unit[]): Promise<string[]> {
  if (scope.length === 0) return []
  const students = inAudience(db, { ...everyone, units: scope, roles: studentRoles })
  const rows = await students.select('dorm').where('dorm', '!=', '').distinct().orderBy('dorm').execute()
  return rows.map(r => r.dorm)
}

/** Under which handles somebody writes, and what is needed to bind one. */
function bindingReads(db: Kysely<Tables>): Pick<RosterReads, 'bindings' | 'bindCode' | 'attempts' | 'consent'> {
  return {
    async bindings(number) {
      const rows = await db
        .selectFrom('binding')
        .selectAll()
        .where('number', '=', number)
        .orderBy('at', 'desc')
        .execute()
      return rows.map(({ handle, channel, private_chat }) => ({ handle, number, channel, privateChat: private_chat }))
    },
    async bindCode(number) {
      const row = await db
        .selectFrom('bind_code')
        .select(['hash', 'until', 'attempts'])
        .where('number', '=', number)
        .executeTakeFirst()
      return row ?? null
    },
    async attempts(handle, since) {
      const { count } = await db
        .selectFrom('bind_attempt')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('handle', '=', handle)
        .where('at', '>=', since)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    async consent(handle, to) {
      const row = await db
        .selectFrom('consent')
        .selectAll()
        .where('person', '=', handle)
        .where('to', '=', to)
        .executeTakeFirst()
      return row ? { version: row.version, isGiven: row.is_given === 1, at: row.at } : null
    },
  }
}
