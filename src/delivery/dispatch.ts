import type { Channel } from '../core/channel.ts'
import { type Clock, makeSteady } from '../core/clock.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'
import { groupAnswers, joinAnswers } from './join.ts'
import { makePace, type Pace, type PacedSend } from './pace.ts'
import { afterAttempt, type Settled } from './retry.ts'

/** Which deliveries a claim is about: those of one channel, or those of channels that are not there. */
export type ClaimOf = { channel: string } | { outside: readonly string[] }

/**
 * Where deliveries wait. `claim` hands out due ones under a lease, urgent purposes and then older ones first, never past an
 * unfinished one of the same chat and purpose; without `of`, of every channel. Leases are measured by `leaseNow` (`now` where it is left out): who
 * sends must not lose one because somebody set the clock.
 */
export interface Outbox {
  claim(now: Date, options: { of?: ClaimOf; limit: number; leaseUntil: Date; leaseNow?: Date }): Promise<Delivery[]>
  /** Saves what became of what was claimed. Resolves to the ids of which nothing was saved, because somebody else may send them by now. */
  settle(settled: readonly Settled[], now: Date): Promise<readonly string[]>
  /** When the next waiting delivery is due, or null. */
  nextDue(): Promise<Date | null>
}

/** What the dispatcher tells the world; ids and reasons only. */
export interface DispatchLog {
  /** `lost`: it was no longer ours to settle. */
  settled(delivery: { id: string; chatId: string }, state: string, reason: string | null): void
  defect(delivery: { id: string; chatId: string } | null, error: unknown): void
}

/** Places where a test may stop the process. */
export interface DispatchPoints {
  afterSend?(): void
  beforeReceipt?(): void
}

/** Sends what waits: each channel at its own pace, in order per chat and one at a time there, several chats at once. */
export interface Dispatcher {
  /** Something was saved: look soon. */
  wake(): void
  /** Sends until nothing is due, or nothing more may be sent now. */
  drain(): Promise<void>
  /** When a channel that was at its limit takes more, or null when none is at its limit. */
  resumesAt(): Date | null
  /** Begins nothing new, lets what is being sent finish (at most `graceMs`, then aborts it), and ends. */
  stop(graceMs: number): Promise<void>
}

/** What the dispatcher does for one channel; `channel` is null for deliveries of channels that are not there. */
interface Lane {
  of: ClaimOf
  channel: Channel | null
  pace: Pace
  /** The most deliveries on their way at once. */
  most: number
  /** Deliveries claimed and not ended. */
  underway: number
  /** Whether to look for more. */
  again: boolean
  /** Whether the last claim may have passed over deliveries that wait behind one being sent. */
  passedOver: boolean
  /** The steady instant until which the platform takes nothing, or 0. */
  fullUntil: number
}

/** The most deliveries of one channel on their way at once. */
const mostUnderway = 200
/** The same where a repeat would be seen: when the process dies, what is on its way is in doubt, and that must be few. */
const mostInDoubt = 30
const leaseMs = 90_000
const sendTimeoutMs = 30_000
/** A longer time-out fires at once; who wakes too early just waits again. */
const longestAlarmMs = 3_600_000
/** How long an adapter may take to say what became of a send that was aborted. */
const abortPatienceMs = 1000

/**
 * Makes the one dispatcher of a process. `sent` are the sends of the last day by channel, so that limits hold over a restart.
 */
export function makeDispatcher(
  outbox: Outbox,
  channels: ReadonlyMap<string, Channel>,
  {
    clock,
    log,
    sent = new Map(),
    points = {},
  }: {
    clock: Clock
    log: DispatchLog
    sent?: ReadonlyMap<string, readonly PacedSend[]>
    points?: DispatchPoints
  },
): Dispatcher {
  // Limits, leases and waits are lengths of time: measured steadily, so that a clock that is set right holds nothing up and repeats nothing.
  const steady = makeSteady(clock)
  const before = (channel: Channel) => sent.get(channel.name)?.map(s => ({ ...s, at: Math.min(s.at, steady.now()) }))
  const lanes = [...channels.values()].map(channel =>
    laneOf({ channel: channel.name }, channel, makePace(channel.limits, before(channel))),
  )
  const unlimited = { perSecond: null, perChatMs: null, perGroupPerMinute: null, perDay: null }
  lanes.push(laneOf({ outside: [...channels.keys()] }, null, makePace(unlimited)))
  let isEnding = false
  /** One per send that is going on. */
  const aborts = new Set<AbortController>()
  let running: Promise<void> | null = null
  let ended: Settled[] = []
  /** Wakes `work` when it waits for chats to end. */
  let nudge = () => {}
  let alarm: NodeJS.Timeout | undefined

  async function attempt({ channel, pace }: Lane, delivery: Delivery): Promise<Receipt> {
    if (!channel) {
      const notBefore = new Date(clock.now().getTime() + 60_000)
      return { outcome: 'retry', notBefore, reason: 'offline' }
    }
    pace.take({ chatId: delivery.chatId, isGroup: delivery.chatKind === 'group', at: steady.now() })
    const abort = new AbortController()
    aborts.add(abort)
    const timer = setTimeout(() => abort.abort(), sendTimeoutMs)
    let receipt: Receipt
    try {
      receipt = await Promise.race([channel.send(delivery, abort.signal), longAfter(abort.signal)])
      points.afterSend?.()
    } catch (error) {
      // A throw is a defect of the adapter; whether the message left is unknown.
      log.defect(delivery, error)
      receipt = { outcome: 'uncertain' }
    }
    clearTimeout(timer)
    aborts.delete(abort)
    if (receipt.outcome === 'retry' && receipt.wholeChannel) pace.pause(steady.instantOf(receipt.notBefore))
    return receipt
  }

  /** One chat's deliveries in order; gives the rest back at the first that must wait, and before the lease runs out. */
  async function sendChat(lane: Lane, deliveries: Delivery[], leaseUntil: number): Promise<void> {
    const last = leaseUntil - sendTimeoutMs - 2 * abortPatienceMs
    const groups = lane.channel?.answersOnce ? groupAnswers(deliveries) : deliveries.map(d => [d])
    const giveBack = (from: number, notBefore: Date | null) =>
      ended.push(...groups.slice(from).flatMap(group => group.map(d => released(d, notBefore))))
    for (const [n, group] of groups.entries()) {
      const now = steady.now()
      const delivery = joinAnswers(group)
      const chat = { chatId: delivery.chatId, isGroup: delivery.chatKind === 'group' }
      const earliest = lane.pace.earliest(now, chat)
      if (earliest > now) {
        giveBack(n, steady.dateOf(earliest))
        lane.fullUntil = lane.fullUntil > now ? Math.min(lane.fullUntil, earliest) : earliest
        break
      }
      const receipt = await attempt(lane, delivery)
      const settled = group.map(d => afterAttempt(d, receipt, clock.now()))
      ended.push(...settled)
      const isOver = settled.every(s => s.state !== 'waiting')
      if (isOver && !isEnding && steady.now() <= last) continue
      giveBack(n + 1, null)
      break
    }
    lane.underway -= deliveries.length
    nudge()
  }

  /** Claims what is due and may be sent now, and begins to send it, each chat on its own. */
  async function begin(lane: Lane): Promise<void> {
    lane.again = false
    const now = steady.now()
    const limit = Math.min(lane.most - lane.underway, lane.pace.room(now))
    if (limit <= 0) {
      // While messages are on their way their end makes room; at the platform's limit only time does.
      lane.passedOver = true
      if (lane.underway < lane.most) lane.fullUntil = lane.pace.opensAt(now)
      return
    }
    lane.passedOver = lane.underway > 0 || ended.length > 0
    const lease = { leaseNow: new Date(now), leaseUntil: new Date(now + leaseMs) }
    const claimed = await outbox.claim(clock.now(), { of: lane.of, limit, ...lease })
    lane.again ||= claimed.length === limit
    lane.underway += claimed.length
    for (const deliveries of Map.groupBy(claimed, d => d.chatId).values())
      void sendChat(lane, deliveries, now + leaseMs)
  }

  /** Saves what has ended since the last time, all of it together. */
  async function settle(): Promise<void> {
    if (ended.length === 0) return
    points.beforeReceipt?.()
    const settled = ended
    ended = []
    let lost: ReadonlySet<string>
    try {
      lost = new Set(await outbox.settle(settled, clock.now()))
    } catch (error) {
      ended.unshift(...settled) // they were sent: they are saved at the next wake, or sent again after the lease
      throw error
    }
    for (const lane of lanes) lane.again ||= lane.passedOver && !isFull(lane)
    for (const s of settled) log.settled(s, lost.has(s.id) ? 'lost' : s.state, 'reason' in s ? s.reason : null)
  }

  const isFull = (lane: Lane) => lane.fullUntil > steady.now()

  /** Begins, settles and waits until nothing more can be sent and nothing is being sent. */
  async function work(): Promise<void> {
    for (;;) {
      // First what was sent: after an outage of the database its lease may be over, and a claim would give it out again.
      await settle()
      for (const lane of lanes) if (lane.again && !isEnding) await begin(lane)
      if (ended.length > 0 || (lanes.some(l => l.again) && !isEnding)) continue
      if (lanes.every(l => l.underway === 0)) return
      await new Promise<void>(resolve => {
        nudge = resolve
      })
    }
  }

  async function run(): Promise<void> {
    try {
      await work()
    } finally {
      running = null // in the same moment as the last look at `again`, so that no wake-up falls between
      wakeWhenFree()
    }
  }

  function resumesAt(): Date | null {
    const times = lanes.filter(isFull).map(l => l.fullUntil)
    return times.length > 0 ? steady.dateOf(Math.min(...times)) : null
  }

  /** Looks again as soon as a platform takes more. */
  function wakeWhenFree(): void {
    clearTimeout(alarm)
    const at = resumesAt()
    if (at === null || isEnding) return
    alarm = setTimeout(wake, Math.min(at.getTime() - clock.now().getTime() + 1, longestAlarmMs))
    alarm.unref()
  }

  function drain(): Promise<void> {
    for (const lane of lanes) lane.again = true
    nudge()
    running ??= run()
    return running
  }

  function wake(): void {
    drain().catch(error => log.defect(null, error))
  }

  return {
    drain,
    wake,
    resumesAt,
    async stop(graceMs) {
      isEnding = true
      clearTimeout(alarm)
      const timer = setTimeout(() => {
        for (const abort of aborts) abort.abort()
      }, graceMs)
      await running?.catch(() => undefined) // already logged where it was started
      clearTimeout(timer)
    },
  }
}

const laneOf = (of: ClaimOf, channel: Channel | null, pace: Pace): Lane => ({
  of,
  channel,
  pace,
  most: channel === null || channel.abilities.has('idempotent') ? mostUnderway : mostInDoubt,
  underway: 0,
  again: false,
  passedOver: false,
  fullUntil: 0,
})

const released = ({ id, chatId }: Delivery, notBefore: Date | null): Settled => ({
  id,
  chatId,
  state: 'released',
  notBefore,
})

/** For an adapter that does not heed the signal: some time after it, nobody knows whether the message left. */
function longAfter(signal: AbortSignal): Promise<Receipt> {
  return new Promise(resolve => {
    const giveUp = () => setTimeout(resolve, abortPatienceMs, { outcome: 'uncertain' })
    signal.addEventListener('abort', giveUp, { once: true })
  })
}
