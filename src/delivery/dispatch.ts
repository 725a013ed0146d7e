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
  /** Lets what is being sent finish (at most `graceMs`), then ends. */
  stop(graceMs: number): Promise<void>
}

const batch = 200
const leaseMs = 60_000
const sendTimeoutMs = 30_000

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
  const stopping = new AbortController()
  let running: Promise<void> | null = null
  let again = false

  async function attempt(delivery: Delivery): Promise<Settled> {
    const channel = channels.get(delivery.channel)
    const now = () => clock.now()
    if (!channel)
      return afterAttempt(
        delivery,
        { outcome: 'retry', notBefore: new Date(now().getTime() + 60_000), reason: 'offline' },
        now(),
      )
    let receipt: Receipt
    try {
      receipt = await channel.send(delivery, AbortSignal.any([stopping.signal, AbortSignal.timeout(sendTimeoutMs)]))
      points.afterSend?.()
    } catch (error) {
      // A throw is a defect of the adapter; whether the message left is unknown, so it is tried again later like a time-out.
      log.defect(delivery, error)
      receipt = { outcome: 'retry', notBefore: now(), reason: 'timeout' }
    }
    return afterAttempt(delivery, receipt, now())
  }

  /** One chat's deliveries in order; stops at the first that must be tried again. */
  async function sendChat(deliveries: Delivery[]): Promise<Settled[]> {
    const settled: Settled[] = []
    for (const [n, delivery] of deliveries.entries()) {
      const result = await attempt(delivery)
      settled.push(result)
      if (result.state === 'waiting') {
        settled.push(...deliveries.slice(n + 1).map(d => ({ id: d.id, chatId: d.chatId, state: 'released' as const })))
        break
      }
    }
    return settled
  }

  async function round(): Promise<boolean> {
    const now = clock.now()
    const claimed = await outbox.claim(now, { limit: batch, leaseUntil: new Date(now.getTime() + leaseMs) })
    if (claimed.length === 0) return false
    const settled = (
      await Promise.all(
        Map.groupBy(claimed, d => d.chatId)
          .values()
          .map(sendChat),
      )
    ).flat()
    points.beforeReceipt?.()
    await outbox.settle(settled, clock.now())
    for (const s of settled) log.settled(s, s.state, 'reason' in s ? (s.reason ?? null) : null)
    return true
  }

  async function run(): Promise<void> {
    do {
      again = false
      while (!stopping.signal.aborted && (await round())) {}
    } while (again && !stopping.signal.aborted)
  }

  function drain(): Promise<void> {
    again = true
    running ??= run().finally(() => {
      running = null
    })
    return running
  }

  return {
    drain,
    wake() {
      drain().catch(error => log.defect(null, error))
    },
    async stop(graceMs) {
      again = false
      const timer = setTimeout(() => stopping.abort(), graceMs)
      await running?.catch(() => undefined) // already logged where it was started
      clearTimeout(timer)
      stopping.abort()
    },
  }
}
