import type { ChannelStatus } from '../../core/channel.ts'
import { type Clock, elapsedMs } from '../../core/clock.ts'
import type { Inbox } from '../../core/update.ts'

/** How the channel is doing, and when the operator is told of it. */
export interface TelegramStanding {
  now(): ChannelStatus
  up(detail: string): Promise<void>
  /** Told at every failure; the operator hears of an outage that lasts, once, and of its end. */
  down(detail: string): Promise<void>
}

/** A shorter outage heals by itself before anyone could look. */
const patienceMs = 120_000

/** Makes the standing of a channel that has just been started. */
export function makeStanding({ clock, inbox }: { clock: Clock; inbox: Pick<Inbox, 'notice'> }): TelegramStanding {
  let status: ChannelStatus = { state: 'starting', detail: '' }
  let downSince: { date: Date; ran: number } | null = null
  let isTold = false
  const tell = async (kind: 'down' | 'up', detail: string) => {
    const key = `telegram:${kind}:${downSince?.date.getTime() ?? 0}`
    await inbox.notice({ channel: 'telegram', key, kind, picture: null, detail })
  }
  return {
    now: () => status,
    async up(detail) {
      status = { state: 'up', detail }
      if (isTold) await tell('up', '')
      isTold = false
      downSince = null
    },
    async down(detail) {
      status = { state: 'down', detail }
      downSince ??= { date: clock.now(), ran: elapsedMs(clock) }
      if (isTold || elapsedMs(clock) - downSince.ran < patienceMs) return
      await tell('down', detail)
      isTold = true // after it was saved: one that could not be saved is told at the next failure
    },
  }
}
