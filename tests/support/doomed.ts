import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../src/app/engine.ts'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import type { Database } from '../../src/store/open.ts'
import { failingLog } from './log.ts'

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
 * A channel whose platform is a file, `arrived.jsonl`, in the folder: a line with the delivery id and what `lineOf` tells of it. One that is `idempotent`
 * takes each delivery id once, over all lives of the process.
 */
export function fileChannel(
  folder: string,
  { abilities, lineOf }: { abilities: Channel['abilities']; lineOf(sent: Sent): object },
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
      if (!abilities.has('idempotent') || !known.has(id))
        appendFileSync(file, `${JSON.stringify({ id, ...lineOf(sent) })}\n`)
      known.add(id)
      return { outcome: 'delivered', nativeId: id }
    },
  }
}

/** Puts the bot of this life together, after what an earlier one had claimed was let go. What is said stands in the script. */
export function openDoomed(
  database: Database,
  { channel, at, wake }: { channel: Channel; at: ReturnType<typeof makeDeath>; wake?: () => void },
) {
  const names = ['afterSeen', 'afterLine', 'beforeCommit', 'afterSend', 'beforeReceipt'] as const
  const points = Object.fromEntries(names.map(name => [name, at(name)]))
  return openEngine({
    ...{ database, channels: [channel], clock, ids: { next: randomUUID }, log: failingLog() },
    content() {
      throw new Error('what is said stands in the script')
    },
    ports: { points, ...(wake ? { wake } : {}) },
  })
}
