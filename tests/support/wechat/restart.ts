import { randomUUID } from 'node:crypto'
import { openEngine } from '../../../src/app/engine.ts'
import { noLimits } from '../../../src/core/channel.ts'
import type { Inbox } from '../../../src/core/update.ts'
import { openDatabase } from '../../../src/store/open.ts'
import { waitingRow } from '../../../src/store/post.ts'
import { failingLog } from '../log.ts'
import { aSaying, deciding, say } from '../store.ts'
import { isUp, noon, openWorld, until } from './world.ts'

const groups = 6
/** So many questions, and as many broadcast messages. */
const questions = 60

/** What happened when the WeChat process was killed twice while it was busy. */
export interface Restarted {
  /** What happened when, in words. */
  events: string[]
  /** Questions that were written, and how often each was answered. */
  answers: number[]
  /** How often each broadcast message was shown, and what is written down about it. */
  broadcasts: { shown: number; state: string }[]
  /** Texts that were shown twice; their fate was unknown in between. */
  twice: { text: string; wasUncertain: boolean }[]
  logins: number
}

/** Questions come in and broadcasts go out; the process is killed twice meanwhile. Everything but WeChat itself is real. */
export async function restartUnderLoad(folder: string): Promise<Restarted> {
  const begin = performance.now()
  const events: string[] = []
  const note = (text: string) => events.push(`${String(Math.round(performance.now() - begin)).padStart(6)} ms  ${text}`)
  // Noon and going on: whatever the hour is, it is not night.
  const clock = { now: () => new Date(noon.getTime() + performance.now() - begin) }
  const world = await openWorld(
    ({ cast }) => {
      const people = Array.from({ length: 4 }, (_, n) => cast.actor(`示例${n}`, { remark: `示例${n} FW-00000${n}` }))
      for (let n = 0; n < groups; n++) cast.room(`示例${n}班`, people)
    },
    { start: false, clock },
  )
  const { emulator } = world
  emulator.slowMs = 40
  const database = await openDatabase(folder)
  const uncertain = new Set<string>()
  const channel = {
    ...world.channel,
    limits: noLimits,
    send: async (...[delivery, signal]: Parameters<typeof world.channel.send>) => {
      const receipt = await world.channel.send(delivery, signal)
      if (receipt.outcome === 'uncertain') uncertain.add(delivery.text)
      return receipt
    },
  }
  const { dispatcher, turns } = await openEngine({
    ...{ database, channels: [channel], clock, ids: { next: randomUUID } },
    log: { ...failingLog(), error: ({ err }) => note(`defect ${err}`) },
    content() {
      throw new Error('what is said stands below')
    },
  })
  const inbox: Inbox = {
    update: update => turns.run(update, deciding([say(`答：${update.message.text}`)])),
    notice: async () => undefined,
    moved: async () => undefined,
  }
  await world.channel.start(inbox)
  await isUp(world)
  await until(() => world.rooms().length === groups, 'the groups are known')
  note(`process ${world.pids().length} is logged in (${emulator.logins} scan)`)

  const broadcast = (n: number) =>
    database.transact(async db => {
      const chat = { id: world.rooms()[(n + 3) % groups]!.id, channel: 'wechat', kind: 'group' as const }
      const row = {
        id: randomUUID(),
        key: `broadcast:1:${n}`,
        purpose: 'broadcast' as const,
        to: null,
        at: clock.now(),
      }
      await db
        .insertInto('delivery')
        .values(waitingRow({ ...row, chat, saying: aSaying(`通知${n}`) }))
        .execute()
    })
  const kill = async (when: string) => {
    process.kill(world.pids().at(-1)!, 'SIGKILL')
    note(`process ${world.pids().length} is killed ${when}; ${emulator.sent.length} messages have been shown`)
    const before = world.pids().length
    await until(() => world.pids().length > before, 'another process')
    note(`process ${world.pids().length} has begun`)
  }
  const recovered = async () => {
    await isUp(world)
    note(`process ${world.pids().length} is logged in (${emulator.logins} scan)`)
  }
  const ticking = setInterval(dispatcher.wake, 50)
  let killing: Promise<void> = Promise.resolve()
  for (let n = 0; n < questions; n++) {
    emulator.say(emulator.cast.actors[n % 4]!, emulator.cast.rooms[n % groups]!, { text: `问题${n}` })
    await broadcast(n)
    if (n === 15 || n === 40) killing = killing.then(() => kill(`after question ${n}`)).then(recovered)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  note(`${questions} questions have been written`)
  await killing
  const open = () =>
    database.db.selectFrom('delivery').select('id').where('state', 'in', ['waiting', 'sending']).execute()
  const answered = () => emulator.sent.filter(s => s.text.includes('答：')).length
  for (let n = 0; n < 600 && (answered() < questions || (await open()).length > 0); n++)
    await new Promise(resolve => setTimeout(resolve, 50))
  clearInterval(ticking)
  await dispatcher.stop(1000)
  const rows = await database.db.selectFrom('delivery').select(['key', 'state']).execute()
  const count = (text: string) => emulator.sent.filter(s => s.text.replace(/^@.*\u2005/, '') === text).length
  const all = [
    ...Array.from({ length: questions }, (_, n) => `答：问题${n}`),
    ...Array.from({ length: questions }, (_, n) => `通知${n}`),
  ]
  const result: Restarted = {
    events,
    answers: Array.from({ length: questions }, (_, n) => count(`答：问题${n}`)),
    broadcasts: Array.from({ length: questions }, (_, n) => ({
      shown: count(`通知${n}`),
      state: rows.find(r => r.key === `broadcast:1:${n}`)!.state,
    })),
    twice: all.filter(text => count(text) > 1).map(text => ({ text, wasUncertain: uncertain.has(text) })),
    logins: emulator.logins,
  }
  note(`${emulator.sent.length} messages have been shown; ${uncertain.size} sends were uncertain`)
  await world.close()
  await database.close()
  return result
}
