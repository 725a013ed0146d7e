/**
 * Measures the Telegram channel against the emulator, which judges the limits, as `docs/benchmarks.md` shows it:
 *
 *   node tests/bench/telegram.ts             everything (about four minutes)
 *   node tests/bench/telegram.ts groups      200 groups × 1 message a second for 2 minutes (or so many seconds), the real process
 *   node tests/bench/telegram.ts broadcast   one message to 500 groups
 *   node tests/bench/telegram.ts reconnects  24 simulated hours of outages
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '../../src/app/system.ts'
import { openTelegram } from '../../src/channels/telegram/channel.ts'
import { Secret } from '../../src/core/secret.ts'
import { openDatabase } from '../../src/store/open.ts'
import { waitingRow } from '../../src/store/post.ts'
import { sampleAssets } from '../contract/samples.ts'
import { TelegramEmulator } from '../support/telegram/emulator.ts'
import { liveThrough } from '../support/telegram/reconnects.ts'
import { machine, percentile, seconds, seeded, table } from './measure.ts'
import { openSilent } from './silent.ts'

const part = process.argv[2] ?? 'all'
const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
const questions = linesOf('tests/content/questions.tsv').map(line => line.split('\t')[0]!)
const random = seeded(7)
/** A line of group talk; `(a|b)` in the list stands for one of both. */
const talk = linesOf('tests/content/safety/training/chat.txt').map(line =>
  line.replace(/\(([^()]*)\)/g, (_, all: string) => {
    const each = all.split('|')
    return each[Math.floor(random() * each.length)]!
  }),
)

/** `farewell start` as a user would start it, on the shipped knowledge, for a school that is not the sample one. */
function spawnBot(world: TelegramEmulator): ChildProcess {
  const knowledge = join(folder, 'knowledge')
  cpSync('knowledge', knowledge, { recursive: true })
  const school = join(knowledge, 'school.yaml')
  writeFileSync(school, readFileSync(school, 'utf8').replace(/^sample: true/m, 'sample: false'))
  return spawn('node', ['src/launch.mjs', 'start', '--data', join(folder, 'data')], {
    env: {
      ...process.env,
      FAREWELL_PORT: '0',
      FAREWELL_LOG: 'error',
      FAREWELL_KNOWLEDGE: knowledge,
      FAREWELL_WEB: 'signed',
      FAREWELL_SECRET: 'x'.repeat(32),
      FAREWELL_TELEGRAM_TOKEN: world.token,
      FAREWELL_TELEGRAM_API: world.url,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Seconds of processor time that a process and its children have had. */
function cpuSeconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(ticks[11]) + Number(ticks[12])) / 100 + children.reduce((sum, child) => sum + cpuSeconds(child), 0)
}

const groups = 200
const duration = Number(process.argv[3] ?? 120)
/** One message of so many speaks to the bot: 25 a second in all and 7.5 a minute in a group, which Telegram's limits allow. */
const addressedOneOf = 8

async function measureGroups(): Promise<string[][]> {
  const world = await new TelegramEmulator().listen()
  world.isKeepingCalls = false
  for (let g = 0; g < groups; g++) world.chat({ id: -1000 - g, type: 'supergroup', title: `示例${g}班` })
  const asked = new Map<number, number>()
  const latencies: number[] = []
  let others = 0
  world.onSent = sent => {
    world.sent.length = 0
    const question = sent.fields.reply_parameters?.message_id
    const begun = asked.get(question)
    asked.delete(question)
    if (begun === undefined) others++
    else latencies.push((seconds() - begun) * 1000)
  }
  const bot = spawnBot(world)
  while (world.commands.length === 0) await wait(20)
  await wait(1000)
  const stalls = monitorEventLoopDelay({ resolution: 5 })
  stalls.enable()
  const begun = seconds()
  for (let n = 0; n < groups * duration; n++) {
    const due = begun + n / groups
    const early = (due - seconds()) * 1000
    if (early > 0) await wait(early)
    const [second, group] = [Math.floor(n / groups), n % groups]
    const isAddressed = (second + group) % addressedOneOf === 0
    const from = { id: 100_000 + group * 40 + (second % 40), first_name: `示例${second % 40}` }
    const text = isAddressed ? `@lixiao_bot ${questions[(n * 31) % questions.length]}` : talk[(n * 17) % talk.length]!
    world.write({ from, chat: -1000 - group, text })
    if (isAddressed) asked.set(world.lastMessage, seconds())
  }
  const took = seconds() - begun
  await wait(2000)
  stalls.disable()
  const cpu = cpuSeconds(bot.pid!)
  bot.kill('SIGTERM')
  await once(bot, 'exit')
  await world.hangUp()
  const at = (share: number) => `${percentile(latencies, share).toFixed(0)} ms`
  return [
    ['messages in', `${groups * duration} in ${took.toFixed(0)} s`, ''],
    ['speaking to the bot', `1 of ${addressedOneOf}`, ''],
    ['answered', `${latencies.length} (${asked.size} not)`, ''],
    ['further messages of the bot', `${others}`, ''],
    ['processor time of the bot', `${((cpu / took) * 100).toFixed(0)} % of a core`, ''],
    ['answer p50', at(50), ''],
    ['answer p95', at(95), ''],
    ['answer p99', at(99), '≤ 300 ms'],
    ['answer, worst', at(100), ''],
    // What a busy machine does to the emulator it does to the bot as well.
    ['longest stall of the emulator itself', `${(stalls.max / 1e6).toFixed(0)} ms`, ''],
    ['limits broken, as the emulator judges', `${world.judge!.violations.length}`, '0'],
  ]
}

const receivers = 500

async function measureBroadcast(): Promise<string[][]> {
  const world = await new TelegramEmulator().listen()
  const database = await openDatabase(join(folder, 'broadcast'))
  const all = Promise.withResolvers<void>()
  world.onSent = () => {
    if (world.sent.length === receivers) all.resolve()
  }
  const now = systemClock.now()
  const rows = Array.from({ length: receivers }, (_, g) => {
    world.chat({ id: -1000 - g, type: 'supergroup', title: `示例${g}班` })
    const chat = { id: `telegram:${-1000 - g}`, channel: 'telegram', kind: 'group' } as const
    const saying = { text: '示例通知：6月20日前办完退宿。', choices: [], images: [], rateable: false }
    return waitingRow({
      id: `b${g}`,
      key: `broadcast:1:${chat.id}`,
      chat,
      purpose: 'broadcast',
      to: null,
      saying,
      at: now,
    })
  })
  await database.db.insertInto('delivery').values(rows).execute()
  const { channel } = openTelegram(
    { token: new Secret(world.token), api: world.url, webhook: null },
    {
      assets: sampleAssets(),
      clock: systemClock,
      data: folder,
      log() {},
      words: () => ({ rating: [], commands: [] }),
    },
  )
  const content = () => {
    throw new Error('nothing is decided here')
  }
  const { dispatcher } = await openSilent({ database, content, channels: [channel] })
  const begun = seconds()
  dispatcher.wake()
  await all.promise
  const took = seconds() - begun
  await dispatcher.stop(1000)
  const states = await database.db.selectFrom('delivery').select(['state']).groupBy('state').execute()
  await database.close()
  await world.hangUp()
  const least = receivers / 30
  const first = world.sent[0]!.at
  const ofSecond = Map.groupBy(world.sent, s => Math.floor((s.at - first) / 1000))
  console.log(
    `\nthe emulator's log of the broadcast, messages in each second: ${[...ofSecond.values()].map(s => s.length).join(' ')}`,
  )
  return [
    ['messages', `${world.sent.length}, all ${states.map(s => s.state).join(', ')}`, `${receivers}`],
    ['groups that got it once', `${new Set(world.sent.map(s => s.chat)).size}`, `${receivers}`],
    ['took', `${took.toFixed(2)} s`, `≤ ${(least * 1.1).toFixed(2)} s`],
    ['above the limit’s own minimum', `${((took / least - 1) * 100).toFixed(1)} %`, '≤ 10 %'],
    ['limits broken, as the emulator judges', `${world.judge!.violations.length}`, '0'],
  ]
}

async function measureReconnects(): Promise<string[][]> {
  const seen = await liveThrough(24, join(folder, 'reconnects'))
  return seen.map(s => [`${s.hour} h`, `${s.reconnects}`, `${s.taken}`, `${s.heapMb} MB`, `${s.handles}`])
}

console.log(machine())
const head = ['', 'measured', 'target']
if (part === 'all' || part === 'groups') console.log(`\n${table([head, ...(await measureGroups())])}`)
if (part === 'all' || part === 'broadcast') console.log(`\n${table([head, ...(await measureBroadcast())])}`)
if (part === 'all' || part === 'reconnects')
  console.log(`\n${table([['', 'outages', 'messages taken', 'heap', 'handles'], ...(await measureReconnects())])}`)
rmSync(folder, { recursive: true })
process.exit()
