import type { Channel } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'
import { afterAttempt, type Settled } from './retry.ts'

/** Where deliveries wait. `claim` hands out due ones under a lease, oldest first, never past an unfinished one of the same chat. */
export interface Outbox {
  claim(now: Date, options: { limit: number; leaseUntil: Date }): Promise<Delivery[]>
  settle(settled: readonly Settled[], now: Date): Promise<void>
  /** When the next waiting delivery is due, or null. */
  nextDue(): Promise<Date | null>
}

/** What the dispatcher tells the world; ids and reasons only. */
export interface DispatchLog {
  settled(delivery: { id: string; chatId: string }, state: string, reason: string | null): void
  defect(delivery: { id: string; chatId: string } | null, error: unknown): void
}

/** Sends what waits, in order per chat and one at a time there, several chats at once. */
export interface Dispatcher {
  /** Something was saved: look soon. */
  wake(): void
  /** Sends until nothing is due. */
  drain(): Promise<void>
  /** Begins nothing new, lets what is being sent finish (at most `graceMs`, then aborts it), and ends. */
  stop(graceMs: number): Promise<void>
}

const batch = 200
const leaseMs = 90_000
const sendTimeoutMs = 30_000
/** How long an adapter may take to say what became of a send that was aborted. */
const abortPatienceMs = 1000

/** Makes the one dispatcher of a process. `points` are places where a test may stop it. */
export function makeDispatcher(
  outbox: Outbox,
  channels: ReadonlyMap<string, Channel>,
  {
    clock,
    log,
    points = {},
  }: { clock: Clock; log: DispatchLog; points?: { afterSend?(): void; beforeReceipt?(): void } },
): Dispatcher {
  let isEnding = false
  /** One per send that is going on. */
  const aborts = new Set<AbortController>()
  let running: Promise<void> | null = null
  let again = false
  let chatsSending = 0
  let ended: Settled[] = []
  /** Whether the last claim may have passed over deliveries that wait behind one being sent. */
  let passedOver = false
  /** Wakes `work` when it waits for chats to end. */
  let nudge = () => {}

  async function attempt(delivery: Delivery): Promise<Settled> {
    const channel = channels.get(delivery.channel)
    if (!channel) {
      const notBefore = new Date(clock.now().getTime() + 60_000)
      return afterAttempt(delivery, { outcome: 'retry', notBefore, reason: 'offline' }, clock.now())
    }
    const abort = new AbortController()
    aborts.add(abort)
    const timer = setTimeout(() => abort.abort(), sendTimeoutMs)
    let receipt: Receipt
    try {
      receipt = await Promise.race([channel.send(delivery, abort.signal), longAfter(abort.signal)])
      points.afterSend?.()
    } catch (error) {
      // A throw is a defect of the adapter; whether the message left is unknown, so it is tried again later like a time-out.
      log.defect(delivery, error)
      receipt = { outcome: 'retry', notBefore: clock.now(), reason: 'timeout' }
    }
    clearTimeout(timer)
    aborts.delete(abort)
    return afterAttempt(delivery, receipt, clock.now())
  }

  /** One chat's deliveries in order; gives the rest back at the first that must be tried again, and before the lease runs out. */
  async function sendChat(deliveries: Delivery[], leaseUntil: Date): Promise<void> {
    const last = leaseUntil.getTime() - sendTimeoutMs - 2 * abortPatienceMs
    for (const [n, delivery] of deliveries.entries()) {
      const settled = await attempt(delivery)
      ended.push(settled)
      if (settled.state !== 'waiting' && !isEnding && clock.now().getTime() <= last) continue
      ended.push(...deliveries.slice(n + 1).map(d => ({ id: d.id, chatId: d.chatId, state: 'released' as const })))
      break
    }
    chatsSending--
    nudge()
  }

  /** Claims what is due and begins to send it, each chat on its own. */
  async function begin(): Promise<void> {
    passedOver = chatsSending > 0 || ended.length > 0
    const now = clock.now()
    const leaseUntil = new Date(now.getTime() + leaseMs)
    const claimed = await outbox.claim(now, { limit: batch, leaseUntil })
    again ||= claimed.length === batch
    for (const deliveries of Map.groupBy(claimed, d => d.chatId).values()) {
      chatsSending++
      void sendChat(deliveries, leaseUntil)
    }
  }

  /** Saves what has ended since the last time, all of it together. */
  async function settle(): Promise<void> {
    if (ended.length === 0) return
    points.beforeReceipt?.()
    const settled = ended
    ended = []
    try {
      await outbox.settle(settled, clock.now())
    } catch (error) {
      ended.unshift(...settled) // they were sent: they are saved at the next wake, or sent again after the lease
      throw error
    }
    again ||= passedOver
    for (const s of settled) log.settled(s, s.state, 'reason' in s ? s.reason : null)
  }

  /** Begins, settles and waits until nothing is due and nothing is being sent. */
  async function work(): Promise<void> {
    for (;;) {
      if (again && !isEnding) {
        again = false
        await begin()
      }
      await settle()
      if (ended.length > 0 || (again && !isEnding)) continue
      if (chatsSending === 0) return
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
    }
  }

  function drain(): Promise<void> {
    again = true
    nudge()
    running ??= run()
    return running
  }

  return {
    drain,
    wake() {
      drain().catch(error => log.defect(null, error))
    },
    async stop(graceMs) {
      isEnding = true
      const timer = setTimeout(() => {
        for (const abort of aborts) abort.abort()
      }, graceMs)
      await running?.catch(() => undefined) // already logged where it was started
      clearTimeout(timer)
    },
  }
}

/** For an adapter that does not heed the signal: some time after it, nobody knows whether the message left. */
function longAfter(signal: AbortSignal): Promise<Receipt> {
  return new Promise(resolve => {
    const giveUp = () => setTimeout(resolve, abortPatienceMs, { outcome: 'uncertain' })
    signal.addEventListener('abort', giveUp, { once: true })
  })
}
