/** How fast Telegram lets a bot write, as its FAQ has it. */
export interface Limits {
  perSecond: number
  perChatPerSecond: number
  perGroupPerMinute: number
}

export const publicLimits: Limits = { perSecond: 30, perChatPerSecond: 1, perGroupPerMinute: 20 }

/** One message that broke a limit. */
export interface Violation {
  limit: keyof Limits
  chat: number
  at: number
}

/** Watches every message against the limits over sliding windows; what breaks one is recorded and refused. */
export class Judge {
  readonly violations: Violation[] = []
  readonly #limits: Limits
  readonly #all: number[] = []
  readonly #ofChat = new Map<number, number[]>()

  constructor(limits: Limits = publicLimits) {
    this.#limits = limits
  }

  /** Seconds to wait when this message is too many, else null. An album is `count` messages. */
  take(chat: number, { at, isGroup, count }: { at: number; isGroup: boolean; count: number }): number | null {
    const times = this.#ofChat.get(chat) ?? []
    this.#ofChat.set(chat, times)
    while (this.#all.length > 0 && this.#all[0]! <= at - 1000) this.#all.shift()
    while (times.length > 0 && times[0]! <= at - 60_000) times.shift()
    const { perSecond, perChatPerSecond, perGroupPerMinute } = this.#limits
    const lastSecond = times.filter(t => t > at - 1000).length
    const broken: [keyof Limits, boolean, number][] = [
      ['perSecond', this.#all.length + count > perSecond, 1],
      ['perChatPerSecond', lastSecond + 1 > perChatPerSecond, 1],
      ['perGroupPerMinute', isGroup && times.length + count > perGroupPerMinute, 60],
    ]
    const found = broken.find(([, isBroken]) => isBroken)
    if (found) {
      this.violations.push({ limit: found[0], chat, at })
      return found[2]
    }
    for (let n = 0; n < count; n++) {
      this.#all.push(at)
      times.push(at)
    }
    return null
  }
}
