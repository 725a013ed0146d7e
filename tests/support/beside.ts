import { passTime } from '../../src/app/clockwork/passing.ts'
import { openEngine } from '../../src/app/engine.ts'
import type { Content } from '../../src/bot/content.ts'
import type { Database } from '../../src/store/open.ts'
import { arrives, FakeChannel } from './channel.ts'
import type { SettableClock } from './clock.ts'
import { failingLog } from './log.ts'
import { anUpdate } from './update.ts'

/** What arrived on somebody's phone, or in a group. */
export interface ArrivedBeside {
  chat: string
  text: string
}

/**
 * The bot beside a console that is served: on the same database, by the same clock and content, on the platform on which the week was played (`replay`),
 * where everybody is known by their number. Nothing is sent but while somebody speaks or time passes.
 */
export async function talkBeside(of: { database: Database; clock: SettableClock; content(): Content }) {
  const arrived: ArrivedBeside[] = []
  const channel = Object.assign(new FakeChannel(), { name: 'replay' })
  channel.send = async (delivery, signal) => {
    arrived.push({ chat: delivery.chatId, text: delivery.text })
    return arrives(delivery, signal)
  }
  let drawn = 0
  const ids = { next: () => `beside-${String(++drawn * 7919).padStart(20, '5')}` }
  const engine = await openEngine({ ...of, ids, log: failingLog(), channels: [channel], ports: { wake() {} } })
  const during = async (act: () => Promise<unknown>): Promise<ArrivedBeside[]> => {
    const from = arrived.length
    await act()
    await engine.dispatcher.drain()
    return arrived.slice(from)
  }
  return {
    /** Somebody of the roster says something, in private or in `room`; returns what arrives. */
    say: (number: string, text: string, { room }: { room?: string } = {}): Promise<ArrivedBeside[]> =>
      during(async () => {
        const sent = { text, from: number, channel: 'replay', at: of.clock.now() }
        const id = `beside-${++drawn}`
        const update = anUpdate({ ...sent, id, ...(room === undefined ? {} : { room, mentioned: true }) })
        update.person = { ...update.person, number }
        await engine.inbox.update(update)
      }),
    /** Lets so many minutes pass; returns what arrives. */
    wait: (minutes: number): Promise<ArrivedBeside[]> =>
      during(async () => {
        const until = new Date(of.clock.now().getTime() + minutes * 60_000)
        await passTime(engine, of.clock, until)
        of.clock.set(until)
      }),
  }
}
