/**
 * Koishi on the same questions: its SQLite driver, its mock adapter and a FAQ by keywords, run by bench:turns as `node koishi.mjs DIR INPUT`. DIR is where it is
 * installed, INPUT a file with { entries: [{ keywords, short }], questions, count, senders }. Prints { perSecond, cpuMicros, answered }.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [dir, input] = process.argv.slice(2)
const require = createRequire(join(resolve(dir), 'package.json'))
const { Context, Logger } = require('koishi')
const { entries, questions, count, senders } = JSON.parse(readFileSync(input, 'utf8'))
Logger.levels.base = 0

const folder = mkdtempSync(join(tmpdir(), 'koishi-bench-'))
const app = new Context()
app.plugin(require('@minatojs/driver-sqlite').default, { path: join(folder, 'koishi.db') })
app.plugin(require('@koishijs/plugin-mock').default)
app.middleware(({ content }, next) => {
  const found = entries.find(({ keywords }) => keywords.some(word => content.includes(word)))
  return found ? found.short : next(() => '这个我不知道')
})
await app.start()

let answered = 0
const ask = async (person, from) => {
  const client = app.mock.client(person)
  for (let n = from; n < from + 3; n++)
    if ((await client.receive(questions[n % questions.length])).length > 0) answered++
}
// Each person asks three, as our own do; one after another, because messages of one person at once make Koishi note that person several times.
for (let n = 0; n < 300; n += 3) await ask(`warm${n}`, n)
answered = 0
let next = 0
const sender = async () => {
  while (next < count) {
    const from = next
    next += 3
    await ask(`u${from}`, from)
  }
}
const begun = performance.now()
const before = process.cpuUsage()
await Promise.all(Array.from({ length: senders }, sender))
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(before)
console.log(
  JSON.stringify({ perSecond: count / seconds, cpuMicros: (user + system) / count, answered: answered / count }),
)
rmSync(folder, { recursive: true, force: true })
process.exit(0)
