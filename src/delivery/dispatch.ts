import type { Channel } from '../core/channel.ts'
import { type Clock, makeSteady, type Steady } from '../core/clock.ts'
import { Attempts } from './attempts.ts'
import { Lane, type Road } from './lane.ts'
import type { Outbox } from './outbox.ts'
import { makePace, type PacedSend } from './pace.ts'
import type { Settled } from './retry.ts'

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

/** What a dispatcher stands on. `sent` are the sends of the last day by channel, so that limits hold over a restart. */
interface DispatchParts {
  clock: Clock
  log: DispatchLog
  sent?: ReadonlyMap<string, readonly PacedSend[]>
  points?: DispatchPoints
}

/** A longer time-out fires at once; who wakes too early just waits again. */
const longestWaitMs = 3_600_000
const unlimited = { perSecond: null, perChatMs: null, perGroupPerMinute: null, perDay: null }

/** Makes the one dispatcher of a process. */
export function makeDispatcher(
  outbox: Outbox,
  channels: ReadonlyMap<string, Channel>,
  parts: DispatchParts,
): Dispatcher {
  return new LaneDispatcher(outbox, channels, parts)
}

class LaneDispatcher implements Dispatcher {
  readonly #outbox: Outbox
  readonly #parts: DispatchParts
  readonly #steady: Steady
  readonly #attempts: Attempts
  readonly #lanes: readonly Lane[]
  readonly #ended: Settled[] = []
  #isEnding = false
  #running: Promise<void> | null = null
  /** Wakes `#work` when it waits for chats to end. */
  #nudge = () => {}
  #timer: NodeJS.Timeout | undefined

  constructor(outbox: Outbox, channels: ReadonlyMap<string, Channel>, parts: DispatchParts) {
    this.#outbox = outbox
    this.#parts = parts
    const { clock, log, points } = parts
    // Limits, leases and waits are lengths of time: measured steadily, so that a clock that is set right holds nothing up and repeats nothing.
    const steady = makeSteady(clock)
    this.#steady = steady
    this.#attempts = new Attempts({
      defect: (delivery, error) => log.defect(delivery, error),
      afterSend: () => points?.afterSend?.(),
    })
    const road: Road = {
      outbox,
      clock,
      steady,
      attempts: this.#attempts,
      ended: this.#ended,
      isEnding: () => this.#isEnding,
      chatEnded: () => this.#nudge(),
    }
    const sent = (name: string) => parts.sent?.get(name)?.map(s => ({ ...s, at: Math.min(s.at, steady.now()) }))
    this.#lanes = [
      ...[...channels.values()].map(channel => {
        const { name, limits } = channel
        return new Lane(road, { of: { channel: name }, channel, pace: makePace(limits, sent(name)) })
      }),
      new Lane(road, { of: { outside: [...channels.keys()] }, channel: null, pace: makePace(unlimited) }),
    ]
  }

  // Handed on as a function of its own.
  readonly wake = (): void => {
    this.drain().catch(error => this.#parts.log.defect(null, error))
  }

  drain(): Promise<void> {
    for (const lane of this.#lanes) lane.lookAgain()
    this.#nudge()
    this.#running ??= this.#run()
    return this.#running
  }

  resumesAt(): Date | null {
    const times = this.#lanes.map(l => l.fullUntil).filter(at => at !== null)
    return times.length > 0 ? this.#steady.dateOf(Math.min(...times)) : null
  }

  async stop(graceMs: number): Promise<void> {
    this.#isEnding = true
    clearTimeout(this.#timer)
    const timer = setTimeout(() => this.#attempts.abortAll(), graceMs)
    await this.#running?.catch(() => undefined) // already logged where it was started
    clearTimeout(timer)
  }

  async #run(): Promise<void> {
    try {
      await this.#work()
    } finally {
      this.#running = null // in the same moment as the last look at `looksAgain`, so that no wake-up falls between
      this.#wakeWhenFree()
    }
  }

  /** Begins, settles and waits until nothing more can be sent and nothing is being sent. */
  async #work(): Promise<void> {
    const lanes = this.#lanes
    for (;;) {
      // First what was sent: after an outage of the database its lease may be over, and a claim would give it out again.
      await this.#settle()
      for (const lane of lanes) if (lane.looksAgain && !this.#isEnding) await lane.begin()
      if (this.#ended.length > 0 || (lanes.some(l => l.looksAgain) && !this.#isEnding)) continue
      if (lanes.every(l => l.isIdle)) return
      await new Promise<void>(resolve => {
        this.#nudge = resolve
      })
    }
  }

  /** Saves what has ended since the last time, all of it together. */
  async #settle(): Promise<void> {
    const { clock, log, points } = this.#parts
    if (this.#ended.length === 0) return
    points?.beforeReceipt?.()
    const settled = this.#ended.splice(0)
    let lost: ReadonlySet<string>
    try {
      lost = new Set(await this.#outbox.settle(settled, clock.now()))
    } catch (error) {
      this.#ended.unshift(...settled) // they were sent: they are saved at the next wake, or sent again after the lease
      throw error
    }
    for (const lane of this.#lanes) lane.freed()
    for (const s of settled) log.settled(s, lost.has(s.id) ? 'lost' : s.state, 'reason' in s ? s.reason : null)
  }

  /** Looks again as soon as a platform takes more. */
  #wakeWhenFree(): void {
    clearTimeout(this.#timer)
    const at = this.resumesAt()
    if (at === null || this.#isEnding) return
    const inMs = at.getTime() - this.#parts.clock.now().getTime() + 1
    this.#timer = setTimeout(this.wake, Math.min(inMs, longestWaitMs))
    this.#timer.unref()
  }
}
