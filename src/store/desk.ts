import type { Kysely } from 'kysely'
import type { PersonMemory } from '../core/memory.ts'
import type { Picture } from '../core/update.ts'
import { auditCommand } from './audit.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** A question that nobody could answer yet. */
export interface Unanswered {
  question: string
  times: number
  nearest: string[]
  firstAt: Date
  lastAt: Date
}

/** How often an entry was found useful, and how often not. */
export interface EntryRating {
  entry: string
  useful: number
  useless: number
}

/** Who marks something, see `auditCommand`, and when. */
interface Acting {
  by?: string | undefined
  at: Date
}

/** Whether something was marked now, had been so before, or is not there to be marked. */
export type Marked = 'now' | 'before' | 'unknown'

/** Someone who asked for a counselor. */
export interface Handoff {
  number: string
  name: string
  topic: string
  urgency: string
  text: string
  how: string
  mayContact: boolean
  at: Date
}

/** A contribution that waits for a moderator; `text` is what was written in it. */
export interface Review {
  number: string
  flow: string
  text: string
  /** Other contributions, of whomever, that hold one of its pictures. */
  samePictures: string[]
  at: Date
}

/** The hashes of the pictures in saved answers. */
function picturesIn(answers: string): string[] {
  const values = Object.values(JSON.parse(answers) as Record<string, unknown>)
  return values.flatMap(value => (Array.isArray(value) ? value.flatMap(p => (p as Picture).hash ?? []) : []))
}

/** For each picture, by the hash of its content, the contributions that hold it. */
async function holdersOfPictures(db: Database['db']): Promise<Map<string, string[]>> {
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

/** What counselors read: open questions, ratings, people who asked for them, contributions to look at. */
export function makeDesk({ db, transact }: Database) {
  return {
    /** Open questions, most asked first. */
    async unanswered(limit: number): Promise<Unanswered[]> {
      const rows = await db
        .selectFrom('unanswered')
        .selectAll()
        .orderBy('times', 'desc')
        .orderBy('last_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ question, times, nearest, first_at, last_at }) => ({
        question,
        times,
        nearest: nearest.split(' ').filter(Boolean),
        firstAt: new Date(first_at),
        lastAt: new Date(last_at),
      }))
    },
    /** Ratings per entry, worst first. */
    async ratings(): Promise<EntryRating[]> {
      const rows = await db
        .selectFrom('rating')
        .select(['entry', eb => eb.fn.sum<number>('useful').as('useful'), eb => eb.fn.countAll<number>().as('all')])
        .groupBy('entry')
        .execute()
      return rows
        .map(({ entry, useful, all }) => ({ entry, useful: Number(useful), useless: Number(all) - Number(useful) }))
        .sort((a, b) => b.useless - a.useless || a.entry.localeCompare(b.entry))
    },
    /** Open requests for a person, oldest first. */
    async handoffs(): Promise<Handoff[]> {
      const rows = await db.selectFrom('handoff').selectAll().where('state', '=', 'open').orderBy('at').execute()
      return rows.map(({ number, name, topic, urgency, text, how, may_contact, at }) => ({
        number,
        name,
        topic,
        urgency,
        text,
        how,
        mayContact: may_contact === 1,
        at: new Date(at),
      }))
    },
    /** Contributions in the moderation state, oldest first. */
    async reviews(): Promise<Review[]> {
      const rows = await db.selectFrom('submission').selectAll().where('state', '=', 'review').orderBy('at').execute()
      const sharing = await holdersOfPictures(db)
      return rows.map(({ number, flow, answers, at }) => {
        const written = Object.values(JSON.parse(answers) as Record<string, unknown>).filter(a => typeof a === 'string')
        const others = picturesIn(answers).flatMap(hash => sharing.get(hash) ?? [])
        const samePictures = [...new Set(others)].filter(other => other !== number)
        return { number, flow, text: written.join(' / '), samePictures, at: new Date(at) }
      })
    },
    /** Marks a request as followed up, with a line in the audit log; one that was so before stays as it is. */
    async finish(number: string, { by, at }: Acting): Promise<Marked> {
      return transact(async tx => {
        const row = await tx
          .updateTable('handoff')
          .set({ state: 'done' })
          .where('number', '=', number)
          .where('state', '=', 'open')
          .returning('number')
          .executeTakeFirst()
        if (row) {
          await auditCommand(tx, { act: 'finish-handoff', detail: number, by }, at)
          return 'now'
        }
        return (await isThere(tx, 'handoff', { number, state: 'done' })) ? 'before' : 'unknown'
      })
    },
    /** Lets a contribution be shown, with a line in the audit log; one that was so before stays as it is. */
    async approve(number: string, { by, at }: Acting): Promise<Marked> {
      return transact(async tx => {
        const row = await tx
          .updateTable('submission')
          .set({ state: 'submitted' })
          .where('number', '=', number)
          .where('state', '=', 'review')
          .returning('person')
          .executeTakeFirst()
        if (!row) return (await isThere(tx, 'submission', { number, state: 'submitted' })) ? 'before' : 'unknown'
        await auditCommand(tx, { act: 'approve-submission', detail: number, by }, at)
        const memory = await tx
          .selectFrom('person_memory')
          .select('state')
          .where('person', '=', row.person)
          .executeTakeFirst()
        if (!memory) return 'now'
        // What the person is shown of it comes from their memory.
        const state = JSON.parse(memory.state) as PersonMemory
        const submissions = state.submissions.map(s =>
          s.number === number ? { ...s, state: 'submitted' as const } : s,
        )
        await tx
          .updateTable('person_memory')
          .set({ state: JSON.stringify({ ...state, submissions }) })
          .where('person', '=', row.person)
          .execute()
        return 'now'
      })
    },
  }
}

async function isThere(
  db: Kysely<Tables>,
  table: 'handoff' | 'submission',
  { number, state }: { number: string; state: 'done' | 'submitted' },
): Promise<boolean> {
  const row = await db.selectFrom(table).select('number').where('number', '=', number).where('state', '=', state)
  return (await row.executeTakeFirst()) !== undefined
}
