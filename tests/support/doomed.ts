import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import type { Database } from '../../src/store/open.ts'
import { makeOutbox, releaseClaims } from '../../src/store/outbox.ts'

export const clock = { now: () => new Date() }

/** Steps of a process that is to die: `at(NAME)` makes a hook that kills it when POINT is passed for the Nth time, and passes all others. */
export function makeDeath(point: string, times: number) {
  let passed = 0
  return (name: string) => () => {
    if (name === point && ++passed === times) process.kill(process.pid, 'SIGKILL')
  }
}

type Sent = Parameters<Channel['send']>[0]

/**
 * A channel whose platform is a file, `arrived.jsonl`, in the folder: a line with the delivery id and what `lineOf` tells of it. One that `isIdempotent`
 * takes each delivery id once, over all lives of the process.
 */
export function fileChannel(
  folder: string,
  {
    abilities,
    isIdempotent,
    lineOf,
  }: { abilities: Channel['abilities']; isIdempotent: boolean; lineOf(sent: Sent): object },
): Channel {
  const file = join(folder, 'arrived.jsonl')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  const known = new Set(lines.map(line => JSON.parse(line).id))
  return {
    name: 'test',
    abilities,
    limits: noLimits,
    status: () => ({ state: 'up', detail: '' }),
    async start() {},
    async stop() {},
    async send(sent) {
      const { id } = sent
      if (!isIdempotent || !known.has(id)) appendFileSync(file, `${JSON.stringify({ id, ...lineOf(sent) })}\n`)
      known.add(id)
      return { outcome: 'delivered', nativeId: id }
    },
  }
}

/** Lets go of what an earlier life had claimed, and makes the dispatcher of this one; `isIdempotent` is what it believes of the channel. */
export async function openDispatcher(
  database: Database,
  { channel, at, isIdempotent }: { channel: Channel; at: ReturnType<typeof makeDeath>; isIdempotent: boolean },
) {
  const idempotent = new Set(isIdempotent ? [channel.name] : [])
  await releaseClaims(database, { now: clock.now(), idempotent })
  return makeDispatcher(makeOutbox(database, { idempotent }), new Map([[channel.name, channel]]), {
    clock,
    log: {
      settled() {},
      defect(_, error) {
        throw error
      },
    },
    points: { afterSend: at('afterSend'), beforeReceipt: at('beforeReceipt') },
  })
}
