import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeWechatChannel, type Waits } from '../../../src/channels/wechat/channel.ts'
import { openWechatFolder } from '../../../src/channels/wechat/folder.ts'
import type { Channel } from '../../../src/core/channel.ts'
import { type Clock, ManualClock } from '../../../src/core/clock.ts'
import type { Delivery, Receipt } from '../../../src/core/delivery.ts'
import { RecordingInbox } from '../../contract/inbox.ts'
import { sampleAssets } from '../../contract/samples.ts'
import { WechatEmulator } from './emulator.ts'

/** Waits as short as the emulator allows. */
const briefly: Waits = {
  patience: { pingMs: 200, mostUnanswered: 150, restartMs: 100, longestRestartMs: 400, wellMs: 60_000 },
  lookMs: 30,
  refusalMs: 300,
  pace: ms => ms / 50,
}

/** A channel over an emulated WeChat, with people in it. */
export interface World {
  emulator: WechatEmulator
  channel: Channel
  inbox: RecordingInbox
  folder: string
  /** What was logged, one line each. */
  logged: string[]
  shown: string[]
  /** The groups that the channel has written down. */
  rooms(): { id: string; topic: string }[]
  /** The ids of the processes that were started. */
  pids(): number[]
  send(delivery: Partial<Delivery>): Promise<Receipt>
  /** Stops the channel, or kills its process like a crash, and opens another on the same folder. */
  reopen(how: 'stop' | 'kill', meanwhile?: () => Promise<void>): Promise<void>
  /** Moves the channel's clock. */
  setNow(now: Date): void
  now(): Date
  close(): Promise<void>
}

/** Noon in the school's zone, so that no test depends on the hour it runs at. */
export const noon = new Date('2027-06-20T12:00:00+08:00')
let count = 0

/** Opens a world; `people` fills it before the channel starts. */
export async function openWorld(
  people: (emulator: WechatEmulator) => void,
  { start = true, waits = {}, clock: given }: { start?: boolean; waits?: Partial<Waits>; clock?: Clock } = {},
): Promise<World> {
  const emulator = new WechatEmulator()
  people(emulator)
  const endpoint = await emulator.open()
  const data = mkdtempSync(join(tmpdir(), 'farewell-wechat-'))
  const clock = new ManualClock(noon)
  const inbox = new RecordingInbox()
  const logged: string[] = []
  const shown: string[] = []
  const open = () =>
    makeWechatChannel(
      { perDay: 300, zone: 'Asia/Shanghai', endpoint, environment: {} },
      {
        assets: sampleAssets(),
        clock: given ?? clock,
        ids: { next: () => `id${++count}${Math.random()}`.replace('.', '') },
        random: () => 0,
        data,
        log: (event, detail) => logged.push(JSON.stringify({ event, ...detail })),
        cache: join(tmpdir(), 'farewell-wechat-cache'),
        show: text => shown.push(text),
        waits: { ...briefly, ...waits },
      },
    )
  const world: World = {
    emulator,
    channel: open(),
    inbox,
    folder: join(data, 'wechat'),
    logged,
    shown,
    rooms: () => openWechatFolder(data).rooms(),
    pids: () => logged.flatMap(line => (line.includes('process-started') ? [JSON.parse(line).pid as number] : [])),
    send: ({ ...given }) =>
      world.channel.send(
        {
          id: `d${++count}`,
          purpose: 'reply',
          key: `k${count}`,
          chatId: '',
          channel: 'wechat',
          chatKind: 'private',
          to: null,
          at: noon,
          attempts: 0,
          text: '好的',
          choices: [],
          images: [],
          rateable: false,
          ...given,
        },
        new AbortController().signal,
      ),
    async reopen(how, meanwhile) {
      if (how === 'kill') process.kill(world.pids().at(-1)!, 'SIGKILL')
      await world.channel.stop()
      await meanwhile?.()
      world.channel = open()
      await world.channel.start(inbox)
    },
    setNow: now => clock.set(now),
    now: () => (given ?? clock).now(),
    async close() {
      await world.channel.stop()
      await emulator.close()
      rmSync(data, { recursive: true, force: true, maxRetries: 3 })
    },
  }
  if (start) await world.channel.start(inbox)
  return world
}

/** Waits until `claim` holds; rejects after some seconds, naming what was waited for. */
export async function until(claim: () => boolean, what: string, patienceMs = 25_000): Promise<void> {
  const end = Date.now() + patienceMs
  while (!claim()) {
    if (Date.now() > end) throw new Error(`not within ${patienceMs} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** Waits until the channel is logged in. */
export const isUp = (world: World) => until(() => world.channel.status().state === 'up', 'the channel is up')
