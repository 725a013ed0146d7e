import { type Kysely, sql } from 'kysely'
import type { Ability, Channel, SendLimits } from '../core/channel.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** What is kept of a channel. */
export interface KnownChannel {
  name: string
  abilities: ReadonlySet<Ability>
  limits: SendLimits
}

/** Keeps what the channels of this process can do and take, for turns and for commands that run beside it. */
export async function saveChannels(
  { transact }: Database,
  channels: Iterable<Pick<Channel, 'name' | 'abilities' | 'limits'>>,
): Promise<void> {
  const rows = [...channels].map(({ name, abilities, limits }) => ({
    name,
    abilities: JSON.stringify([...abilities]),
    limits: JSON.stringify(limits),
  }))
  await transact(async db => {
    await db.deleteFrom('channel').execute()
    if (rows.length > 0) await db.insertInto('channel').values(rows).execute()
  })
}

/** The channels of the bot that was last started on this database, and which of them may write first to a person and to a group. */
export async function knownChannels(db: Kysely<Tables>): Promise<{
  all: ReadonlyMap<string, KnownChannel>
  toPeople: readonly string[]
  toGroups: readonly string[]
}> {
  const rows = await db.selectFrom('channel').selectAll().execute()
  const all = rows.map(
    ({ name, abilities, limits }): KnownChannel => ({
      name,
      abilities: new Set(JSON.parse(abilities) as Ability[]),
      limits: JSON.parse(limits) as SendLimits,
    }),
  )
  const first = all.filter(c => c.abilities.has('unprompted'))
  const named = (ability: Ability) => first.filter(c => c.abilities.has(ability)).map(c => c.name)
  return { all: new Map(all.map(c => [c.name, c])), toPeople: named('private'), toGroups: named('writes-groups') }
}

/** Where a person can be written to first. */
export interface Home {
  number: string
  handle: string
  channel: string
  chat: string
}

/** The newest place of each of these people (or of everybody) where one of these channels can write to them first. */
export async function homesOf(
  db: Kysely<Tables>,
  { channels, numbers }: { channels: readonly string[]; numbers: readonly string[] },
): Promise<Map<string, Home>> {
  const rows = await db
    .selectFrom('binding')
    .select(['number', 'handle', 'channel', 'private_chat as chat'])
    .where('private_chat', 'is not', null)
    .where('channel', 'in', [...channels, ''])
    // As one value: a list of numbers may be longer than SQLite takes parameters.
    .where(sql<boolean>`number in (select value from json_each(${JSON.stringify(numbers)}))`)
    .orderBy('at')
    .execute()
  return new Map(rows.map(row => [row.number, { ...row, chat: row.chat! }]))
}
