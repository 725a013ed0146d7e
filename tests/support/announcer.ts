/**
 * A bot that is killed while it plans and sends one broadcast: `node announcer.ts FOLDER PEOPLE POINT N KIND`. It plans what is not planned
 * yet, sends what waits, and kills itself when it passes POINT for the Nth time (`planning` is a copy being planned). Where the platform would
 * be there is a file, `arrived.jsonl`; with KIND `idempotent` it takes each delivery id once.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeLeaving } from '../../src/office/broadcasts/leaving.ts'
import { parseBroadcastWords } from '../../src/office/broadcasts/words.ts'
import { makeRounds } from '../../src/store/broadcasts/rounds.ts'
import { openDatabase } from '../../src/store/open.ts'
import { clock, fileChannel, makeDeath, openDoomed } from './doomed.ts'
import { fillSchool, releaseBroadcast } from './school.ts'

const [folder, people, point, times, kind] = process.argv.slice(2) as [string, string, string, string, string]
const at = makeDeath(point, Number(times))
const channel = fileChannel(folder, {
  abilities: new Set([
    ...(['private', 'writes-groups', 'unprompted', 'choices'] as const),
    ...(kind === 'idempotent' ? (['idempotent'] as const) : []),
  ]),
  lineOf: ({ key, to }) => ({ key, to }),
})

const isNew = !existsSync(join(folder, 'farewell.db'))
const database = await openDatabase(folder)
const { dispatcher } = await openDoomed(database, { channel, at, wake() {} })
if (isNew) {
  await fillSchool(database, Number(people))
  await releaseBroadcast(database, { at: clock.now().getTime() })
}
const ids = {
  next() {
    at('planning')()
    return randomUUID()
  },
}
const where = resolve(import.meta.dirname, '../../knowledge/broadcasts.yaml')
const words = parseBroadcastWords({ where, text: readFileSync(where, 'utf8') }, [])!
const leaving = makeLeaving(makeRounds(database, { ids }), {
  rules: () => ({ words, zone: 'Asia/Shanghai' }),
  links: { publicUrl: null, secret: null },
})
if ((await leaving.nextDue(clock.now())) !== null) await leaving.run(clock.now())
await dispatcher.drain()
await dispatcher.stop(1000)
await database.close()
