import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import { studentRoles } from '../../core/role.ts'
import {
  bindingConsent,
  type PeopleFilter,
  type RosterCounts,
  type RosterEntry,
  type RosterPerson,
  type RosterReads,
  type Unit,
} from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { isAmong, shortFirst } from '../sqlite/sql.ts'
import { isTagged, within } from './audience.ts'
import { homesOf, isReachedNow } from './homes.ts'
import { peopleNumbered, personOf } from './roster.ts'

type Builder = ExpressionBuilder<Tables, 'roster'>

/** What can be asked of the roster as a list of people; `at` says who is reached now. */
export const directoryReads = (db: Kysely<Tables>, at: number): Pick<RosterReads, 'directory' | 'entries'> => ({
  directory: filter => directory(db, filter, at),
  entries: async numbers => entriesOf(db, await peopleNumbered(db, numbers), at),
})

/** Counted and cut by the database: a page costs as much in a large school as in a small one. */
async function directory(
  db: Kysely<Tables>,
  filter: PeopleFilter,
  at: number,
): Promise<{ entries: RosterEntry[]; found: number; counts: RosterCounts }> {
  const fitting = matching(db, filter, at)
  const counts = await countsOf(db, filter, at)
  const found = isNarrowed(filter) ? await countOf(fitting) : counts.people + counts.left
  const rows = await fitting
    .selectAll('roster')
    .orderBy('roster.college')
    .orderBy(shortFirst('roster.class_name'))
    .orderBy('roster.class_name')
    .orderBy('roster.number')
    .offset(filter.skip)
    .limit(filter.take)
    .execute()
  const entries = await entriesOf(db, rows.map(personOf), at)
  return { entries, found, counts }
}

/** These people with the channels on which they are bound and reached at `at`, and whether they agreed. */
async function entriesOf(db: Kysely<Tables>, people: readonly RosterPerson[], at: number): Promise<RosterEntry[]> {
  const numbers = people.map(p => p.number)
  const [homes, bound] = [await homesOf(db, { numbers, at }), await bindingsOf(db, numbers)]
  const own = Map.groupBy(bound, b => b.number)
  return people.map(person => {
    const theirs = own.get(person.number) ?? []
    return {
      person,
      bound: [...new Set(theirs.map(b => b.channel))],
      reached: [...new Set((homes.get(person.number) ?? []).map(home => home.chat.channel))],
      hasAgreed: theirs.some(b => b.is_given === 1),
    }
  })
}

const isNarrowed = ({ said = '', tag, isBound, isReached, hasLeft }: PeopleFilter) =>
  said !== '' || [tag, isBound, isReached, hasLeft].some(one => one !== undefined)

const countOf = async (query: ReturnType<typeof matching>) =>
  Number((await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count)

function matching(db: Kysely<Tables>, filter: PeopleFilter, at: number) {
  const { said = '', tag, isBound, isReached, hasLeft } = filter
  return partOf(db, filter)
    .$if(said !== '', q => q.where(eb => eb.or([begins('number', said), has('name', said)])))
    .$if(tag !== undefined, q => q.where(eb => isTagged(eb, tag!)))
    .$if(isBound !== undefined, q => q.where(eb => either(eb, boundIn(eb), isBound!)))
    .$if(isReached !== undefined, q => q.where(eb => either(eb, isReachedNow(eb, db, at), isReached!)))
    .$if(hasLeft !== undefined, q => q.where('left_as', hasLeft ? '!=' : '=', ''))
}

/** The people of the part of the school that is looked at, as far as it lies in the scope. */
const partOf = (db: Kysely<Tables>, { scope, unit }: PeopleFilter) =>
  db
    .selectFrom('roster')
    .where(eb => eb.or(scope.map(part => seenFrom(eb, part))))
    .$if(unit !== undefined, q => q.where(eb => seenFrom(eb, unit!)))

/** As `unitOf` has it: staff belong to their college or to the school, and not to a class. */
function seenFrom(eb: Builder, part: Unit): Expression<SqlBool> {
  if (part.of === 'school') return within(eb, part)
  const roles = part.of === 'class' ? studentRoles : ([...studentRoles, 'counselor', 'college'] as const)
  return eb.and([within(eb, part), eb('roster.role', 'in', [...roles])])
}

const either = (eb: Builder, holds: Expression<SqlBool>, wanted: boolean) => (wanted ? holds : eb.not(holds))

const boundIn = (eb: Builder) =>
  eb.exists(eb.selectFrom('binding').select('handle').whereRef('binding.number', '=', 'roster.number'))

/** What somebody types is no pattern. */
const literal = (said: string) => said.replace(/[\\%_]/g, '\\$&')
const begins = (column: 'number', said: string) =>
  sql<SqlBool>`${sql.ref(`roster.${column}`)} like ${`${literal(said.toUpperCase())}%`} escape '\\'`
const has = (column: 'name', said: string) =>
  sql<SqlBool>`${sql.ref(`roster.${column}`)} like ${`%${literal(said)}%`} escape '\\'`

/** One walk along the people of the part. */
async function countsOf(db: Kysely<Tables>, filter: PeopleFilter, at: number): Promise<RosterCounts> {
  const counted = (holds: Expression<SqlBool>) => sql<number | null>`sum(case when ${holds} then 1 else 0 end)`
  const { people, bound, reached, left } = await partOf(db, filter)
    .select(eb => {
      const stays = eb('left_as', '=', '')
      return [
        counted(stays).as('people'),
        counted(eb.and([stays, boundIn(eb)])).as('bound'),
        counted(eb.and([stays, isReachedNow(eb, db, at)])).as('reached'),
        counted(eb('left_as', '!=', '')).as('left'),
      ]
    })
    .executeTakeFirstOrThrow()
  return { people: Number(people), bound: Number(bound), reached: Number(reached), left: Number(left) }
}

/** The accounts of these people, and whether each agreed. */
const bindingsOf = (db: Kysely<Tables>, numbers: readonly string[]) =>
  db
    .selectFrom('binding')
    .leftJoin('consent', join =>
      join.onRef('consent.person', '=', 'binding.handle').on('consent.to', '=', bindingConsent),
    )
    .select(['binding.number', 'binding.channel', 'consent.is_given'])
    .where(isAmong('binding.number', numbers))
    .orderBy('binding.at', 'desc')
    .execute()
