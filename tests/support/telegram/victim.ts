/**
 * A bot on Telegram that is killed: `node victim.ts FOLDER API TOKEN POINT N`. It kills itself when it has handled N updates that
 * were new: at `saved` before Telegram can hear of the Nth, at `unsaved` when the next one comes in.
 */
import { openEngine } from '../../../src/app/engine.ts'
import { openTelegram } from '../../../src/channels/telegram/channel.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { Inbox } from '../../../src/core/update.ts'
import { openDatabase } from '../../../src/store/open.ts'
import { sampleAssets } from '../../contract/samples.ts'
import { failingLog } from '../log.ts'
import { deciding, say } from '../store.ts'

const [folder, api, token, point, count] = process.argv.slice(2) as [string, string, string, string, string]
const clock = { now: () => new Date() }
const database = await openDatabase(folder)
let drawn = 0
const { channel } = openTelegram(
  { token: new Secret(token), api, webhook: null },
  { assets: sampleAssets(), clock, data: folder, log() {}, words: () => ({ rating: [], commands: [] }) },
)
const { turns } = await openEngine({
  ...{ database, channels: [channel], clock, ids: { next: () => `${process.pid}-${++drawn}` }, log: failingLog() },
  content() {
    throw new Error('what is said stands in the script')
  },
  ports: { wake() {} },
})
let handled = 0
const die = (name: string) => {
  if (name === point && handled === Number(count)) process.kill(process.pid, 'SIGKILL')
}
const inbox: Inbox = {
  async update(update) {
    die('unsaved')
    const outcome = await turns.run(update, deciding([say(update.message.text)]))
    if (outcome === 'done') handled++
    die('saved')
    return outcome
  },
  async notice() {},
  async moved() {},
}
await channel.start(inbox)
process.stdin.on('end', async () => {
  await channel.stop()
  await database.close()
})
process.stdin.resume()
console.log('ready')
