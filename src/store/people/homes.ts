import { type ExpressionBuilder, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { bindingConsent, type Home, numberOfOwner, ownerOfNumber } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

/** Which people are looked for (all where left out), and when (epoch milliseconds). */
export interface Seeking {
  numbers?: readonly string[]
  /** A column of the query around it that holds the number of the one who is looked for. */
  row?: string
  at: number
}

/**
 * Where people can be written to first now, the one answer for all who ask: places on channels of the bot that runs (or ran last) that may begin a
 * talk with one person. `place` counts a person's homes from 1: where they were bound, the newest first, and after these where a link leads that
 * they hold and may not have opened.
 */
export function rankedHomes(db: Kysely<Tables>, seeking: Seeking) {
  return db
    .selectFrom(boundHomes(db, seeking).unionAll(linkedHomes(db, seeking)).as('found'))
    .select(['number', 'handle', 'channel', sql<string>`chat`.as('chat')])
    .select(sql<number>`row_number() over (partition by number order by is_link, at desc, handle)`.as('place'))
}

/** The numbers of people who can be written to first now, unranked, some more than once. */
export const reachable = (db: Kysely<Tables>, seeking: Seeking) =>
  db.selectFrom(boundHomes(db, seeking).unionAll(linkedHomes(db, seeking)).as('found')).select('found.number')

/** Where people are bound. Whoever came in by a link is there as long as one of theirs is good: nobody opens the page after that. */
function boundHomes(db: Kysely<Tables>, seeking: Seeking) {
  return db
    .selectFrom('binding')
    .innerJoin('channel', 'channel.name', 'binding.channel')
    .select(['number', 'handle', 'channel', 'private_chat as chat', 'at'])
    .select(sql<number>`0`.as('is_link'))
    .where('to_people', '=', 1)
    .where('private_chat', 'is not', null)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('link_prefix', 'is', null),
        sql<boolean>`handle != link_prefix || number`,
        exists(
          selectFrom('link')
            .select('seq')
            .whereRef('link.handle', '=', 'binding.handle')
            .where('until', '>', seeking.at),
        ),
      ]),
    )
    .where(isSought('binding.number', seeking))
}

/**
 * Where people can come in by a link that has not ended and was not taken back. They are bound there with their first message; whoever decided about
 * that themselves is only reached where they are bound now.
 */
function linkedHomes(db: Kysely<Tables>, seeking: Seeking) {
  return db
    .selectFrom('link')
    .innerJoin('channel', 'channel.name', 'link.channel')
    .select(['number', 'handle', 'channel', 'chat'])
    .select(eb => eb.fn.max('at').as('at'))
    .select(sql<number>`1`.as('is_link'))
    .where('to_people', '=', 1)
    .where('link_prefix', 'is not', null)
    .where('until', '>', seeking.at)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('binding as b').select('b.handle').whereRef('b.handle', '=', 'link.handle'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('consent')
            .select('person')
            .whereRef('person', '=', 'link.handle')
            .where('to', '=', sql.lit(bindingConsent)),
        ),
      ),
    )
    .where(isSought('link.number', seeking))
    .groupBy(['number', 'handle', 'channel', 'chat'])
}

function isSought(column: string, { numbers, row }: Seeking): RawBuilder<SqlBool> {
  if (row !== undefined) return sql<SqlBool>`${sql.ref(column)} = ${sql.ref(row)}`
  return numbers ? isAmong(column, numbers) : sql<SqlBool>`true`
}

/** Whether somebody of the roster can be written to first now; looked up for each row, so that a class costs little in a large school. */
export const isReachedNow = (eb: ExpressionBuilder<Tables, 'roster'>, db: Kysely<Tables>, at: number) =>
  eb.or([
    eb.exists(boundHomes(db, { row: 'roster.number', at })),
    eb.exists(linkedHomes(db, { row: 'roster.number', at })),
  ])

/** All homes of each of these people, the best first; whoever has none is not in it. */
export async function homesOf(db: Kysely<Tables>, seeking: Seeking): Promise<Map<string, Home[]>> {
  if (seeking.numbers?.length === 0) return new Map()
  const rows = await rankedHomes(db, seeking).orderBy('number').orderBy('place').execute()
  const homes = new Map<string, Home[]>()
  for (const { number, handle, channel, chat } of rows) {
    const home = { handle, chat: { id: chat, channel, kind: 'private' as const, title: '' } }
    homes.set(number, [...(homes.get(number) ?? []), home])
  }
  return homes
}

/** The best home of each of these people, in the order of their numbers; whoever has none is not in it. */
export async function firstHomes(db: Kysely<Tables>, seeking: Seeking): Promise<Map<string, Home>> {
  return new Map([...(await homesOf(db, seeking))].map(([number, homes]) => [number, homes[0]!]))
}

/**
 * The best home of everybody whose own matters are kept under these ids (`ownerOf`): whoever is not bound to a number is reached where they last wrote in
 * private. Whoever has none is not in it.
 */
export async function homesOfOwners(
  db: Kysely<Tables>,
  { owners, at }: { owners: readonly string[]; at: number },
): Promise<Map<string, Home>> {
  const numbers = [...new Set(owners.flatMap(owner => numberOfOwner(owner) ?? []))]
  const bound = await firstHomes(db, { numbers, at })
  const homes = new Map([...bound].map(([number, home]) => [ownerOfNumber(number), home]))
  const handles = owners.filter(owner => numberOfOwner(owner) === null)
  if (handles.length === 0) return homes
  const rows = await db
    .selectFrom('session')
    .innerJoin('chat', 'chat.id', 'session.chat')
    .innerJoin('channel', 'channel.name', 'chat.channel')
    .select(['session.person as handle', 'chat.id', 'chat.channel'])
    .where('chat.kind', '=', 'private')
    .where('to_people', '=', 1)
    .where(isAmong('session.person', handles))
    .orderBy('session.at')
    .execute()
  for (const { handle, ...chat } of rows) homes.set(handle, { handle, chat: { ...chat, kind: 'private', title: '' } })
  return homes
}

/** Whether a channel may begin a talk with one person now. */
export async function mayWriteFirst(db: Kysely<Tables>, channel: string): Promise<boolean> {
  const row = await db
    .selectFrom('channel')
    .select('name')
    .where('name', '=', channel)
    .where('to_people', '=', 1)
    .executeTakeFirst()
  return row !== undefined
}

/** The groups of classes that can be written to first now. */
export const classGroups = (db: Kysely<Tables>) =>
  db.selectFrom('group_class').innerJoin('channel', 'channel.name', 'group_class.channel').where('to_groups', '=', 1)
