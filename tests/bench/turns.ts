/**
 * Measures the life of a message, as `docs/benchmarks.md` shows it:
 *
 *   npm run bench:turns            everything
 *   npm run bench:turns -- turns   only turns a second and the latency at 500 a second
 *   npm run bench:turns -- start   only the start and the memory of the real process
 *
 * With `--koishi DIR` Koishi answers the same questions in the same run. It is no part of the project; in a folder of its own:
 *
 *   npm init -y && npm install koishi @koishijs/plugin-mock @minatojs/driver-sqlite
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '../../src/app/engine.ts'
import { systemClock, systemIds } from '../../src/app/system.ts'
import { loadContent } from '../../src/bot/content.ts'
import { type Channel, noLimits } from '../../src/core/channel.ts'
import type { Update } from '../../src/core/update.ts'
import { openDatabase } from '../../src/store/open.ts'
import { failingLog } from '../support/log.ts'
import { type KoishiRun, koishiRun, rawPerSecond } from './floor.ts'
import { machine, median, percentile, seconds, table } from './measure.ts'
import { residentAfterQuestions, secondsOfCommand, secondsToFirstAnswer } from './process.ts'

const rounds = 3
const { values, positionals } = parseArgs({ options: { koishi: { type: 'string' } }, allowPositionals: true })
const part = positionals[0] ?? 'all'
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
  const raw: number[] = []
  const koishi: KoishiRun[] = []
  // In turn, so that all meet the same machine.
  for (let round = 0; round < rounds; round++) {
    speeds.push(await fullSpeed(6000))
    raw.push(rawPerSecond(questions, 6000))
    const entries = content.knowledge.entries.values()
    if (values.koishi) koishi.push(koishiRun(values.koishi, { entries, questions, count: 1500 }))
  }
  const latencies: number[][] = []
  for (let round = 0; round < rounds; round++) latencies.push(await paced(500, 5000))
  const at = (share: number) => `${median(latencies.map(l => percentile(l, share))).toFixed(1)} ms`
  const ours = median(speeds.map(s => s.perSecond))
  return [
    ['turns end to end, a second', `${Math.round(ours)}`, '≥ 1500'],
    ['processor time of one turn', `${Math.round(median(speeds.map(s => s.cpu)))} µs`, ''],
    ['better-sqlite3 alone, transactions a second', `${Math.round(median(raw))}`, ''],
    ['ours / better-sqlite3 alone', `${((100 * ours) / median(raw)).toFixed(1)} %`, '≥ 15 %'],
    ...koishiRows(koishi, ours),
    ['latency at 500 a second, p50', at(50), ''],
    ['latency at 500 a second, p99', at(99), '≤ 50 ms'],
    ['latency at 500 a second, worst', at(100), ''],
  ]
}

/** Koishi with its SQLite driver, its mock adapter and a FAQ by keywords, which is neither durable nor read for danger. */
function koishiRows(runs: readonly KoishiRun[], ours: number): string[][] {
  if (runs.length === 0) return [['Koishi, a second', 'not measured', 'give --koishi DIR']]
  const perSecond = median(runs.map(r => r.perSecond))
  const answered = Math.round(100 * Math.min(...runs.map(r => r.answered)))
  return [
    [`Koishi, a second (${answered} % answered)`, `${Math.round(perSecond)}`, ''],
    ['processor time of one message in Koishi', `${Math.round(median(runs.map(r => r.cpuMicros)))} µs`, ''],
    ['ours / Koishi', (ours / perSecond).toFixed(1), '≥ 1'],
  ]
}

async function measureProcess(): Promise<string[][]> {
  const data = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  // The first start on a data folder reads and checks all content; the others find it as it was kept.
  const first = await secondsToFirstAnswer(data, 'web:c1')
  const starts: number[] = []
  for (let round = 0; round < 5; round++) starts.push(await secondsToFirstAnswer(data, `web:s${round + 1}`))
  const [asks, looks] = [['ask', '退宿流程'], ['questions']].map(args =>
    Array.from({ length: 5 }, () => secondsOfCommand([...args, '--data', data])),
  ) as [number[], number[]]
  const thousand = Array.from({ length: 1000 }, (_, n) => questions[n % questions.length]!)
  const memory = await residentAfterQuestions(data, thousand)
  rmSync(data, { recursive: true })
  return [
    ['very first start to first answer', `${first.toFixed(2)} s`, ''],
    ['start to first answer, median of 5', `${median(starts).toFixed(2)} s`, '≤ 1.5 s'],
    [`farewell ask, median of ${asks.length}`, `${median(asks).toFixed(2)} s`, '≤ 0.8 s'],
    [`farewell questions, median of ${asks.length}`, `${median(looks).toFixed(2)} s`, '≤ 0.8 s'],
    ['resident memory after start', `${memory.atStart} MB`, ''],
    ['resident memory after 1,000 questions', `${memory.after} MB`, '≤ 200 MB'],
  ]
}

console.log(`${machine()}; ${content.knowledge.entries.size} entries; SQLite on disk (WAL, synchronous = NORMAL)\n`)
const rows = [['', 'measured', 'target']]
if (part !== 'start') rows.push(...(await measureTurns()))
if (part !== 'turns') rows.push(...(await measureProcess()))
console.log(table(rows))
