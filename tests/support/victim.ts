/**
 * A bot that is killed: `node victim.ts FOLDER UPDATES POINT N`. It gives updates 0 to UPDATES-1 to turns and dispatcher over a data folder,
 * as a platform does that repeats what was not acknowledged, and kills itself when it passes POINT for the Nth time. Where the platform
 * would be there is a file, `arrived.jsonl`, that takes each delivery id once.
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox, releaseClaims } from '../../src/store/outbox.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { deciding, say } from './store.ts'
import { anUpdate } from './update.ts'

const [folder, updates, point, times] = process.argv.slice(2) as [string, string, string, string]
let passed = 0
/** Dies at the point that was asked for; passes all others. */
const at = (name: string) => () => {
  if (name === point && ++passed === Number(times)) process.kill(process.pid, 'SIGKILL')
}

const clock = { now: () => new Date() }
const file = join(folder, 'arrived.jsonl')
const known = new Set(
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line).id)
    : [],
)
const channel: Channel = {
  name: 'test',
  abilities: new Set(['idempotent']),
  limits: noLimits,
  status: () => ({ state: 'up', detail: '' }),
  async start() {},
  async stop() {},
  async send({ id, key, chatId, text }) {
    if (!known.has(id)) appendFileSync(file, `${JSON.stringify({ id, key, chat: chatId, text })}\n`)
    known.add(id)
    return { outcome: 'delivered', nativeId: id }
  },
}

const database = await openDatabase(folder)
const idempotent = new Set(['test'])
await releaseClaims(database, { now: clock.now(), idempotent })
const dispatcher = makeDispatcher(makeOutbox(database, { idempotent }), new Map([['test', channel]]), {
  clock,
  log: {
    settled() {},
    defect(_, error) {
      throw error
    },
  },
  points: { afterSend: at('afterSend'), beforeReceipt: at('beforeReceipt') },
})
const turns = makeTurns(database, {
  clock,
  ids: { next: randomUUID },
  hooks: { onSaved: dispatcher.wake, points: { afterSeen: at('afterSeen'), beforeCommit: at('beforeCommit') } },
})
await dispatcher.drain()
for (let n = 0; n < Number(updates); n++) {
  const update = anUpdate({ id: `u${n}`, room: `r${n % 3}` })
  await turns.run(update, deciding([say(`${n} first`), say(`${n} second`)]))
  // Every other one is sent before the next comes in; the rest pile up.
  if (n % 2 === 0) await dispatcher.drain()
}
await dispatcher.drain()
await dispatcher.stop(1000)
await database.close()
