import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import type { Database } from './open.ts'
import { waitingRow } from './outbox.ts'

/** Where the operator is reached, newest first. */
export async function operatorHomes(
  { db }: Pick<Database, 'db'>,
  operator: string,
): Promise<{ handle: string; chat: { id: string; channel: string; kind: 'private' } }[]> {
  const rows = await db
    .selectFrom('binding')
    .select(['handle', 'channel', 'private_chat'])
    .where('number', '=', operator)
    .where('private_chat', 'is not', null)
    .orderBy('at', 'desc')
    .execute()
  return rows.map(({ handle, channel, private_chat }) => ({
    handle,
    chat: { id: private_chat!, channel, kind: 'private' },
  }))
}

/** Tells the operator something over every channel that reaches them, except the one it is about; the same `key` once. */
export async function tellOperator(
  { transact }: Database,
  { operator, about, key, saying }: { operator: string | null; about: string; key: string; saying: Saying },
  { ids, at }: { ids: Ids; at: Date },
): Promise<void> {
  if (operator === null) return
  await transact(async db => {
    for (const { handle, chat } of (await operatorHomes({ db }, operator)).filter(
      home => home.chat.channel !== about,
    )) {
      const row = waitingRow({
        id: ids.next(),
        key: `notice:${key}:${handle}`,
        chat,
        purpose: 'safety',
        to: handle,
        saying,
        at,
      })
      await db
        .insertInto('delivery')
        .values(row)
        .onConflict(c => c.doNothing())
        .execute()
    }
  })
}
