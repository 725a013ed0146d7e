/**
 * A bot that is killed: `node victim.ts FOLDER UPDATES POINT N`. It gives updates 0 to UPDATES-1 to turns and dispatcher over a data folder,
 * as a platform does that repeats what was not acknowledged, and kills itself when it passes POINT for the Nth time. Where the platform
 * would be there is a file, `arrived.jsonl`, that takes each delivery id once.
 */
import { openDatabase } from '../../src/store/open.ts'
import { fileChannel, makeDeath, openDoomed } from './doomed.ts'
import { deciding, say } from './store.ts'
import { anUpdate } from './update.ts'

const [folder, updates, point, times] = process.argv.slice(2) as [string, string, string, string]
const at = makeDeath(point, Number(times))
const channel = fileChannel(folder, {
  abilities: new Set(['idempotent']),
  lineOf: ({ key, chatId, text }) => ({ key, chat: chatId, text }),
})

const database = await openDatabase(folder)
const { dispatcher, turns } = await openDoomed(database, { channel, at })
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
