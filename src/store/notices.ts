import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import type { Database } from './open.ts'
import { homesOf } from './people/homes.ts'
import { post } from './post.ts'

/** Tells the operator something over every channel that reaches them, except the one it is about; the same `key` once. */
export async function tellOperator(
  { transact }: Database,
  { operator, about, key, saying }: { operator: string | null; about: string; key: string; saying: Saying },
  { ids, at }: { ids: Ids; at: Date },
): Promise<void> {
  if (operator === null) return
  await transact(async db => {
    const homes = (await homesOf(db, { numbers: [operator], at: at.getTime() })).get(operator) ?? []
    for (const { handle, chat } of homes.filter(home => home.chat.channel !== about))
      await post(db, {
        id: ids.next(),
        key: `notice:${key}:${handle}`,
        chat,
        purpose: 'safety',
        to: handle,
        saying,
        at,
      })
  })
}
