/**
 * Measures the life of a message, as `docs/benchmarks.md` shows it:
 *
 *   npm run bench:turns            everything
 *   npm run bench:turns -- turns   only turns a second and the latency at 500 a second
 *   npm run bench:turns -- start   only the start and the memory of the real process
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine } from '../../src/app/engine.ts'
import { systemClock, systemIds } from '../../src/app/system.ts'
import { loadContent } from '../../src/bot/content.ts'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import type { Update } from '../../src/core/update.ts'
import { openDatabase } from '../../src/store/open.ts'
import { failingLog } from '../support/log.ts'
import { machine, median, percentile, seconds, table } from './measure.ts'
import { residentAfterQuestions, secondsToFirstAnswer } from './process.ts'

const rounds = 3
const part = process.argv[2] ?? 'all'
const questions = readFileSync('tests/content/questions.tsv', 'utf8')
  .split('\n')
  .filter(line => line.trim() !== '' && !line.startsWith('#'))
  .map(line => line.split('\t')[0]!)

/** A question to the bot in somebody's private chat; each person asks three, so that sessions are read as well as made. */
function question(n: number): Update {
  const person = `u${Math.floor(n / 3)}`
  return {
    id: `bench:${n}`,
    chat: { id: `${person}:private`, channel: 'fake', kind: 'private', title: '' },
    person: { id: person, name: '', role: 'student', privateChat: null },
    at: systemClock.now(),
    message: { text: questions[n % questions.length]!, images: [], mentioned: false, repliesToBot: false },
  }
}

const content = loadContent({ knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' })

/** The bot without a platform, on a fresh database on disk. `latencies` holds the milliseconds from update to saved receipt. */
async function openBot() {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  const database = await openDatabase(folder)
  const started = new Map<string, number>()
  const updateOf = new Map<string, string>()
  const latencies: number[] = []
  let reached: { count: number; resolve(): void } | null = null
  const channel: Channel = {
    name: 'fake',
    abilities: new Set(['choices']),
    limits: noLimits,
    status: () => ({ state: 'up', detail: '' }),
    async start() {},
    async stop() {},
    async send({ id, answers }) {
      // Staff who are told of someone in danger are no answers.
      if (answers !== undefined) updateOf.set(id, answers)
      return { outcome: 'delivered', nativeId: id }
    },
  }
  const settled = (id: string) => {
    const begun = started.get(updateOf.get(id) ?? '')
    if (begun === undefined) return
    latencies.push((seconds() - begun) * 1000)
    if (reached && latencies.length >= reached.count) reached.resolve()
  }
  const { inbox, dispatcher } = await openEngine({
    ...{ database, content: () => content, channels: [channel], clock: systemClock, ids: systemIds },
    log: { ...failingLog(), debug: ({ id }) => settled(id as string) },
  })
  return {
    latencies,
    async receive(n: number) {
      const update = question(n)
      started.set(update.id, seconds())
      await inbox.update(update)
    },
    /** Resolves when so many receipts are saved. */
    answered: (count: number) =>
      new Promise<void>(resolve => {
        reached = { count, resolve }
        if (latencies.length >= count) resolve()
      }),
    async close() {
      await dispatcher.stop(1000)
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** As many as the bot can take: 32 senders, each waiting for its own update to be saved before the next. */
async function fullSpeed(count: number): Promise<{ perSecond: number; cpu: number }> {
  const bot = await openBot()
  const begun = seconds()
  const before = process.cpuUsage()
  let next = 0
  const sender = async () => {
    while (next < count) await bot.receive(next++)
  }
  await Promise.all([...Array.from({ length: 32 }, sender), bot.answered(count)])
  const perSecond = count / (seconds() - begun)
  const { user, system } = process.cpuUsage(before)
  await bot.close()
  return { perSecond, cpu: (user + system) / count }
}

/** Updates arrive by the clock, whether or not those before are done; returns the latencies. */
async function paced(perSecond: number, count: number): Promise<number[]> {
  const bot = await openBot()
  const begun = seconds()
  const received: Promise<void>[] = []
  await new Promise<void>(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(count, Math.floor((seconds() - begun) * perSecond))
      while (received.length < due) received.push(bot.receive(received.length))
      if (received.length < count) return
      clearInterval(timer)
      resolve()
    }, 2)
  })
  await Promise.all([...received, bot.answered(count)])
  await bot.close()
  return bot.latencies
}

async function measureTurns(): Promise<string[][]> {
  await fullSpeed(1000) // warms up the compiler and the caches
  const speeds: { perSecond: number; cpu: number }[] = []
  for (let round = 0; round < rounds; round++) speeds.push(await fullSpeed(6000))
  const latencies: number[][] = []
  for (let round = 0; round < rounds; round++) latencies.push(await paced(500, 5000))
  const at = (share: number) => `${median(latencies.map(l => percentile(l, share))).toFixed(1)} ms`
  return [
    ['turns end to end, a second', Math.round(median(speeds.map(s => s.perSecond))).toString(), '≥ 1500'],
    ['processor time of one turn', `${Math.round(median(speeds.map(s => s.cpu)))} µs`, ''],
    ['latency at 500 a second, p50', at(50), ''],
    ['latency at 500 a second, p99', at(99), '≤ 50 ms'],
    ['latency at 500 a second, worst', at(100), ''],
  ]
}

async function measureProcess(): Promise<string[][]> {
  const starts: number[] = []
  for (let round = 0; round < 5; round++) starts.push(await secondsToFirstAnswer())
  const memory = await residentAfterQuestions(Array.from({ length: 1000 }, (_, n) => questions[n % questions.length]!))
  return [
    ['start to first answer, median of 5', `${median(starts).toFixed(2)} s`, '≤ 2 s'],
    ['resident memory after start', `${memory.atStart} MB`, ''],
    ['resident memory after 1,000 questions', `${memory.after} MB`, '≤ 200 MB'],
  ]
}

console.log(`${machine()}; ${content.knowledge.entries.size} entries; SQLite on disk (WAL, synchronous = NORMAL)\n`)
const rows = [['', 'measured', 'target']]
if (part !== 'start') rows.push(...(await measureTurns()))
if (part !== 'turns') rows.push(...(await measureProcess()))
console.log(table(rows))
