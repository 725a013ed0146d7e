import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Role } from '../../core/role.ts'
import type { JobEffect, JobReads, Posting, PostingState } from '../../core/work/jobs.ts'
import { classOfRow } from '../desk/unit.ts'
import { homesOfOwners } from '../people/homes.ts'
import { isOwner } from '../people/owner.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'

/** What can be asked of postings. */
export const postingReads = (db: Kysely<Tables>): Pick<JobReads, 'postings' | 'countPostings' | 'posting'> => ({
  async postings({ states, from, isOver, most }) {
    const rows = await postingRows(db)
      .where('job_posting.state', 'in', [...states])
      .where('until', isOver ? '<' : '>=', from)
      .orderBy('job_posting.at', 'desc')
      .limit(most)
      .execute()
    return rows.map(postingOf)
  },
  async countPostings(from) {
    const rows = await db
      .selectFrom('job_posting')
      .select(['state', eb => eb.fn.countAll<number>().as('count')])
      .where('until', '>=', from)
      .groupBy('state')
      .execute()
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
  },
  async posting(number) {
    const row = await postingRows(db).where('job_posting.number', '=', number).executeTakeFirst()
    return row ? postingOf(row) : null
  },
})

/** Postings with who brought them in. */
export const postingRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('job_posting')
    .leftJoin('roster', j => j.on(isOwner('job_posting.person')))
    .select(['job_posting.number', 'person', 'title', 'employer', 'place', 'kind', 'until', 'contact', 'source'])
    .select(['about', 'state', 'reason', 'job_posting.at', 'released_at', 'release'])
    .select(['roster.name', 'roster.role', 'roster.college', 'roster.class_name', 'roster.tags'])

type PostingRow = Awaited<ReturnType<ReturnType<typeof postingRows>['execute']>>[number]

/** A row as it is read. */
export function postingOf(row: PostingRow): Posting {
  const { person, name, role, college, class_name, tags, released_at, ...text } = row
  return {
    ...text,
    bringer: {
      owner: person,
      name: name ?? '',
      role: (role ?? 'student') as Role,
      unit: classOfRow(college, class_name),
      tags: tags === null ? [] : (JSON.parse(tags) as string[]),
    },
    releasedAt: released_at,
  }
}

/** When an act is (epoch milliseconds), and where ids come from. */
interface Saving {
  ids: Ids
  at: number
}

/** Saves what was done to a posting, within the transaction of the act. */
export async function savePosting(db: Kysely<Tables>, effect: JobEffect, saving: Saving): Promise<void> {
  const { number } = effect
  switch (effect.do) {
    case 'put-posting':
      return putPosting(db, effect, saving.at)
    case 'release-posting':
      await release(db, effect, saving.at)
      return effect.saying ? tellBringer(db, number, { saying: effect.saying, ...saving }) : undefined
    case 'return-posting':
      await setState(db, number, { state: 'returned', reason: effect.reason })
      return tellBringer(db, number, { saying: effect.saying, ...saving })
    case 'end-posting':
      return setState(db, number, { state: 'ended', reason: effect.reason })
    case 'set-posting':
      return setState(db, number, effect)
  }
}

async function putPosting(
  db: Kysely<Tables>,
  { number, text, endsAt, by }: Extract<JobEffect, { do: 'put-posting' }>,
  at: number,
): Promise<void> {
  const row = { ...text, ends_at: endsAt, state: 'waiting' as const, reason: '' }
  await db
    .insertInto('job_posting')
    .values({ number, person: by, at, ...row })
    .onConflict(c => c.column('number').doUpdateSet(row))
    .execute()
}

/** The first release gives a posting its place in their order; whoever was told of it is not told again. */
async function release(
  db: Kysely<Tables>,
  { number, by }: Extract<JobEffect, { do: 'release-posting' }>,
  at: number,
): Promise<void> {
  const counted = await db
    .updateTable('counter')
    .set(eb => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'posting')
    .returning('value')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('job_posting')
    .set(eb => ({
      state: 'open',
      reason: '',
      released_by: by,
      released_at: at,
      release: eb.fn.coalesce('release', eb.val(counted.value)),
    }))
    .where('number', '=', number)
    .execute()
}

const setState = async (
  db: Kysely<Tables>,
  number: string,
  { state, reason }: { state: PostingState; reason: string },
): Promise<void> => {
  await db.updateTable('job_posting').set({ state, reason }).where('number', '=', number).execute()
}

/** Writes to whoever brought a posting in, where anything reaches them. */
async function tellBringer(
  db: Kysely<Tables>,
  number: string,
  { saying, ids, at }: Saving & { saying: Saying },
): Promise<void> {
  const row = await db.selectFrom('job_posting').select('person').where('number', '=', number).executeTakeFirst()
  const home = row && (await homesOfOwners(db, { owners: [row.person], at })).get(row.person)
  if (!home) return
  const id = ids.next()
  const { handle: to, chat } = home
  await post(db, { id, key: `posting:${number}:${id}`, chat, purpose: 'reply', to, saying, at: new Date(at) })
}
