import type { Kysely } from 'kysely'
import { handlesOf } from '../people/reads.ts'
import type { Tables } from '../schema.ts'

/** Deletes what was recorded and sent to staff because of a crisis case. What is on its way goes when it has ended, see `strayTellings`. */
export async function deleteTraces(db: Kysely<Tables>, number: string): Promise<void> {
  await db.deleteFrom('crisis_event').where('number', '=', number).execute()
  const told = await db
    .selectFrom('delivery')
    .select('id')
    .where('matter', '=', 'crisis')
    .where('about', '=', number)
    .where('state', '!=', 'sending')
    .execute()
  await deleteSent(db, told)
}

/** Deletes deliveries, and what of them the web chat keeps. */
export async function deleteSent(db: Kysely<Tables>, sent: readonly { id: string }[]): Promise<void> {
  for (const { id } of sent) {
    await db.deleteFrom('delivery').where('id', '=', id).execute()
    await db.deleteFrom('web_message').where('id', '=', id).execute()
  }
}

/** Tellings that were on their way when their case went, and are no longer. */
export function strayTellings(db: Kysely<Tables>) {
  return db
    .selectFrom('delivery')
    .select('id')
    .where('matter', '=', 'crisis')
    .where('state', '!=', 'sending')
    .where('about', 'not in', db.selectFrom('crisis_case').select('number'))
}

/**
 * Deletes what was answered because of a crisis: to staff who read of it, and to the person since then. What has not left yet is still sent, and what
 * the person sees in a chat of their own stays there.
 */
export async function deleteAnswers(
  db: Kysely<Tables>,
  { number, person, at }: Pick<Tables['crisis_case'], 'number' | 'person' | 'at'>,
): Promise<void> {
  const ended = db
    .selectFrom('delivery')
    .select(['id', 'body'])
    .where('answers', 'is not', null)
    .where('at', '>=', at)
    .where('state', 'not in', ['waiting', 'sending'])
  const naming = await ended.where('body', 'like', `%${number}%`).execute()
  const name = new RegExp(`${number}(?!\\d)`)
  await deleteSent(
    db,
    naming.filter(d => name.test(d.body)),
  )
  const handles = await handlesOf(db, person)
  const theirs = await ended
    .where('purpose', '=', 'safety')
    .where(eb => eb.or([eb('person', '=', person), eb('person', 'in', handles)]))
    .execute()
  for (const { id } of theirs) await db.deleteFrom('delivery').where('id', '=', id).execute()
}

/**
 * What of the cases goes when a person asks to be forgotten: their crises that somebody has acknowledged. One that nobody has seen to
 * yet stays until then, without a word of what was said: it is there to protect them.
 */
export async function forgetCases(db: Kysely<Tables>, person: string): Promise<void> {
  const done = await db
    .deleteFrom('crisis_case')
    .where('person', '=', person)
    .where('state', '=', 'acknowledged')
    .returning('number')
    .execute()
  for (const { number } of done) await deleteTraces(db, number)
  await db.updateTable('crisis_case').set({ excerpt: '' }).where('person', '=', person).execute()
}
