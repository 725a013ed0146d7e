import { type Kysely, sql } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Copies, CopyRecords } from '../../office/broadcasts/copies.ts'
import { deliveryKey } from '../../office/broadcasts/states.ts'
import { knownChannels } from '../channels.ts'
import { firstHomes } from '../people/homes.ts'
import { bodyOf } from '../post.ts'
import type { Tables } from '../schema.ts'
import { given, givenField } from '../sqlite/sql.ts'
import { addPending } from './record.ts'

/** When a transaction happens (epoch milliseconds), and where its ids come from. */
export interface Now {
  ids: Ids
  at: number
}

/** The records that copies of broadcasts are made in, within a transaction. */
export function copyRecords(db: Kysely<Tables>, { ids, at }: Now): CopyRecords {
  return {
    homes: numbers => firstHomes(db, { numbers, at }),
    channels: () => knownChannels(db),
    addCopies: copies => addCopies(db, copies, { ids, at }),
    async addGroups(broadcast, groups) {
      const added = []
      for (const group of groups) {
        const { chat, channel, of } = group
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('broadcast_group')
          .values({
            ...{ broadcast, chat, channel, college: of.college, class_name: of.name },
            ...{ state: 'queued', reason: '', progress_due: null, progress_lines: 0 },
          })
          .onConflict(c => c.doNothing())
          .executeTakeFirstOrThrow()
        if (numInsertedOrUpdatedRows) added.push(group)
      }
      return added
    },
  }
}

async function addCopies(
  db: Kysely<Tables>,
  { broadcast, round, priority, common, people, groups }: Copies,
  { ids, at }: Now,
): Promise<void> {
  const key = (to: 'p' | 'g', id: string) => deliveryKey(broadcast, { round, to, id })
  const rows = [
    ...groups.map(({ chat, channel }) => [ids.next(), key('g', chat), chat, channel, 'group', null, null, null]),
    ...people.map(({ number, home: { handle, chat }, own }) => {
      const body = own && bodyOf(own)
      return [ids.next(), key('p', number), chat.id, chat.channel, 'private', handle, number, body]
    }),
  ]
  // Most copies are the same text: it goes to the database once.
  const { numAffectedRows } = await sql`insert into delivery
      (id, key, chat, channel, chat_kind, person, recipient, body,
        matter, about, round, purpose, priority, at, state, not_before)
    select ${givenField(0)}, ${givenField(1)}, ${givenField(2)}, ${givenField(3)}, ${givenField(4)}, ${givenField(5)}, ${givenField(6)},
      coalesce(${givenField(7)}, ${bodyOf(common)}),
      'broadcast', ${broadcast}, ${round}, 'broadcast', ${priority}, ${at}, 'waiting', 0
    from ${given(rows)} where true
    on conflict do nothing`.execute(db)
  await addPending(db, broadcast, Number(numAffectedRows ?? 0))
}
