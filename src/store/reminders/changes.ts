import type { Kysely } from 'kysely'
import type { ReminderChange, ReminderWorkEffect } from '../../core/reminder.ts'
import type { Unit } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'

type Row = Tables['reminder_change']

/** What staff changed in the standing reminders that was not over at an instant, oldest first. */
export async function changesIn(db: Kysely<Tables>, since: number): Promise<ReminderChange[]> {
  const rows = await db
    .selectFrom('reminder_change as c')
    .leftJoin('roster', 'roster.number', 'c.by')
    .selectAll('c')
    .select('roster.name')
    .where('c.over_at', '>', since)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute()
  return rows.map(changeOf)
}

function changeOf({ name, ...row }: Row & { name: string | null }): ReminderChange {
  const { id, kind, reminder, instant, until, reason, by, at } = row
  const units = JSON.parse(row.units) as Unit[]
  const made = { id, reason, by, byName: name ?? '', at, reminder }
  if (kind === 'pause') return { is: 'pause', ...made, units, from: instant, until }
  if (kind === 'skip') return { is: 'skip', ...made, units, instant }
  return { is: 'move', ...made, instant, to: until, isDone: row.is_done === 1 }
}

/** Saves what an act changed in the standing reminders, within its transaction. */
export async function saveReminderChange(db: Kysely<Tables>, effect: ReminderWorkEffect): Promise<void> {
  if (effect.do === 'unchange-reminder') {
    await db.deleteFrom('reminder_change').where('id', '=', effect.id).execute()
    return
  }
  const row = rowOf(effect.change)
  await db
    .insertInto('reminder_change')
    .values(row)
    .onConflict(c => c.column('id').doUpdateSet(row))
    .execute()
}

function rowOf(change: ReminderChange): Row {
  const { id, is: kind, reminder, reason, by, at } = change
  const made = { id, kind, reminder, reason, by, at, is_done: 0 }
  if (change.is === 'pause') {
    const { from: instant, until } = change
    return { ...made, units: JSON.stringify(change.units), instant, until, over_at: until }
  }
  const { instant } = change
  if (change.is === 'skip')
    return { ...made, units: JSON.stringify(change.units), instant, until: instant, over_at: instant }
  const { to: until } = change
  return { ...made, units: '[]', instant, until, over_at: Math.max(instant, until) }
}
