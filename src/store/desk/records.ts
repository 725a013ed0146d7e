import type { Kysely } from 'kysely'
import type { DeskEffect, DeskReads, StaffRecord } from '../../core/desk.ts'
import type { Answer } from '../../core/memory.ts'
import { numberOfOwner, type Unit } from '../../core/roster.ts'
import { isOwner } from '../people/owner.ts'
import type { Tables } from '../schema.ts'

/** What can be asked of what staff wrote down. */
export const recordReads = (db: Kysely<Tables>): Pick<DeskReads, 'records' | 'record'> => ({
  async records(flows) {
    if (flows.length === 0) return []
    const rows = recordRows(db).where('flow', 'in', [...flows])
    return (await rows.orderBy('submission.at', 'desc').execute()).map(recordOf)
  },
  async record(number) {
    const row = await recordRows(db).where('submission.number', '=', number).executeTakeFirst()
    return row ? recordOf(row) : null
  },
})

const recordRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('submission')
    .leftJoin('roster', j => j.on(isOwner('submission.person')))
    .select(['submission.number', 'person', 'flow', 'version', 'answers', 'submission.at', 'followed_at'])
    .select(['roster.name', 'college', 'scope'])
    .where('state', 'in', ['submitted', 'late'])

const recordOf = (row: Awaited<ReturnType<ReturnType<typeof recordRows>['execute']>>[number]): StaffRecord => ({
  number: row.number,
  flow: row.flow,
  version: row.version,
  answers: JSON.parse(row.answers) as Record<string, Answer>,
  at: row.at,
  writer: {
    number: numberOfOwner(row.person),
    name: row.name ?? '',
    college: row.college ?? '',
    scope: row.scope === null ? [] : (JSON.parse(row.scope) as Unit[]),
  },
  followedAt: row.followed_at,
})

/** What was still to be done after a record is done, or is not. */
export async function followUp(
  db: Kysely<Tables>,
  { number, isDone }: Extract<DeskEffect, { do: 'follow-up' }>,
  at: number,
): Promise<void> {
  const followed = isDone ? at : null
  await db.updateTable('submission').set({ followed_at: followed }).where('number', '=', number).execute()
}
