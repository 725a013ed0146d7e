/**
 * A bot that is killed while a crisis is told and called false: `node marker.ts FOLDER POINT N`. Two counselors are told of a student, then the first
 * calls it false; each step is an update that comes again as long as it was not saved. It kills itself when it passes POINT for the Nth time.
 * Where the platform would be there is a file, `arrived.jsonl`, that takes each delivery id once.
 */
import type { Caretaker } from '../../src/core/case.ts'
import type { Effect } from '../../src/core/turn.ts'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { staffed } from './cases.ts'
import { clock, fileChannel, makeDeath, openDoomed } from './doomed.ts'
import { aSaying, deciding } from './store.ts'
import { anUpdate } from './update.ts'

const [folder, point, times] = process.argv.slice(2) as [string, string, string]
const at = makeDeath(point, Number(times))
const channel = fileChannel(folder, {
  abilities: new Set(['private', 'unprompted', 'idempotent']),
  lineOf: ({ key }) => ({ key }),
})

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
  by: { number: 'c1', name: '' },
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
const { dispatcher, turns } = await openDoomed(database, { channel, at, wake() {} })
await dispatcher.drain()
for (const [n, [from, effects]] of steps.entries()) {
  const update = anUpdate({ id: `u${n}`, from })
  await turns.run({ ...update, person: { ...update.person, number: from } }, deciding(effects))
  await dispatcher.drain()
}
await dispatcher.stop(1000)
await database.close()
