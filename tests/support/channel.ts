import { type Ability, type Channel, noLimits, type SendLimits } from '../../src/core/channel.ts'
import type { Delivery, Receipt } from '../../src/core/delivery.ts'

/** What a platform does with one message; `signal` says that we no longer wait. */
export type Answer = (delivery: Delivery, signal: AbortSignal) => Receipt | Promise<Receipt>

export const arrives: Answer = ({ id }) => ({ outcome: 'delivered', nativeId: id })

/** A platform that does as told: what `answers` holds for a text, in turn, and after that it delivers. */
export class FakeChannel implements Channel {
  readonly name = 'test'
  readonly abilities = new Set<Ability>([
    'private',
    'reads-groups',
    'writes-groups',
    'unprompted',
    'choices',
    'receipts',
  ])
  readonly limits: SendLimits
  /** The texts of all attempts, in order. */
  readonly attempts: string[] = []
  /** The texts that arrived. */
  readonly arrived: string[] = []
  /** The most sends that were going on at the same time in one chat. */
  mostAtOnce = 0
  #going = new Map<string, number>()
  #answers: Map<string, Answer[]>

  constructor(answers: Record<string, Answer[]> = {}, limits: SendLimits = noLimits) {
    this.limits = limits
    this.#answers = new Map(Object.entries(answers).map(([text, list]) => [text, [...list]]))
  }

  status() {
    return { state: 'up' as const, detail: '' }
  }

  async start() {}
  async stop() {}

  async send(delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
    const { text, chatId } = delivery
    this.attempts.push(text)
    const going = (this.#going.get(chatId) ?? 0) + 1
    this.#going.set(chatId, going)
    this.mostAtOnce = Math.max(this.mostAtOnce, going)
    try {
      const receipt = await (this.#answers.get(text)?.shift() ?? arrives)(delivery, signal)
      if (receipt.outcome === 'delivered') this.arrived.push(text)
      return receipt
    } finally {
      this.#going.set(chatId, this.#going.get(chatId)! - 1)
    }
  }
}

/** An answer that is given when the test says so. */
export function held(): { answer: Answer; begun: Promise<void>; letGo(receipt?: Receipt): void } {
  const begun = Promise.withResolvers<void>()
  const given = Promise.withResolvers<Receipt>()
  return {
    answer: () => {
      begun.resolve()
      return given.promise
    },
    begun: begun.promise,
    letGo: (receipt = { outcome: 'delivered', nativeId: 'n' }) => given.resolve(receipt),
  }
}
