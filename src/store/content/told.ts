import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { ContentEffect, SaidTo } from '../../core/content/item.ts'
import type { Saying } from '../../core/delivery.ts'
import { ownerOf } from '../../core/roster.ts'
import { homesOfOwners } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { holds } from '../sqlite/sql.ts'

/** So many messages are looked through before others have their turn. */
const slice = 10_000

/** What was answered or reminded of to one person, with any of these words in it, the oldest first; in groups too, where it was said to somebody. */
export async function saidTo(db: Kysely<Tables>, words: readonly string[]): Promise<SaidTo[]> {
  if (words.length === 0) return []
  const { first, last } = await db
    .selectFrom('delivery')
    .select(eb => [eb.fn.min('seq').as('first'), eb.fn.max('seq').as('last')])
    .executeTakeFirstOrThrow()
  const found: SaidTo[] = []
  for (let from = Number(first); from <= Number(last); from += slice) {
    found.push(...(await saidWithin(db, words, { from, until: from + slice })))
    await new Promise(go => setImmediate(go))
  }
  return found
}

async function saidWithin(
  db: Kysely<Tables>,
  words: readonly string[],
  { from, until }: { from: number; until: number },
): Promise<SaidTo[]> {
  const rows = await db
    .selectFrom('delivery')
    .leftJoin('binding', 'binding.handle', 'delivery.person')
    .select(['delivery.person', 'delivery.body', 'binding.number'])
    .where('delivery.seq', '>=', from)
    .where('delivery.seq', '<', until)
    .where('delivery.purpose', 'in', ['reply', 'reminder'])
    .where('delivery.state', 'in', ['waiting', 'sending', 'delivered', 'uncertain'])
    .where('delivery.person', 'is not', null)
    .where(({ or, ref, val }) => or(words.map(word => holds(ref('delivery.body'), val(inDocument(word))))))
    .orderBy('delivery.seq')
    .execute()
  return rows.map(({ person, body, number }) => ({
    owner: ownerOf({ id: person! }, { number }),
    text: (JSON.parse(body) as Saying).text,
  }))
}

/** Words as they stand within the document that a body is. */
const inDocument = (word: string): string => JSON.stringify(word).slice(1, -1)

/** Writes to people where each is reached first that what they were told has changed, within the transaction of the act; of one version once. */
export async function saveTold(
  db: Kysely<Tables>,
  { key, version, notBefore, to }: Extract<ContentEffect, { do: 'tell-new' }>,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  const homes = await homesOfOwners(db, { owners: to.map(one => one.owner), at })
  for (const { owner, saying } of to) {
    const home = homes.get(owner)
    if (!home) continue
    await post(db, {
      id: ids.next(),
      key: `told:${key}:${version}:${owner}`,
      chat: home.chat,
      purpose: 'reminder',
      to: home.handle,
      saying,
      at: new Date(at),
      notBefore,
    })
  }
}
