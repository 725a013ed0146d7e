/**
 * Measures broadcasts, as `docs/benchmarks.md` shows it: planning one to 20,000 people, sending it as fast as a platform's limits allow, and
 * counting confirmations.
 *
 *   node --expose-gc tests/bench/broadcast.ts
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemIds } from '../../src/app/system.ts'
import { loadContent } from '../../src/bot/content.ts'
import { broadcastRulesOf } from '../../src/bot/office.ts'
import { type Channel, noLimits, type SendLimits } from '../../src/core/channel.ts'
import { ManualClock } from '../../src/core/clock.ts'
import type { Update } from '../../src/core/update.ts'
import { makeLeaving } from '../../src/office/broadcasts/leaving.ts'
import { makeRounds } from '../../src/store/broadcasts/rounds.ts'
import { saveChannels } from '../../src/store/channels.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { fillSchool, releaseBroadcast, studentNumber } from '../support/school.ts'
import { machine, seconds, table } from './measure.ts'
import { openSilent } from './silent.ts'

const people = 20_000
const start = new Date('2027-06-01T10:00:00+08:00')
const content = loadContent({ knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' })
const noLinks = { publicUrl: null, secret: null }

/** A platform that counts, by its own clock, what comes within any second and to any chat. */
function platform(clock: ManualClock, limits: SendLimits) {
  const times: number[] = []
  const chats = new Map<string, number>()
  const channel: Channel = {
    name: 'test',
    abilities: new Set(['private', 'writes-groups', 'unprompted', 'choices']),
    limits,
    status: () => ({ state: 'up', detail: '' }),
    async start() {},
    async stop() {},
    async send({ id, chatId }) {
      times.push(clock.now().getTime())
      chats.set(chatId, (chats.get(chatId) ?? 0) + 1)
      return { outcome: 'delivered', nativeId: id }
    },
  }
  /** The most messages within any second. */
  const mostInASecond = () => {
    let most = 0
    let from = 0
    for (let to = 0; to < times.length; to++) {
      while (times[from]! <= times[to]! - 1000) from++
      most = Math.max(most, to - from + 1)
    }
    return most
  }
  const took = () => ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
  return { channel, chats, times, mostInASecond, took }
}

const memory = () => {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().rss / 2 ** 20)
}

async function plan(database: Database): Promise<{ taken: number; grown: number }> {
  const rules = () => broadcastRulesOf(content)
  const leaving = makeLeaving(makeRounds(database, { ids: systemIds }), { rules, links: noLinks })
  const before = memory()
  const begun = seconds()
  await leaving.run(start)
  return { taken: seconds() - begun, grown: memory() - before }
}

/** Sends everything over a platform with limits; time moves only when the platform takes no more. */
async function send(database: Database, limits: SendLimits) {
  const clock = new ManualClock(start)
  const fake = platform(clock, limits)
  const { dispatcher } = await openSilent({ database, content: () => content, clock, channels: [fake.channel] })
  const before = memory()
  const begun = seconds()
  for (;;) {
    await dispatcher.drain()
    const next = dispatcher.resumesAt()
    if (next === null) break
    clock.set(next)
  }
  const taken = seconds() - begun
  const grown = memory() - before
  await dispatcher.stop(100)
  return { ...fake, taken, grown }
}

const confirmation = (number: string, n: number): Update => {
  const chat = { id: `private/${number}`, channel: 'test', kind: 'private' as const, title: '' }
  const person = { id: number, name: '', role: 'student' as const, privateChat: chat }
  const message = { text: '收到 A01', images: [], mentioned: false, repliesToBot: false }
  return { id: `bench:${n}`, chat, person, at: start, message }
}

/** Everybody confirms, a hundred at a time, every tenth of them twice. */
async function confirm(database: Database, count: number) {
  const { inbox } = await openSilent({ database, content: () => content, clock: new ManualClock(start) })
  const begun = seconds()
  const used = process.cpuUsage()
  let asked = 0
  for (let from = 0; from < count; from += 100) {
    const batch = Array.from({ length: 100 }, (_, n) => studentNumber(from + n))
    const said = [...batch, ...batch.filter((_, n) => n % 10 === 0)]
    await Promise.all(said.map(number => inbox.update(confirmation(number, asked++))))
  }
  const taken = seconds() - begun
  const { user, system } = process.cpuUsage(used)
  const { confirmed } = await database.db
    .selectFrom('broadcast_recipient')
    .select(eb => eb.fn.countAll<number>().as('confirmed'))
    .where('state', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  return { perSecond: asked / taken, perCpuSecond: (asked * 1e6) / (user + system), confirmed: Number(confirmed) }
}

const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
const database = await openDatabase(folder)
await saveChannels(database, [{ ...platform(new ManualClock(start), noLimits).channel }])
await fillSchool(database, people)
await releaseBroadcast(database, { at: start.getTime() })
const planned = await plan(database)
const perSecond = 30
const sent = await send(database, { ...noLimits, perSecond })
const { state } = await database.db.selectFrom('broadcast').select('state').executeTakeFirstOrThrow()
const count = 10_000
const confirmed = await confirm(database, count)
await database.close()
rmSync(folder, { recursive: true })

const once = sent.chats.size === people && [...sent.chats.values()].every(n => n === 1)
console.log(
  `${machine()}; SQLite on disk (WAL, synchronous = NORMAL)\n\n${table([
    ['', 'measured', 'target'],
    [`planning ${people} people`, `${planned.taken.toFixed(2)} s`, '≤ 5 s'],
    ['memory grown by planning', `${planned.grown} MB`, 'flat'],
    [`sent, each chat once (${state})`, once ? `${sent.chats.size}` : 'NO', `${people}`],
    [`most in any second at a limit of ${perSecond}`, `${sent.mostInASecond()}`, `≤ ${perSecond}`],
    ['platform time for all', `${sent.took().toFixed(0)} s`, `${Math.floor(people / perSecond)} s at the limit`],
    ['work of the dispatcher for all', `${sent.taken.toFixed(1)} s`, ''],
    ['memory grown by sending', `${sent.grown} MB`, 'flat'],
    ['confirmations a second', `${confirmed.perSecond.toFixed(0)}`, '≥ 1000'],
    ['confirmations a second of processor time', `${confirmed.perCpuSecond.toFixed(0)}`, ''],
    [`counted of ${count}, every tenth sent twice`, `${confirmed.confirmed}`, `${count}`],
  ])}`,
)
