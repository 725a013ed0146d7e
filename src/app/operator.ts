import type { Channel } from '../core/channel.ts'
import type { Clock, Ids } from '../core/clock.ts'
import { type Delivery, type Receipt, saying } from '../core/delivery.ts'
import type { Home } from '../core/roster.ts'
import { tellOperator } from '../store/notices.ts'
import type { Database } from '../store/open.ts'
import { homesOf } from '../store/people/homes.ts'

/** Speaks to whoever runs the bot. */
export interface Operator {
  /** Saves a word to the operator, the same key once; it leaves like any other. */
  tell(key: string, text: string): Promise<void>
  /** Says it at once and past the database, which cannot be written; true when a platform took it. */
  shout(text: string): Promise<boolean>
}

const patienceMs = 10_000

/** Sends past the database, straight to the platform. */
export const sendPast =
  (channels: ReadonlyMap<string, Channel>) =>
  async (delivery: Delivery): Promise<Receipt> =>
    (await channels.get(delivery.channel)?.send(delivery, AbortSignal.timeout(patienceMs))) ?? {
      outcome: 'refused',
      reason: 'unknown-chat',
    }

/** Makes it; without an operator (null) it tells nobody. */
export function makeOperator(
  number: string | null,
  {
    database,
    send,
    ids,
    clock,
  }: { database: Database; send(delivery: Delivery): Promise<Receipt>; ids: Ids; clock: Clock },
): Operator {
  /** Where the operator was reached when that could last be read. */
  let known: readonly Home[] = []

  async function homes() {
    try {
      if (number !== null)
        known = (await homesOf(database.db, { numbers: [number], at: clock.now().getTime() })).get(number) ?? []
    } catch {
      // What cannot be written may not be readable either.
    }
    return known
  }

  return {
    async tell(key, text) {
      const what = { operator: number, about: '', key, saying: saying(text) }
      await tellOperator(database, what, { ids, at: clock.now() })
    },
    async shout(text) {
      const sent = (await homes()).map(async ({ handle, chat }) => {
        const address = { chatId: chat.id, channel: chat.channel, chatKind: chat.kind, to: handle }
        const id = ids.next()
        const words = { ...saying(text), purpose: 'safety' as const, key: `shout:${id}`, at: clock.now(), attempts: 0 }
        return (await send({ id, ...address, ...words })).outcome === 'delivered'
      })
      return (await Promise.allSettled(sent)).some(s => s.status === 'fulfilled' && s.value)
    },
  }
}
