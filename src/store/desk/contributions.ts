import { type Kysely, sql } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Contribution, ContributionQuery, DeskEffect, DeskReads } from '../../core/desk.ts'
import type { Answer, PersonMemory, Submission } from '../../core/memory.ts'
import { isWithinAny } from '../people/audience.ts'
import { homesOfOwners } from '../people/homes.ts'
import { isOwner } from '../people/owner.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { holds } from '../sqlite/sql.ts'
import { classOfRow } from './unit.ts'

type Of<D extends DeskEffect['do']> = Extract<DeskEffect, { do: D }>

/** What can be asked of what people handed in to be shown; `at` says who is reached now. */
export function contributionReads(
  db: Kysely<Tables>,
  at: number,
): Pick<DeskReads, 'contributions' | 'countContributions' | 'contribution' | 'pickedWeeks'> {
  const read = async (rows: ContributionRow[]) => {
    const homes = await homesOfOwners(db, { owners: rows.map(row => row.person), at })
    return rows.map(row => contributionOf(row, homes.has(row.person)))
  }
  return {
    async contributions({ states, most, from = 0, ...query }) {
      const inOrder = <Rows extends ReturnType<typeof joined>>(rows: Rows) =>
        rows.$if(query.week !== undefined, q => q.orderBy('place')).orderBy('submission.at')
      // Which they are an index says alone; only these are then read whole.
      const which = inOrder(asked(db, query).where('submission.state', 'in', [...states]))
        .select('submission.number')
        .limit(most)
        .offset(from)
      return read(await selected(inOrder(joined(db)).where('submission.number', 'in', which)).execute())
    },
    async countContributions(query) {
      const rows = await asked(db, query)
        .select(['submission.state', eb => eb.fn.countAll<number>().as('count')])
        .groupBy('submission.state')
        .execute()
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
    },
    async contribution(number) {
      const rows = selected(joined(db)).where('submission.number', '=', number)
      return (await read(await rows.where('submission.state', '!=', 'withdrawn').execute()))[0] ?? null
    },
    async pickedWeeks() {
      const rows = await db.selectFrom('pick').select('week').distinct().orderBy('week', 'desc').execute()
      return rows.map(({ week }) => week)
    },
  }
}

const joined = (db: Kysely<Tables>) =>
  db
    .selectFrom('submission')
    .leftJoin('roster', j => j.on(isOwner('submission.person')))
    .leftJoin('pick', 'pick.number', 'submission.number')

function asked(db: Kysely<Tables>, { flows, scope, week, said = '' }: Omit<ContributionQuery, 'states' | 'most'>) {
  const found = ['submission.number', 'submission.answers', 'roster.name'].map(c => holds(sql.ref(c), sql.val(said)))
  return joined(db)
    .where('flow', 'in', flows.length === 0 ? [''] : [...flows])
    .where(isWithinAny(scope))
    .$if(week !== undefined, q => q.where('week', '=', week!))
    .$if(said !== '', q => q.where(eb => eb.or(found)))
}

const selected = (rows: ReturnType<typeof joined>) =>
  rows.select([
    ...(['submission.number', 'submission.person', 'flow', 'version', 'answers', 'submission.state'] as const),
    ...(['reason', 'submission.at', 'revised_at', 'college', 'class_name', 'roster.name as author'] as const),
    ...(['week', 'place', 'caption'] as const),
  ])

type ContributionRow = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const contributionOf = (row: ContributionRow, isReached: boolean): Contribution => ({
  number: row.number,
  flow: row.flow,
  version: row.version,
  answers: JSON.parse(row.answers) as Record<string, Answer>,
  state: row.state as Submission['state'],
  reason: row.reason,
  unit: classOfRow(row.college, row.class_name),
  author: row.author ?? '',
  at: row.at,
  revisedAt: row.revised_at,
  pick: row.week === null ? null : { week: row.week, place: row.place ?? 0, caption: row.caption ?? '' },
  isReached,
})

/** Sets where a contribution stands, also in what is remembered of whoever made it: what they are shown of it comes from there. Answers whose it is. */
async function setState(
  db: Kysely<Tables>,
  number: string,
  { state, reason = null }: { state: Submission['state']; reason?: string | null },
): Promise<string | null> {
  const row = await db
    .updateTable('submission')
    .set({ state, reason })
    .where('number', '=', number)
    .where('state', '!=', 'withdrawn')
    .returning('person')
    .executeTakeFirst()
  if (!row) return null
  const { person } = row
  const memory = await db.selectFrom('person_memory').select('state').where('person', '=', person).executeTakeFirst()
  if (!memory) return person
  const known = JSON.parse(memory.state) as PersonMemory
  const submissions = known.submissions.map(s => {
    const { reason: _, ...rest } = s
    return s.number === number ? { ...rest, state, ...(reason === null ? {} : { reason }) } : s
  })
  await db
    .updateTable('person_memory')
    .set({ state: JSON.stringify({ ...known, submissions }) })
    .where('person', '=', person)
    .execute()
  return person
}

/** Lets a contribution be shown. */
export async function approveSubmission(db: Kysely<Tables>, { number, as }: Of<'approve-submission'>): Promise<void> {
  await setState(db, number, { state: as })
}

/** Lets a contribution wait for a moderator once more. */
export async function reviewSubmission(db: Kysely<Tables>, { number }: Of<'review-submission'>): Promise<void> {
  await setState(db, number, { state: 'review' })
}

/** A contribution stands again as a moderator had left it. */
export async function putSubmission(
  db: Kysely<Tables>,
  { number, state, reason }: Of<'put-submission'>,
): Promise<void> {
  await setState(db, number, { state, reason })
}

/** Sends a contribution back and tells its author why, where anything reaches them. */
export async function returnSubmission(
  db: Kysely<Tables>,
  { number, reason, saying }: Of<'return-submission'>,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  const person = await setState(db, number, { state: 'returned', reason })
  const home = person === null ? undefined : (await homesOfOwners(db, { owners: [person], at })).get(person)
  if (!home) return
  const id = ids.next()
  await post(db, {
    id,
    key: `returned:${number}:${id}`,
    chat: home.chat,
    purpose: 'reply',
    to: home.handle,
    saying,
    at: new Date(at),
  })
}

/** Chooses a contribution for a week, or puts it elsewhere in it. */
export async function savePick(db: Kysely<Tables>, { number, week, place, caption }: Of<'pick'>): Promise<void> {
  const row = { week, place, caption }
  await db
    .insertInto('pick')
    .values({ number, ...row })
    .onConflict(c => c.column('number').doUpdateSet(row))
    .execute()
}

/** A contribution is chosen for no week any more. */
export async function dropPick(db: Kysely<Tables>, { number }: Of<'unpick'>): Promise<void> {
  await db.deleteFrom('pick').where('number', '=', number).execute()
}
