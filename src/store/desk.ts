import { type Kysely, sql } from 'kysely'
import type { Ids } from '../core/clock.ts'
import type { DeskEffect, DeskReads, Handoff, Review } from '../core/desk.ts'
import type { PersonMemory } from '../core/memory.ts'
import { type ClassRef, numberOfOwner, ownerOfNumber } from '../core/roster.ts'
import type { Effect } from '../core/turn.ts'
import type { Picture, Update } from '../core/update.ts'
import { firstAndAway } from '../office/cases/caretakers.ts'
import { caretakersOf } from './cases/caretakers.ts'
import { post } from './post.ts'
import type { Tables } from './schema.ts'

/** What staff read of the desk: people who asked for them, contributions to look at, open questions, ratings. */
export function deskReads(db: Kysely<Tables>): DeskReads {
  return {
    async handoffs() {
      return (await handoffRows(db).where('state', '=', 'open').orderBy('handoff.at').execute()).map(handoffOf)
    },
    async handoff(number) {
      const row = await handoffRows(db).where('handoff.number', '=', number).executeTakeFirst()
      return row ? handoffOf(row) : null
    },
    async reviews() {
      const rows = await reviewRows(db).where('state', '=', 'review').orderBy('submission.at').execute()
      const sharing = rows.length > 0 ? await holdersOfPictures(db) : new Map<string, string[]>()
      return rows.map(row => reviewOf(row, sharing))
    },
    async review(number) {
      const row = await reviewRows(db)
        .where('submission.number', '=', number)
        .where('state', 'in', ['review', 'submitted'])
        .executeTakeFirst()
      return row ? reviewOf(row, await holdersOfPictures(db)) : null
    },
    unanswered: most => openQuestions(db, most),
    async questions() {
      const { count } = await db
        .selectFrom('unanswered')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    async lying() {
      const handoffs = await handoffRows(db)
        .clearSelect()
        .select(lyingColumns)
        .select('handoff.at')
        .where('state', '=', 'open')
        .execute()
      const reviews = await reviewRows(db)
        .clearSelect()
        .select(lyingColumns)
        .select('submission.at')
        .where('state', '=', 'review')
        .execute()
      return { handoffs: handoffs.map(lyingOf), reviews: reviews.map(lyingOf) }
    },
    ratings: () => ratingsByEntry(db),
  }
}

const lyingColumns = ['college', 'class_name'] as const
const lyingOf = ({ college, class_name, at }: { college: string | null; class_name: string | null; at: number }) => ({
  unit: unitOf(college, class_name),
  at,
})

/** Questions without an answer, those asked most often first. */
async function openQuestions(db: Kysely<Tables>, most: number) {
  const rows = await db
    .selectFrom('unanswered')
    .select(['question', 'times', 'nearest', 'first_at', 'last_at'])
    .where('ended_at', 'is', null)
    .orderBy('times', 'desc')
    .orderBy('last_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ question, times, nearest, first_at, last_at }) => ({
    question,
    times,
    nearest: nearest.split(' ').filter(Boolean),
    firstAt: first_at,
    lastAt: last_at,
  }))
}

/** How entries were rated, the most useless first. */
async function ratingsByEntry(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('rating')
    .select(['entry', eb => eb.fn.sum<number>('useful').as('useful'), eb => eb.fn.countAll<number>().as('all')])
    .groupBy('entry')
    .execute()
  return rows
    .map(({ entry, useful, all }) => ({ entry, useful: Number(useful), useless: Number(all) - Number(useful) }))
    .sort((a, b) => b.useless - a.useless || a.entry.localeCompare(b.entry))
}

/** Saves what staff changed on the desk. */
export async function saveDeskEffect(db: Kysely<Tables>, effect: DeskEffect): Promise<void> {
  if (effect.do === 'approve-submission') return approveSubmission(db, effect.number)
  await db.updateTable('handoff').set({ state: 'done' }).where('number', '=', effect.number).execute()
}

/** Saves a request for a person, and tells the first of those who look after the writer whom anything reaches. */
export async function saveHandoff(
  db: Kysely<Tables>,
  { number, topic, urgency, text, how, mayContact, notice, keepDays }: Extract<Effect, { do: 'hand-off' }>,
  { update, owner, ids, at }: { update: Update; owner: string; ids: Ids; at: number },
): Promise<void> {
  const row = { number, person: owner, name: update.person.name, topic, urgency, text, how, state: 'open' as const, at }
  await db
    .insertInto('handoff')
    .values({ ...row, may_contact: mayContact ? 1 : 0, delete_at: at + keepDays * 86_400_000 })
    .execute()
  const askerNumber = numberOfOwner(owner)
  const asker =
    askerNumber !== null
      ? await db
          .selectFrom('roster')
          .select(['college', 'class_name as name', 'counselor'])
          .where('number', '=', askerNumber)
          .executeTakeFirst()
      : undefined
  // Of someone the roster does not know only the desk hears: nobody is theirs.
  if (!asker) return
  const staff = await caretakersOf(db, asker, { named: asker.counselor, at })
  for (const [n, { homes }] of firstAndAway(staff).entries()) {
    const home = homes[0]!
    await post(db, {
      id: ids.next(),
      key: n === 0 ? `handoff:${number}` : `handoff:${number}:${n}`,
      of: { matter: 'handoff', about: number },
      chat: home.chat,
      purpose: 'reply',
      to: home.handle,
      saying: notice,
      at: new Date(at),
    })
  }
}

const prefix = ownerOfNumber('')

/** Whether an owner's id is that of somebody on the roster, see `ownerOfNumber`: asked so that each is found by their number, not among all. */
const isOwner = (column: string) =>
  sql<boolean>`roster.number = substr(${sql.ref(column)}, ${sql.lit(prefix.length + 1)}) and substr(${sql.ref(column)}, 1, ${sql.lit(prefix.length)}) = ${sql.lit(prefix)}`

const handoffRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('handoff')
    .leftJoin('roster', j => j.on(isOwner('handoff.person')))
    .select([
      'handoff.number',
      'handoff.name',
      'college',
      'class_name',
      'topic',
      'urgency',
      'text',
      'how',
      'may_contact',
    ])
    .select(['handoff.at', 'state', 'roster.name as rosterName'])

type HandoffRow = Awaited<ReturnType<ReturnType<typeof handoffRows>['execute']>>[number]

const handoffOf = ({ college, class_name, may_contact, rosterName, name, state, ...row }: HandoffRow): Handoff => ({
  ...row,
  name: rosterName ?? name,
  unit: unitOf(college, class_name),
  mayContact: may_contact === 1,
  isDone: state === 'done',
})

const reviewRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('submission')
    .leftJoin('roster', j => j.on(isOwner('submission.person')))
    .select(['submission.number', 'flow', 'answers', 'state', 'submission.at', 'college', 'class_name'])

type ReviewRow = Awaited<ReturnType<ReturnType<typeof reviewRows>['execute']>>[number]

function reviewOf(
  { number, flow, answers, state, at, college, class_name }: ReviewRow,
  sharing: ReadonlyMap<string, string[]>,
): Review {
  const written = Object.values(JSON.parse(answers) as Record<string, unknown>).filter(a => typeof a === 'string')
  const others = picturesIn(answers).flatMap(hash => sharing.get(hash) ?? [])
  return {
    number,
    unit: unitOf(college, class_name),
    flow,
    text: written.join(' / '),
    samePictures: [...new Set(others)].filter(other => other !== number),
    isOpen: state === 'review',
    at,
  }
}

const unitOf = (college: string | null, name: string | null): ClassRef | null =>
  college === null || name === null ? null : { college, name }

/** The hashes of the pictures in saved answers. */
function picturesIn(answers: string): string[] {
  const values = Object.values(JSON.parse(answers) as Record<string, unknown>)
  return values.flatMap(value => (Array.isArray(value) ? value.flatMap(p => (p as Picture).hash ?? []) : []))
}

/** For each picture, by the hash of its content, the contributions that hold it. */
async function holdersOfPictures(db: Kysely<Tables>): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('submission')
    .select(['number', 'answers'])
    .where('answers', 'like', '%"hash"%')
    .where('state', '!=', 'withdrawn')
    .execute()
  const holders = new Map<string, string[]>()
  for (const { number, answers } of rows)
    for (const hash of picturesIn(answers)) holders.set(hash, [...(holders.get(hash) ?? []), number])
  return holders
}

/** Lets a contribution be shown, also in what is remembered of whoever made it: what they are shown of it comes from there. */
async function approveSubmission(db: Kysely<Tables>, number: string): Promise<void> {
  const row = await db
    .updateTable('submission')
    .set({ state: 'submitted' })
    .where('number', '=', number)
    .where('state', '=', 'review')
    .returning('person')
    .executeTakeFirst()
  if (!row) return
  const memory = await db
    .selectFrom('person_memory')
    .select('state')
    .where('person', '=', row.person)
    .executeTakeFirst()
  if (!memory) return
  const state = JSON.parse(memory.state) as PersonMemory
  const submissions = state.submissions.map(s => (s.number === number ? { ...s, state: 'submitted' as const } : s))
  await db
    .updateTable('person_memory')
    .set({ state: JSON.stringify({ ...state, submissions }) })
    .where('person', '=', row.person)
    .execute()
}
