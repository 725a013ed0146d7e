/** A process that claims from a data folder, three at a time, until nothing is left: `node claimer.ts FOLDER`. Prints the texts. */
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox } from '../../src/store/outbox.ts'
import { after, noon } from './store.ts'

const database = await openDatabase(process.argv[2]!, { shared: true })
const outbox = makeOutbox(database)
for (;;) {
  const claimed = await outbox.claim(noon, { limit: 3, leaseUntil: after(60_000) })
  for (const { text } of claimed) console.log(text)
  if (claimed.length === 0) break
}
await database.close()
