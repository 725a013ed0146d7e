/**
 * A process that opens a data folder beside others, claims one delivery, waits for the end of its input, and then claims one after the other until
 * nothing is left: `node claimer.ts FOLDER`. Prints their texts. The one before the wait lets each of several take part, however they are scheduled.
 */
import { text } from 'node:stream/consumers'
import { openDatabase } from '../../src/store/open.ts'
import { makeOutbox } from '../../src/store/outbox.ts'
import { after, noon } from './store.ts'

const database = await openDatabase(process.argv[2]!, { shared: true })
const outbox = makeOutbox(database, { claimer: `${process.pid}` })
const claimOne = async () => {
  const [delivery] = await outbox.claim(noon, { limit: 1, leaseUntil: after(60_000) })
  if (delivery) console.log(delivery.text)
  return delivery !== undefined
}
await claimOne()
await text(process.stdin)
while (await claimOne());
await database.close()
