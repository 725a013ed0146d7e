import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ManualClock } from '../../../src/core/clock.ts'
import type { Inbox } from '../../../src/core/update.ts'
import { samplePicture } from '../../contract/samples.ts'
import { TelegramEmulator, type Trouble } from './emulator.ts'
import { channelOn, people } from './harness.ts'

/** What a channel holds at some moment. */
export interface Held {
  hour: number
  /** Megabytes of the heap after a collection. */
  heapMb: number
  /** Open sockets, timers and the like. */
  handles: number
  reconnects: number
  taken: number
  shown: number
}

const hourMs = 3_600_000
const troubles: Trouble['kind'][] = ['cut-before', 'cut-after', 'broken', 'html', 'too-many']

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/**
 * Lets a channel live through hours of outages, one about every two minutes: servers that fail, lines that break, no connection at all. Waits and
 * long polls move the clock and take no time. Somebody writes after each outage, with a picture every third time, and is answered.
 */
export async function liveThrough(hours: number, folder: string): Promise<Held[]> {
  const clock = new ManualClock(new Date('2026-06-10T00:00:00Z'))
  const begin = clock.now().getTime()
  const pass = (ms: number) => clock.set(new Date(clock.now().getTime() + ms))
  const world = await new TelegramEmulator({ limits: null, now: () => clock.now().getTime() }).listen()
  world.isKeepingCalls = false
  world.users.set(people.a.id, people.a)
  world.chat({ id: people.a.id, type: 'private' })
  const poll = world.poll.bind(world)
  let reconnects = 0
  let taken = 0
  let shown = 0
  let polls = 0
  world.poll = async asked => {
    const answer = await poll({ ...asked, timeout: 0 })
    pass((asked.timeout ?? 0) * 1000)
    if (++polls % 3 === 0) trouble(polls / 3)
    return answer
  }
  world.onSent = () => {
    shown++
    world.sent.length = 0
  }
  /** The nth outage; it ends by itself, or with a wait of the bot. */
  function trouble(n: number): void {
    reconnects++
    world.files.clear()
    if (n % 6 === 0) isAway = true
    else world.troubles = [{ kind: troubles[(n % 6) - 1]!, times: 1 + (n % 4) }]
    const photo = n % 3 === 0 ? { photo: samplePicture.bytes, caption: '看图' } : { text: '还在吗' }
    world.write({ from: people.a, chat: people.a.id, ...photo })
  }
  let isAway = false
  const { channel } = channelOn(world, {
    folder,
    clock,
    async wait(ms) {
      pass(ms)
      if (!isAway) return
      isAway = false
      await world.hangUp()
      setImmediate(() => void world.listen())
    },
  })
  const inbox: Inbox = {
    async update(update) {
      taken++
      const saying = { text: '在', choices: [], images: [], rateable: true, to: null, at: clock.now(), attempts: 0 }
      const head = {
        id: update.id,
        purpose: 'reply',
        key: update.id,
        answers: update.id,
        chatId: update.chat.id,
      } as const
      const delivery = { ...head, ...saying, channel: 'telegram', chatKind: 'private' as const }
      void channel.send(delivery, new AbortController().signal)
      return 'done'
    },
    async notice() {},
    async moved() {},
  }
  const seen: Held[] = []
  const look = async (hour: number) => {
    while (clock.now().getTime() < begin + hour * hourMs) await new Promise(resolve => setTimeout(resolve, 5))
    collect()
    const heapMb = Math.round((process.memoryUsage().heapUsed / 2 ** 20) * 10) / 10
    seen.push({ hour, heapMb, handles: process.getActiveResourcesInfo().length, reconnects, taken, shown })
  }
  await channel.start(inbox)
  for (let sixth = 1; sixth <= 6; sixth++) await look((hours * sixth) / 6)
  await channel.stop()
  await world.hangUp()
  return seen
}
