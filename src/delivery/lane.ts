import type { Channel } from '../core/channel.ts'
import type { Clock, Steady } from '../core/clock.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'
import { type Attempts, abortPatienceMs, sendTimeoutMs } from './attempts.ts'
import { groupAnswers, joinAnswers } from './join.ts'
import type { ClaimOf, Outbox } from './outbox.ts'
import type { Pace } from './pace.ts'
import { afterAttempt, type Settled } from './retry.ts'

/** What the lanes of one dispatcher share. */
export interface Road {
  outbox: Outbox
  clock: Clock
  steady: Steady
  attempts: Attempts
  /** What has ended and is not saved yet. */
  ended: Settled[]
  isEnding(): boolean
  /** Called when the deliveries of one chat have ended. */
  chatEnded(): void
}

/** The most deliveries of one channel on their way at once. */
const mostUnderway = 200
/** The same where a repeat would be seen: when the process dies, what is on its way is in doubt, and that must be few. */
const mostInDoubt = 30
const leaseMs = 90_000

/** One channel's deliveries: at its own pace, in order per chat and one at a time there, several chats at once. */
export class Lane {
  readonly #of: ClaimOf
  readonly #channel: Channel | null
  readonly #pace: Pace
  readonly #most: number
  readonly #road: Road
  /** Deliveries claimed and not ended. */
  #underway = 0
  #looksAgain = false
  /** Whether the last claim may have passed over deliveries that wait behind one being sent. */
  #passedOver = false
  /** The steady instant until which the platform takes nothing, or 0. */
  #fullUntil = 0

  /** `channel` is null for deliveries of channels that are not there. */
  constructor(road: Road, { of, channel, pace }: { of: ClaimOf; channel: Channel | null; pace: Pace }) {
    this.#road = road
    this.#of = of
    this.#channel = channel
    this.#pace = pace
    this.#most = channel === null || channel.abilities.has('idempotent') ? mostUnderway : mostInDoubt
  }

  /** Whether to look for more. */
  get looksAgain(): boolean {
    return this.#looksAgain
  }

  /** Whether nothing is on its way. */
  get isIdle(): boolean {
    return this.#underway === 0
  }

  /** The steady instant from which the platform takes more; null when it does now. */
  get fullUntil(): number | null {
    return this.#fullUntil > this.#road.steady.now() ? this.#fullUntil : null
  }

  /** There may be more to send. */
  lookAgain(): void {
    this.#looksAgain = true
  }

  /** What had ended is saved: what waited behind it is free. */
  freed(): void {
    this.#looksAgain ||= this.#passedOver && this.fullUntil === null
  }

  /** Claims what is due and may be sent now, and begins to send it, each chat on its own. */
  async begin(): Promise<void> {
    this.#looksAgain = false
    const { outbox, clock, steady, ended } = this.#road
    const now = steady.now()
    const limit = Math.min(this.#most - this.#underway, this.#pace.room(now))
    if (limit <= 0) {
      // While messages are on their way their end makes room; at the platform's limit only time does.
      this.#passedOver = true
      if (this.#underway < this.#most) this.#fullUntil = this.#pace.opensAt(now)
      return
    }
    this.#passedOver = this.#underway > 0 || ended.length > 0
    const lease = { leaseNow: new Date(now), leaseUntil: new Date(now + leaseMs) }
    const claimed = await outbox.claim(clock.now(), { of: this.#of, limit, ...lease })
    this.#looksAgain ||= claimed.length === limit
    this.#underway += claimed.length
    for (const deliveries of Map.groupBy(claimed, d => d.chatId).values())
      void this.#sendChat(deliveries, now + leaseMs)
  }

  /** One chat's deliveries in order; gives the rest back at the first that must wait, and before the lease runs out. */
  async #sendChat(deliveries: Delivery[], leaseUntil: number): Promise<void> {
    const { clock, steady, ended, isEnding, chatEnded } = this.#road
    const last = leaseUntil - sendTimeoutMs - 2 * abortPatienceMs
    const groups = this.#channel?.answersOnce ? groupAnswers(deliveries) : deliveries.map(d => [d])
    const giveBack = (from: number, notBefore: Date | null) =>
      ended.push(...groups.slice(from).flatMap(group => group.map(d => released(d, notBefore))))
    for (const [n, group] of groups.entries()) {
      const now = steady.now()
      const delivery = joinAnswers(group)
      const chat = { chatId: delivery.chatId, isGroup: delivery.chatKind === 'group' }
      const earliest = this.#pace.earliest(now, chat)
      if (earliest > now) {
        giveBack(n, steady.dateOf(earliest))
        this.#fullUntil = this.#fullUntil > now ? Math.min(this.#fullUntil, earliest) : earliest
        break
      }
      const receipt = await this.#send(delivery)
      const settled = group.map(d => afterAttempt(d, receipt, clock.now()))
      ended.push(...settled)
      const isOver = settled.every(s => s.state !== 'waiting')
      if (isOver && !isEnding() && steady.now() <= last) continue
      giveBack(n + 1, null)
      break
    }
    this.#underway -= deliveries.length
    chatEnded()
  }

  async #send(delivery: Delivery): Promise<Receipt> {
    const { clock, steady, attempts } = this.#road
    if (!this.#channel) {
      const notBefore = new Date(clock.now().getTime() + 60_000)
      return { outcome: 'retry', notBefore, reason: 'offline' }
    }
    this.#pace.take({ chatId: delivery.chatId, isGroup: delivery.chatKind === 'group', at: steady.now() })
    const receipt = await attempts.send(this.#channel, delivery)
    if (receipt.outcome === 'retry' && receipt.wholeChannel) this.#pace.pause(steady.instantOf(receipt.notBefore))
    return receipt
  }
}

const released = ({ id, chatId }: Delivery, notBefore: Date | null): Settled => ({
  id,
  chatId,
  state: 'released',
  notBefore,
})
