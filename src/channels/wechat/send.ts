import type { Assets } from '../../core/asset.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { encode, type Part } from './encode.ts'
import { typingMs } from './manners.ts'
import { isLogout } from './protocol.ts'
import type { Job, Outcome } from './wire.ts'

/** What sending stands on. */
export interface Sending {
  assets: Assets
  now(): Date
  random(): number
  /** Takes the time that a person would; ends at once when the signal fires. */
  pause(ms: number, signal: AbortSignal): Promise<void>
  /** Resolves when the platform says that this chat does not take our messages, or when it has had the time to. */
  refusalSoon(to: string, signal: AbortSignal): Promise<void>
  ask(job: Job, signal: AbortSignal): Promise<Outcome>
  /** What the platform said about a chat since then: that it does not take our messages. */
  refusalOf(to: string): 'left' | 'blocked' | null
  log(event: string, detail: Record<string, unknown>): void
}

/** Deliveries in parts that are remembered, should the rest have to wait. */
const mostUnfinished = 500

/** Sends deliveries in parts; a part that arrived is not sent again in this process. */
export function makeSender(parts: Sending) {
  const { assets, now, random, pause, ask, refusalOf } = parts
  /** How many parts of a delivery have arrived, and the id of the last. */
  const arrived = new Map<string, { count: number; nativeId: string }>()

  const soon = (ms: number) => new Date(now().getTime() + ms)
  const later = (reason: 'rate-limit' | 'timeout' | 'offline', ms: number): Receipt => ({
    outcome: 'retry',
    notBefore: soon(ms),
    reason,
  })

  return async function send(
    delivery: Delivery,
    { to, name }: { to: string; name: string | null },
    signal: AbortSignal,
  ): Promise<Receipt> {
    const all = encode(delivery, name)
    const done = arrived.get(delivery.id) ?? { count: 0, nativeId: '' }
    for (const part of all.slice(done.count)) {
      const refused = refusalOf(to)
      if (refused) return { outcome: 'refused', reason: refused }
      const receipt = await sendPart(part, { to, signal })
      if (receipt.outcome !== 'delivered') return receipt
      done.count++
      done.nativeId = receipt.nativeId
      if (done.count < all.length) remember(delivery.id, done)
    }
    arrived.delete(delivery.id)
    // The platform takes a message to a person who has blocked us, and says only then that it did not go through.
    if (delivery.chatKind === 'private') await parts.refusalSoon(to, signal)
    const refused = refusalOf(to)
    return refused ? { outcome: 'refused', reason: refused } : { outcome: 'delivered', nativeId: done.nativeId }
  }

  function remember(id: string, done: { count: number; nativeId: string }): void {
    arrived.set(id, done)
    if (arrived.size > mostUnfinished) arrived.delete(arrived.keys().next().value!)
  }

  async function sendPart(part: Part, { to, signal }: { to: string; signal: AbortSignal }): Promise<Receipt> {
    await pause(typingMs('text' in part ? part.text : '', random()), signal)
    if (signal.aborted) return later('timeout', 1000)
    const job = await jobOf(part, to)
    // What is not there (any more) is left out; the words about it are said.
    return job ? receiptOf(await ask(job, signal)) : { outcome: 'delivered', nativeId: '' }
  }

  async function jobOf(part: Part, to: string): Promise<Job | null> {
    if ('text' in part) return { do: 'text', to, text: part.text }
    const asset = await assets.read(part.url)
    if (!asset) {
      parts.log('wechat-asset-missing', {})
      return null
    }
    const name = part.name ?? asset.name
    return { do: 'file', to, name, bytes: Buffer.from(asset.bytes).toString('base64') }
  }

  function receiptOf(outcome: Outcome): Receipt {
    switch (outcome.outcome) {
      case 'sent':
        return { outcome: 'delivered', nativeId: outcome.id }
      case 'unsent':
        return later('offline', 5000)
      case 'unknown':
        return { outcome: 'uncertain' }
      case 'refused': {
        const { ret } = outcome
        if (isLogout(ret)) return later('offline', 10_000)
        if (tooFast.has(ret))
          return { outcome: 'retry', notBefore: soon(60_000), reason: 'rate-limit', wholeChannel: true }
        if (ret === busy) return later('timeout', 30_000)
        return { outcome: 'refused', reason: 'rejected' }
      }
    }
  }
}

/** "操作太频繁" in its variants. */
const tooFast = new Set([1204, 1205])
const busy = -1
