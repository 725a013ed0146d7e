import type { Receipt } from '../../core/delivery.ts'

/** The sends of a channel that are on their way, and which parts of a delivery went before. */
export interface Sends {
  /**
   * Sends the parts of a delivery one after the other and stops at the first that does not arrive. Tried again, it goes on with that part.
   * When the channel stops, sends end within two seconds.
   */
  run<Part>(
    delivery: string,
    parts: readonly Part[],
    { signal, send }: { signal: AbortSignal; send(part: Part, signal: AbortSignal): Promise<Receipt> },
  ): Promise<Receipt>
  /** Lets what is on its way end, for a while; then cuts it off. */
  stop(): Promise<void>
}

/** Deliveries that began and have not ended are remembered up to this many. */
const mostBegun = 2000
const graceMs = 2000

/** Makes the sends of one channel. */
export function makeSends(): Sends {
  const begun = new Map<string, number>()
  const underway = new Set<Promise<Receipt>>()
  const cutOff = new AbortController()

  const each: Sends['run'] = async (delivery, parts, { signal, send }) => {
    const both = AbortSignal.any([signal, cutOff.signal])
    let last: Receipt = { outcome: 'delivered', nativeId: '' }
    for (let n = begun.get(delivery) ?? 0; n < parts.length; n++) {
      last = await send(parts[n]!, both)
      if (last.outcome !== 'delivered') break
      if (begun.size >= mostBegun) begun.delete(begun.keys().next().value!)
      begun.set(delivery, n + 1)
    }
    if (last.outcome === 'delivered' || last.outcome === 'refused') begun.delete(delivery)
    return last
  }

  return {
    run(delivery, parts, how) {
      const sending = each(delivery, parts, how)
      underway.add(sending)
      const done = () => underway.delete(sending)
      sending.then(done, done)
      return sending
    },
    async stop() {
      const timer = setTimeout(() => cutOff.abort(), graceMs)
      await Promise.allSettled(underway)
      clearTimeout(timer)
    },
  }
}
