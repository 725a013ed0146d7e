import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { ProgressEffect } from '../../core/work/progress.ts'
import { firstHomes } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'

/** Writes to people where each is reached first, within the transaction of the act; who was written to on that day is left alone. */
export async function saveReminded(
  db: Kysely<Tables>,
  { item, day, to }: ProgressEffect,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  const homes = await firstHomes(db, { numbers: to.map(t => t.number), at })
  for (const { number, saying } of to) {
    const home = homes.get(number)
    if (!home) continue
    await post(db, {
      id: ids.next(),
      key: `left:${item}:${day}:${number}`,
      of: { matter: 'left', about: item, round: day, recipient: number },
      chat: home.chat,
      purpose: 'reminder',
      to: home.handle,
      saying,
      at: new Date(at),
    })
  }
}

/** Who was written to so since then (epoch milliseconds), and when last. */
export async function remindedSince(
  db: Kysely<Tables>,
  item: string,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['recipient', eb => eb.fn.max('at').as('at')])
    .where('matter', '=', 'left')
    .where('about', '=', item)
    .where('at', '>=', since)
    .where('recipient', 'is not', null)
    .groupBy('recipient')
    .execute()
  return new Map(rows.map(r => [r.recipient!, Number(r.at)]))
}
