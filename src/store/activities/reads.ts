import type { Kysely } from 'kysely'
import type { Audience } from '../../core/roster.ts'
import type { Activity, ActivityReads } from '../../core/work/activity.ts'
import { nextNumber } from '../counter.ts'
import type { Tables } from '../schema.ts'

/** What can be asked of activities. */
export const activityReads = (db: Kysely<Tables>): ActivityReads => ({
  next: async () => `E${String(await nextNumber(db, 'activity')).padStart(2, '0')}`,
  async between(from, until) {
    const rows = activityRows(db).where('activity.at', '>=', from).where('activity.at', '<', until)
    return (await rows.orderBy('activity.at').orderBy('activity.number').execute()).map(activityOf)
  },
  async activity(number) {
    const row = await activityRows(db).where('activity.number', '=', number).executeTakeFirst()
    return row ? activityOf(row) : null
  },
  async notices(activity) {
    const rows = db.selectFrom('activity_notice').selectAll().where('activity', '=', activity)
    const found = await rows.orderBy('revision').orderBy('due').execute()
    return found.map(({ position: _, ...notice }) => notice)
  },
})

/** Activities with the name of who planned them. */
export const activityRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('activity')
    .leftJoin('roster', 'roster.number', 'activity.by')
    .selectAll('activity')
    .select('roster.name as by_name')

/** A row of these as the office knows it. */
export const activityOf = ({
  by_name,
  audience,
  ...row
}: Tables['activity'] & { by_name: string | null }): Activity => ({
  ...row,
  audience: JSON.parse(audience) as Audience,
  byName: by_name ?? '',
})
