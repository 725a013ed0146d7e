import type { Delivery, Receipt } from '../core/delivery.ts'

/** What an attempt comes to, as it is saved. `released` gives a claimed delivery back untouched, to be sent at `notBefore` or later. */
export type Settled =
  | { id: string; chatId: string; state: 'delivered'; nativeId: string }
  | { id: string; chatId: string; state: 'refused' | 'failed'; reason: string }
  | { id: string; chatId: string; state: 'waiting'; notBefore: Date; attempts: number; reason: string }
  | { id: string; chatId: string; state: 'released'; notBefore: Date | null }
  /** Nobody knows whether it arrived, and it must not arrive twice: a person decides. */
  | { id: string; chatId: string; state: 'uncertain'; reason: string }

/** After this many attempts a delivery has failed; with the waits below that is a little over two hours. */
export const mostAttempts = 10

/** Waits 1, 2, 4 … seconds, at most 30 minutes. */
export function backoffMs(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 30 * 60_000)
}

/**
 * What a receipt means for a delivery. A reply whose fate is uncertain is sent again: twice is kinder than never. One of many
 * (a broadcast) is held for a person to settle.
 */
export function afterAttempt(delivery: Delivery, receipt: Receipt, now: Date): Settled {
  const { id, chatId } = delivery
  const attempts = delivery.attempts + 1
  switch (receipt.outcome) {
    case 'delivered':
      return { id, chatId, state: 'delivered', nativeId: receipt.nativeId }
    case 'refused':
      return { id, chatId, state: 'refused', reason: receipt.reason }
    case 'uncertain':
    case 'retry': {
      const reason = receipt.outcome === 'retry' ? receipt.reason : 'uncertain'
      if (receipt.outcome === 'uncertain' && delivery.purpose === 'broadcast')
        return { id, chatId, state: 'uncertain', reason }
      if (attempts >= mostAttempts) return { id, chatId, state: 'failed', reason }
      const wait = new Date(now.getTime() + backoffMs(attempts))
      const asked = receipt.outcome === 'retry' ? receipt.notBefore : wait
      return { id, chatId, state: 'waiting', notBefore: asked > wait ? asked : wait, attempts, reason }
    }
  }
}
