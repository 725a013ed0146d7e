/**
 * A bot that is killed while it plans and sends one broadcast: `node announcer.ts FOLDER PEOPLE POINT N KIND`. It plans what is not planned
 * yet, sends what waits, and kills itself when it passes POINT for the Nth time (`planning` is a copy being planned). Where the platform would
 * be there is a file, `arrived.jsonl`; with KIND `idempotent` it takes each delivery id once.
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import { makePlanner } from '../../src/store/broadcast/plan.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox, releaseClaims } from '../../src/store/outbox.ts'
import { saveChannels } from '../../src/store/reach.ts'
import { fillSchool, releaseBroadcast } from './school.ts'

const [folder, people, point, times, kind] = process.argv.slice(2) as [string, string, string, string, string]
let passed = 0
/** Dies at the point that was asked for; passes all others. */
const at = (name: string) => () => {
  if (name === point && ++passed === Number(times)) process.kill(process.pid, 'SIGKILL')
}

const clock = { now: () => new Date() }
const file = join(folder, 'arrived.jsonl')
const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
const known = new Set(lines.map(line => JSON.parse(line).id))
const channel: Channel = {
  name: 'test',
  abilities: new Set(['private', 'writes-groups', 'unprompted', 'choices']),
  limits: noLimits,
  status: () => ({ state: 'up', detail: '' }),
  async start() {},
  async stop() {},
  async send({ id, key, to }) {
    if (kind !== 'idempotent' || !known.has(id)) appendFileSync(file, `${JSON.stringify({ id, key, to })}\n`)
    known.add(id)
    return { outcome: 'delivered', nativeId: id }
  },
}

const isNew = !existsSync(join(folder, 'farewell.db'))
const database = await openDatabase(folder)
await saveChannels(database, [channel])
if (isNew) {
  await fillSchool(database, Number(people))
  await releaseBroadcast(database, { at: clock.now().getTime() })
}
const idempotent = new Set(kind === 'idempotent' ? ['test'] : [])
await releaseClaims(database, { now: clock.now(), idempotent })
const ids = {
  next() {
    at('planning')()
    return randomUUID()
  },
}
const planner = makePlanner(database, {
  ids,
  copyOf: broadcast => ({ text: broadcast.text, choices: [], images: [], rateable: false }),
  timesOf: (_, now) => ({ closesAt: now + 3_600_000, escalateAt: null }),
})
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
if ((await planner.nextDue()) !== null) await planner.run(clock.now())
await dispatcher.drain()
await dispatcher.stop(1000)
await database.close()
