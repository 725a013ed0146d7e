import type { Assets } from '../../core/asset.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { encodeWechat, type WechatPart } from './encode.ts'
import { typingMs } from './manners.ts'
import { isLogout } from './protocol.ts'
import type { Refusals } from './refusals.ts'
import type { Job, JobOutcome } from './wire.ts'

/** What sending stands on. */
export interface SendParts {
  assets: Assets
  now(): Date
  random(): number
  /** Takes the time that a person would; ends at once when the signal fires. */
  pause(ms: number, signal: AbortSignal): Promise<void>
  ask(job: Job, signal: AbortSignal): Promise<JobOutcome>
  refusals: Pick<Refusals, 'of' | 'soon'>
  log(event: string, detail: Record<string, unknown>): void
}

/** Deliveries in parts that are remembered, should the rest have to wait. */
const mostUnfinished = 500

/** Sends deliveries in parts; a part that arrived is not sent again in this process. */
export class Sender {
  readonly #parts: SendParts
  /** How many parts of a delivery have arrived, and the id of the last. */
  readonly #arrived = new Map<string, { count: number; nativeId: string }>()

  constructor(parts: SendParts) {
    this.#parts = parts
  }

  /** Sends a delivery to the platform's id of its chat; `name` is whom it names in a group, or null. */
  async send(
    delivery: Delivery,
    { to, name }: { to: string; name: string | null },
    signal: AbortSignal,
  ): Promise<Receipt> {
    const { refusals } = this.#parts
    const all = encodeWechat(delivery, name)
    const done = this.#arrived.get(delivery.id) ?? { count: 0, nativeId: '' }
    for (const part of all.slice(done.count)) {
      const refused = refusals.of(to)
      if (refused) return { outcome: 'refused', reason: refused }
      const receipt = await this.#sendPart(part, { to, signal })
      if (receipt.outcome !== 'delivered') return receipt
      done.count++
      done.nativeId = receipt.nativeId
      if (done.count < all.length) this.#remember(delivery.id, done)
    }
    this.#arrived.delete(delivery.id)
    // The platform takes a message to a person who has blocked us, and says only then that it did not go through.
    if (delivery.chatKind === 'private') await refusals.soon(to, signal)
    const refused = refusals.of(to)
    return refused ? { outcome: 'refused', reason: refused } : { outcome: 'delivered', nativeId: done.nativeId }
  }

  #remember(id: string, done: { count: number; nativeId: string }): void {
    this.#arrived.set(id, done)
    if (this.#arrived.size > mostUnfinished) this.#arrived.delete(this.#arrived.keys().next().value!)
  }

  async #sendPart(part: WechatPart, { to, signal }: { to: string; signal: AbortSignal }): Promise<Receipt> {
    const { now, random, pause, ask } = this.#parts
    await pause(typingMs('text' in part ? part.text : '', random()), signal)
    if (signal.aborted) return later(now(), 'timeout', 1000)
    const job = await this.#jobOf(part, to)
    // What is not there (any more) is left out; the words about it are said.
    return job ? receiptOf(await ask(job, signal), now()) : { outcome: 'delivered', nativeId: '' }
  }

  async #jobOf(part: WechatPart, to: string): Promise<Job | null> {
    if ('text' in part) return { do: 'text', to, text: part.text }
    const asset = await this.#parts.assets.read(part.url)
    if (!asset) {
      this.#parts.log('wechat-asset-missing', {})
      return null
    }
    const name = part.name ?? asset.name
    return { do: 'file', to, name, bytes: Buffer.from(asset.bytes).toString('base64') }
  }
}

function receiptOf(outcome: JobOutcome, now: Date): Receipt {
  switch (outcome.outcome) {
    case 'sent':
      return { outcome: 'delivered', nativeId: outcome.id }
    case 'unsent':
      return later(now, 'offline', 5000)
    case 'unknown':
      return { outcome: 'uncertain' }
    case 'refused': {
      const { ret } = outcome
      if (isLogout(ret)) return later(now, 'offline', 10_000)
      if (tooFast.has(ret))
        return { outcome: 'retry', notBefore: after(now, 60_000), reason: 'rate-limit', wholeChannel: true }
      if (ret === busy) return later(now, 'timeout', 30_000)
      return { outcome: 'refused', reason: 'rejected' }
    }
  }
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms)
const later = (now: Date, reason: 'timeout' | 'offline', ms: number): Receipt => ({
  outcome: 'retry',
  notBefore: after(now, ms),
  reason,
})

/** "操作太频繁" in its variants. */
const tooFast = new Set([1204, 1205])
const busy = -1
