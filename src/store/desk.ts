import type { Database } from './open.ts'

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

/** What counselors read: open questions and ratings. */
export function makeDesk({ db }: Database) {
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
  }
}
