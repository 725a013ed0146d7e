import type { Kysely } from 'kysely'
import type { Answer } from '../../core/memory.ts'
import type { Unit } from '../../core/roster.ts'
import { helpFlow, type JobReads, type JobSeeker } from '../../core/work/jobs.ts'
import { isWithinAny } from '../people/audience.ts'
import { isOwner } from '../people/owner.ts'
import type { Tables } from '../schema.ts'

/** What can be asked of those who agreed that the career office helps them; whoever withdrew it is not among them. */
export const seekerReads = (db: Kysely<Tables>): Pick<JobReads, 'seekers' | 'seeker'> => ({
  seekers: async scope => (await seekerRows(db, scope).orderBy('submission.at', 'desc').execute()).map(seekerOf),
  async seeker(number) {
    const row = await seekerRows(db, [{ of: 'school' }])
      .where('submission.number', '=', number)
      .executeTakeFirst()
    return row ? seekerOf(row) : null
  },
})

const seekerRows = (db: Kysely<Tables>, scope: readonly Unit[]) =>
  db
    .selectFrom('submission')
    .innerJoin('roster', j => j.on(isOwner('submission.person')))
    .select(['submission.number', 'version', 'answers', 'submission.at', 'followed_at'])
    .select(['roster.name', 'college', 'class_name'])
    .where('flow', '=', helpFlow)
    .where('submission.state', '=', 'submitted')
    .where(isWithinAny(scope))

const seekerOf = (row: Awaited<ReturnType<ReturnType<typeof seekerRows>['execute']>>[number]): JobSeeker => ({
  number: row.number,
  version: row.version,
  answers: JSON.parse(row.answers) as Record<string, Answer>,
  at: row.at,
  name: row.name,
  unit: { college: row.college, name: row.class_name },
  followedAt: row.followed_at,
})
