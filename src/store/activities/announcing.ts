import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Announcements, AnnouncingRecords } from '../../office/activities/announcing.ts'
import type { Database } from '../open.ts'
import { recipientsOf } from '../people/audience.ts'
import { homesOf } from '../people/homes.ts'
import { targetsOf } from '../people/targets.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { activityOf, activityRows } from './reads.ts'

/** Where what is told of activities waits, in the database. */
export const makeAnnouncements = ({ db, transact }: Database, { ids }: { ids: Ids }): Announcements => ({
  async nextDue() {
    const waiting = db.selectFrom('activity_notice').where('state', '=', 'waiting')
    const row = await waiting.select(eb => eb.fn.min('due').as('due')).executeTakeFirst()
    return row?.due === null || row?.due === undefined ? null : new Date(Number(row.due))
  },
  transact: (now, step) => transact(tx => step(recordsIn(tx, { now, ids }))),
  async dueAgain(now) {
    // What a fast clock put off further than its own length comes at once; what it told stays told.
    await db
      .updateTable('activity_notice')
      .set({ due: now.getTime() })
      .where('state', '=', 'waiting')
      .where('news', 'in', ['invite', 'moved', 'cancelled'])
      .where('due', '>', now.getTime())
      .execute()
  },
})

function recordsIn(db: Kysely<Tables>, { now, ids }: { now: Date; ids: Ids }): AnnouncingRecords {
  const at = now.getTime()
  return {
    async next() {
      const waiting = db.selectFrom('activity_notice').selectAll().where('state', '=', 'waiting').where('due', '<=', at)
      const row = await waiting.orderBy('due').orderBy('activity').limit(1).executeTakeFirst()
      if (!row) return null
      const { position: after, ...notice } = row
      const activity = await activityRows(db).where('activity.number', '=', row.activity).executeTakeFirstOrThrow()
      return { notice, after, activity: activityOf(activity) }
    },
    async people(audience) {
      const people = await recipientsOf(db, audience, at)
      return people.sort((a, b) => (a.number < b.number ? -1 : 1))
    },
    groups: async audience => {
      const targets = await targetsOf(db, { to: 'group', audience }, at)
      return targets.flatMap(({ home, who: { college, className: name } }) =>
        home ? [{ of: { college, name }, chat: home.chat }] : [],
      )
    },
    homesOf: async number => (await homesOf(db, { numbers: [number], at })).get(number) ?? [],
    async tell({ activity, news, revision }, { id, chat, handle: to, saying }) {
      const key = `activity:${activity}:${revision}:${news}:${id}`
      const of = { matter: 'activity', about: activity, round: revision } as const
      await post(db, { id: ids.next(), key, of, chat, to, purpose: 'reminder', saying, at: now })
    },
    async put({ activity, news, revision }, to) {
      const { after: position, ...rest } = to
      await db
        .updateTable('activity_notice')
        .set({ ...rest, ...(position === undefined ? {} : { position }) })
        .where('activity', '=', activity)
        .where('news', '=', news)
        .where('revision', '=', revision)
        .execute()
    },
  }
}
