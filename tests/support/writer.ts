/**
 * A web chat that is killed: `node writer.ts FOLDER LINES POINT N`. A page writes lines 1 to LINES, each again until it was told that it is taken, over turns,
 * transcript and dispatcher on a data folder; the process kills itself when it passes POINT for the Nth time. What the page was told stands in
 * `told.jsonl`: the lines that it was shown, and those that were taken.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeWebChannel } from '../../src/channels/web/channel.ts'
import { privateChatOf } from '../../src/channels/web/people.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { clock, makeDeath, openDoomed } from './doomed.ts'
import { deciding, say } from './store.ts'

const [folder, lines, point, times] = process.argv.slice(2) as [string, string, string, string]
const at = makeDeath(point, Number(times))
const file = join(folder, 'told.jsonl')
const earlier = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
const taken = new Set(earlier.flatMap(line => JSON.parse(line).taken ?? []))
const tell = (told: object) => appendFileSync(file, `${JSON.stringify(told)}\n`)

const database = await openDatabase(folder)
const transcript = makeTranscript(database)
const channel = makeWebChannel({ transcript, clock, sandbox: null })
const { dispatcher, turns } = await openDoomed(database, { channel, at, wake: at('afterCommit') })
await channel.start({
  update: update => turns.run(update, deciding([say(`answer to ${update.message.text}`)])),
  async notice() {},
  async moved() {},
})
const person = { id: 'web:p', name: '示例', role: 'student' as const }
const chat = { id: privateChatOf(person.id), kind: 'private' as const, title: '', members: [person.id] }

/** The page looks when it hears of news, as it does when it comes back. */
async function look(): Promise<void> {
  const messages = await transcript.after(0, { chats: [chat.id], limit: 1000 })
  for (const message of messages) if (message.from) tell({ shown: message.id })
}

await look()
await dispatcher.drain()
for (let n = 1; n <= Number(lines); n++) {
  const id = `line-${n}`
  if (taken.has(id)) continue
  at('beforeSeen')()
  await channel.receive({ id, person, chat, text: id, images: [], repliesToBot: false })
  await look()
  at('afterEcho')()
  tell({ taken: id })
  at('afterTaken')()
  if (n % 2 === 0) await dispatcher.drain()
}
await dispatcher.drain()
await dispatcher.stop(1000)
await database.close()
