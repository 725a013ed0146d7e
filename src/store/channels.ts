import type { Kysely } from 'kysely'
import { type Ability, type Channel, mayBegin, type SendLimits } from '../core/channel.ts'
import type { Database } from './open.ts'
import { noteUnreached } from './people/arrivals.ts'
import type { Tables } from './schema.ts'

/** What is kept of a channel. */
export interface KnownChannel {
  name: string
  abilities: ReadonlySet<Ability>
  limits: SendLimits
}

/**
 * Keeps what the channels of this process can do and take, for turns and for commands that run beside it: who can be reached follows from it. Whoever
 * could not be before may be now.
 */
export async function saveChannels(
  { transact }: Database,
  channels: Iterable<Pick<Channel, 'name' | 'abilities' | 'limits' | 'linkPrefix'>>,
): Promise<void> {
  const rows = [...channels].map(channel => ({
    name: channel.name,
    abilities: JSON.stringify([...channel.abilities]),
    limits: JSON.stringify(channel.limits),
    to_people: mayBegin(channel, 'private') ? 1 : 0,
    to_groups: mayBegin(channel, 'writes-groups') ? 1 : 0,
    link_prefix: channel.linkPrefix ?? null,
  }))
  await transact(async db => {
    await db.deleteFrom('channel').execute()
    if (rows.length > 0) await db.insertInto('channel').values(rows).execute()
    await noteUnreached(db)
  })
}

/** The channels of the bot that was last started on this database. */
export async function knownChannels(db: Kysely<Tables>): Promise<ReadonlyMap<string, KnownChannel>> {
  const rows = await db.selectFrom('channel').selectAll().execute()
  return new Map(
    rows.map(({ name, abilities, limits }): [string, KnownChannel] => [
      name,
      { name, abilities: new Set(JSON.parse(abilities) as Ability[]), limits: JSON.parse(limits) as SendLimits },
    ]),
  )
}
