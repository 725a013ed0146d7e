import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { JobReads, JobWishEffect, JobWishKept, SoughtJobs } from '../../core/work/jobs.ts'
import type { Wisher, Wishes, WishRecords } from '../../office/jobs/telling.ts'
import type { Database } from '../open.ts'
import { homesOfOwners } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { postingOf, postingRows } from './postings.ts'

/** What can be asked of what people want to be told of. */
export const wishReads = (db: Kysely<Tables>): Pick<JobReads, 'wishes'> => ({
  async wishes(owner) {
    const rows = await db.selectFrom('job_wish').selectAll().where('person', '=', owner).orderBy('at').execute()
    return rows.map(wishOf)
  },
})

const wishOf = ({ id, sought, at }: Pick<Tables['job_wish'], 'id' | 'sought' | 'at'>): JobWishKept => ({
  id,
  at,
  ...(JSON.parse(sought) as SoughtJobs),
})

/** The release that came last, so far as any posting that may be shown bears it. */
const newest = (db: Kysely<Tables>) =>
  db
    .selectFrom('job_posting')
    .where('state', '=', 'open')
    .select(eb => eb.fn.max('release').as('release'))

/** Keeps or drops what the writer of a turn wants to be told of; what was posted before is none of it. */
export async function saveJobWish(
  db: Kysely<Tables>,
  effect: JobWishEffect,
  { owner, at }: { owner: string; at: number },
): Promise<void> {
  if (effect.do === 'drop-job-wishes') {
    await db.deleteFrom('job_wish').where('person', '=', owner).execute()
    return
  }
  const last = await newest(db).executeTakeFirst()
  // Whoever was written to today is left in peace today, whatever else they come to want.
  const before = await db
    .selectFrom('job_wish')
    .where('person', '=', owner)
    .select(eb => eb.fn.max('looked_at').as('at'))
    .executeTakeFirst()
  const row = { id: effect.id, person: owner, sought: JSON.stringify(effect.sought), at, seen: last?.release ?? 0 }
  await db
    .insertInto('job_wish')
    .values({ ...row, looked_at: before?.at ?? null })
    .execute()
}

/** Where people stand who want to be told of new postings. */
export function makeWishes({ db, transact }: Database, { ids }: { ids: Ids }): Wishes {
  return {
    async waiting() {
      const row = await unseen(db)
        .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min('looked_at').as('at')])
        .select(eb => eb.fn.count('looked_at').as('looked'))
        .executeTakeFirst()
      if (!row || Number(row.count) === 0) return null
      return { lookedAt: Number(row.looked) < Number(row.count) ? null : Number(row.at) }
    },
    transact: (now, step) => transact(tx => step(wishRecords(tx, { ids, at: now.getTime() }))),
  }
}

/** Wishes that were not held against the newest posting yet. */
const unseen = (db: Kysely<Tables>) => db.selectFrom('job_wish').where('seen', '<', newest(db) as never)

function wishRecords(db: Kysely<Tables>, { ids, at }: { ids: Ids; at: number }): WishRecords {
  return {
    async open(from) {
      const rows = await postingRows(db).where('state', '=', 'open').where('until', '>=', from).execute()
      return rows.map(postingOf)
    },
    newest: async () => (await newest(db).executeTakeFirst())?.release ?? 0,
    wishers: of => wishersIn(db, of),
    homes: owners => homesOfOwners(db, { owners, at }),
    async tell({ owner, home, day, saying }) {
      const { handle: to, chat } = home
      await post(db, {
        ...{ id: ids.next(), key: `jobs:${owner}:${day}`, chat, purpose: 'reminder', to, saying },
        at: new Date(at),
      })
    },
    async settle(owner, { seen, isLooked }) {
      await db
        .updateTable('job_wish')
        .set({ ...(seen === null ? {} : { seen }), ...(isLooked ? { looked_at: at } : {}) })
        .where('person', '=', owner)
        .execute()
    },
  }
}

/** Some who are free to be written to, each with all that they want: nobody's wishes are looked after by halves. */
async function wishersIn(
  db: Kysely<Tables>,
  { lookedBefore, most }: { lookedBefore: number; most: number },
): Promise<Wisher[]> {
  const people = unseen(db)
    .select('person')
    .distinct()
    .where(eb => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<', lookedBefore)]))
    .orderBy('person')
    .limit(most)
  const rows = await db
    .selectFrom('job_wish')
    .select(['person', 'sought', 'seen'])
    .where('person', 'in', people)
    .orderBy('at')
    .execute()
  return [...Map.groupBy(rows, row => row.person)].map(([owner, own]) => ({
    owner,
    wishes: own.map(({ sought, seen }) => ({ seen, ...(JSON.parse(sought) as SoughtJobs) })),
  }))
}
