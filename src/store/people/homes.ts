import { type Kysely, sql } from 'kysely'
import { bindingConsent, type Home } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'

/** Which people are looked for (all where left out), and when (epoch milliseconds). */
export interface Seeking {
  numbers?: readonly string[]
  at: number
}

/**
 * Where people can be written to first now, the one answer for all who ask: places on channels of the bot that runs (or ran last) that may begin a
 * talk with one person. `place` counts a person's homes from 1: where they have been heard themselves, the newest first, and after these what they hold a
 * link to and may not have opened. A link that ended or was taken back, and one whose holder has undone their binding, leads nowhere.
 */
export function rankedHomes(db: Kysely<Tables>, { numbers, at }: Seeking) {
  // As one value: a list of numbers may be longer than SQLite takes parameters.
  const sought = numbers && sql<boolean>`number in (select value from json_each(${JSON.stringify(numbers)}))`
  const bound = db
    .selectFrom('binding')
    .innerJoin('channel', 'channel.name', 'binding.channel')
    .select(['number', 'handle', 'channel', 'private_chat as chat', 'at'])
    .select(sql<number>`0`.as('is_link'))
    .where('to_people', '=', 1)
    .where('private_chat', 'is not', null)
    // Whoever came in by a link is there as long as it is good.
    .where(eb =>
      eb.or([
        eb('link_prefix', 'is', null),
        sql<boolean>`handle != link_prefix || number`,
        eb.exists(
          eb.selectFrom('link').select('seq').whereRef('link.handle', '=', 'binding.handle').where('until', '>', at),
        ),
      ]),
    )
    .$if(sought !== undefined, q => q.where(sought!))
  const linked = db
    .selectFrom('link')
    .innerJoin('channel', 'channel.name', 'link.channel')
    .select(['number', 'handle', 'channel', 'chat'])
    .select(eb => eb.fn.max('at').as('at'))
    .select(sql<number>`1`.as('is_link'))
    .where('to_people', '=', 1)
    .where('link_prefix', 'is not', null)
    .where('until', '>', at)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('binding as b').select('b.handle').whereRef('b.handle', '=', 'link.handle'))),
    )
    // Whoever decided about being bound themselves is only reached where they still are.
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
    .$if(sought !== undefined, q => q.where(sought!))
    .groupBy(['number', 'handle', 'channel', 'chat'])
  return db
    .selectFrom(bound.unionAll(linked).as('found'))
    .select(['number', 'handle', 'channel', sql<string>`chat`.as('chat')])
    .select(sql<number>`row_number() over (partition by number order by is_link, at desc, handle)`.as('place'))
}

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
