import type { Kysely } from 'kysely'
import type { Caretaker } from '../../core/case.ts'
import type { Ids } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Chat } from '../../core/update.ts'
import { type Matter, post } from '../post.ts'
import type { Tables } from '../schema.ts'

/**
 * Tells these people of a crisis case, each over every private chat there is, and records it; someone whom nothing reaches is recorded
 * as such. Telling the same step twice changes nothing.
 */
export async function tellStaff(
  db: Kysely<Tables>,
  {
    number,
    step,
    staff,
    saying,
    at,
    ids,
  }: { number: string; step: number; staff: readonly Caretaker[]; saying: Saying; at: number; ids: Ids },
): Promise<void> {
  for (const one of staff) {
    if (one.homes.length === 0) await note(db, { number, at, step, event: 'unreachable', staff: one.number, key: null })
    for (const { handle, chat } of one.homes) {
      const key = `crisis:${number}:${step}:${handle}`
      const of: Matter = { matter: 'crisis', about: number, round: step }
      await postUrgently(db, { key, of, chat, to: handle, saying, at, ids })
      await note(db, { number, at, step, event: 'told', staff: one.number, key })
    }
  }
}

/** Adds a line to the history of a crisis case. */
export async function note(db: Kysely<Tables>, row: Omit<Tables['crisis_event'], 'seq'>): Promise<void> {
  await db.insertInto('crisis_event').values(row).execute()
}

/** Puts a message because of a crisis into the outbox, once under its key. */
export async function postUrgently(
  db: Kysely<Tables>,
  {
    at,
    ids,
    ...rest
  }: { key: string; of?: Matter; chat: Chat; to: string | null; saying: Saying; at: number; ids: Ids },
): Promise<void> {
  await post(db, { ...rest, id: ids.next(), purpose: 'safety', at: new Date(at) })
}
