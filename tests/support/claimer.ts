/**
 * A process that opens a data folder beside others, says "ready", waits for the end of its input, and then claims one delivery
 * after the other until nothing is left: `node claimer.ts FOLDER`. Prints their texts.
 */
import { text } from 'node:stream/consumers'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox } from '../../src/store/outbox.ts'
import { after, noon } from './store.ts'

const database = await openDatabase(process.argv[2]!, { shared: true })
const outbox = makeOutbox(database, { claimer: `${process.pid}` })
console.log('ready')
await text(process.stdin)
for (;;) {
  const claimed = await outbox.claim(noon, { limit: 1, leaseUntil: after(60_000) })
  for (const delivery of claimed) console.log(delivery.text)
  if (claimed.length === 0) break
}
await database.close()
