import type { Channel } from '../core/channel.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'

/** How long a channel may take over one delivery. */
export const sendTimeoutMs = 30_000
/** How long an adapter may take to say what became of a send that was aborted. */
export const abortPatienceMs = 1000

interface AttemptParts {
  defect(delivery: Delivery, error: unknown): void
  /** A place where a test may stop the process. */
  afterSend?(): void
}

/** The attempts of a process to send something, none of which takes for ever. */
export class Attempts {
  readonly #parts: AttemptParts
  /** One per send that is going on. */
  readonly #aborts = new Set<AbortController>()

  constructor(parts: AttemptParts) {
    this.#parts = parts
  }

  /** Sends a delivery once. Never throws: a throw is a defect of the adapter, and whether the message left is unknown. */
  async send(channel: Channel, delivery: Delivery): Promise<Receipt> {
    const abort = new AbortController()
    this.#aborts.add(abort)
    const timer = setTimeout(() => abort.abort(), sendTimeoutMs)
    try {
      const receipt = await Promise.race([channel.send(delivery, abort.signal), longAfter(abort.signal)])
      this.#parts.afterSend?.()
      return receipt
    } catch (error) {
      this.#parts.defect(delivery, error)
      return { outcome: 'uncertain' }
    } finally {
      clearTimeout(timer)
      this.#aborts.delete(abort)
    }
  }

  /** Waits no longer for those that are going on. */
  abortAll(): void {
    for (const abort of this.#aborts) abort.abort()
  }
}

/** For an adapter that does not heed the signal: some time after it, nobody knows whether the message left. */
function longAfter(signal: AbortSignal): Promise<Receipt> {
  return new Promise(resolve => {
    const giveUp = () => setTimeout(resolve, abortPatienceMs, { outcome: 'uncertain' })
    signal.addEventListener('abort', giveUp, { once: true })
  })
}
