import { type Kysely, sql } from 'kysely'
import type { ReminderEffect } from '../../core/reminder.ts'
import type { Tables } from '../schema.ts'

/** Saves what a turn changed in a person's reminders. One of a name replaces the one before it. */
export async function saveReminderEffect(
  db: Kysely<Tables>,
  effect: ReminderEffect,
  { person, handle, id, at }: { person: string; handle: string; id: string; at: number },
): Promise<void> {
  if (effect.do === 'cancel-reminder') {
    const { which } = effect
    const gone = db.deleteFrom('reminder').where('person', '=', person)
    await ('name' in which ? gone.where('name', '=', which.name) : gone.where('id', 'in', [...which.ids, ''])).execute()
    return
  }
  const { name, text, rule, due, until, reply, chat } = effect
  if (name !== null) await db.deleteFrom('reminder').where('person', '=', person).where('name', '=', name).execute()
  const taken = await db.selectFrom('reminder').select('n').where('person', '=', person).execute()
  const numbers = new Set(taken.map(t => t.n))
  let n = 1
  while (numbers.has(n)) n++
  const where = { handle, channel: chat.channel, chat: chat.id }
  await db
    .insertInto('reminder')
    .values({ id, person, n, name, ...where, text, reply, rule: JSON.stringify(rule), due, wake: due, until, at })
    .execute()
}

/** Moves a person's reminders to the number that they were bound to; numbers stay different. */
export async function adoptReminders(db: Kysely<Tables>, from: string, to: string): Promise<void> {
  await db
    .updateTable('reminder')
    .set({
      person: to,
      n: sql<number>`n + coalesce((select max(other.n) from reminder as other where other.person = ${to}), 0)`,
    })
    .where('person', '=', from)
    .execute()
}
