/**
 * A bot that is killed while a crisis is told and called false: `node marker.ts FOLDER POINT N`. Two counselors are told of a student, then the first
 * calls it false; each step is an update that comes again as long as it was not saved. It kills itself when it passes POINT for the Nth time.
 * Where the platform would be there is a file, `arrived.jsonl`, that takes each delivery id once.
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Caretaker } from '../../src/core/case.ts'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import type { Effect } from '../../src/core/turn.ts'
import { makeDispatcher } from '../../src/delivery/dispatch.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox, releaseClaims } from '../../src/store/outbox.ts'
import { savePeople } from '../../src/store/people.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { staffed } from './cases.ts'
import { aSaying, deciding } from './store.ts'
import { anUpdate } from './update.ts'

const [folder, point, times] = process.argv.slice(2) as [string, string, string]
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
  abilities: new Set(['private', 'idempotent']),
  limits: noLimits,
  status: () => ({ state: 'up', detail: '' }),
  async start() {},
  async stop() {},
  async send({ id, key }) {
    if (!known.has(id)) appendFileSync(file, `${JSON.stringify({ id, key })}\n`)
    known.add(id)
    return { outcome: 'delivered', nativeId: id }
  },
}

const home = (handle: string) => ({ id: `private/${handle}`, channel: 'test', kind: 'private' as const, title: '' })
const staff = ['c1', 'c2'].map(
  (number): Caretaker => ({ number, name: number, step: 0, homes: [{ handle: number, chat: home(number) }] }),
)
const opened: Effect = {
  do: 'open-crisis',
  case: {
    number: 'C01',
    name: '示例同学甲',
    unit: { college: '示例学院', name: '一班' },
    type: 'mind',
    about: 'self',
    whom: '',
    grade: 'serious',
    excerpt: '不想活了',
    place: 'private',
    at: 0,
  },
  home: home('s1'),
  tell: { staff, saying: aSaying('told') },
  nextAt: null,
  keepDays: 30,
}
const marked: Effect = {
  do: 'mark-crisis',
  number: 'C01',
  mark: 'false',
  by: 'c1',
  keepDays: 365,
  toStaff: aSaying('false'),
  toPerson: aSaying('false'),
}
const steps: [from: string, effects: Effect[]][] = [
  ['c1', []],
  ['c2', []],
  ['s1', [opened]],
  ['c1', [marked]],
]

const database = await openDatabase(folder)
await savePeople(database, staffed, clock.now())
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
  hooks: { points: { afterSeen: at('afterSeen'), beforeCommit: at('beforeCommit') } },
})
await dispatcher.drain()
for (const [n, [from, effects]] of steps.entries()) {
  const update = anUpdate({ id: `u${n}`, from })
  await turns.run({ ...update, person: { ...update.person, number: from } }, deciding(effects))
  await dispatcher.drain()
}
await dispatcher.stop(1000)
await database.close()
