import type { SendLimits } from '../core/channel.ts'

/** One send that counts against the limits. */
export interface PacedSend {
  chatId: string
  isGroup: boolean
  /** Epoch milliseconds. */
  at: number
}

/** Keeps one channel's sends within what its platform takes. Instants are epoch milliseconds. */
export interface Pace {
  /** How many messages, to chats that are free, the channel takes at `now`. */
  room(now: number): number
  /** When `room` is next above zero; `now` when it is. */
  opensAt(now: number): number
  /** The earliest time for a message to this chat. */
  earliest(now: number, chat: { chatId: string; isGroup: boolean }): number
  /** Counts a send. */
  take(send: PacedSend): void
  /** The platform asked for silence until then. */
  pause(until: number): void
}

// Messages sent evenly may still arrive a little closer together; a window slightly longer than the platform's absorbs that.
const second = 1040
const minute = 60_500
const day = 86_400_000
/** Chats whose last send no limit looks at any more are forgotten when so many are remembered. */
const mostChats = 5000

/** Makes the pace of a channel; `sent` are the sends of the last day before this process, so that a restart breaks no limit. */
export function makePace(limits: SendLimits, sent: readonly PacedSend[] = []): Pace {
  const pace = new LimitedPace(limits)
  for (const send of sent) pace.take(send)
  return pace
}

class LimitedPace implements Pace {
  readonly #limits: SendLimits
  /** Instants of sends, the oldest first: of the last second, of the last day, and by chat. */
  readonly #ofSecond: number[] = []
  readonly #ofDay: number[] = []
  readonly #ofChat = new Map<string, number[]>()
  /** For how long a send to a chat is looked at. */
  readonly #keptMs: number
  #pausedUntil = 0

  constructor(limits: SendLimits) {
    this.#limits = limits
    this.#keptMs = Math.max(minute, limits.perChatMs ?? 0)
  }

  room(now: number): number {
    if (this.opensAt(now) > now) return 0
    const { perSecond, perDay } = this.#limits
    const rooms = [Number.POSITIVE_INFINITY]
    if (perSecond !== null) rooms.push(perSecond - this.#ofSecond.length)
    if (perDay !== null) rooms.push(perDay - this.#ofDay.length)
    return Math.min(...rooms)
  }

  opensAt(now: number): number {
    const { perSecond, perDay } = this.#limits
    dropUntil(this.#ofSecond, now - second)
    dropUntil(this.#ofDay, now - day)
    const opens = [this.#pausedUntil]
    if (perSecond !== null) opens.push(freeAt(this.#ofSecond, perSecond, second))
    if (perDay !== null) opens.push(freeAt(this.#ofDay, perDay, day))
    return Math.max(now, ...opens)
  }

  earliest(now: number, { chatId, isGroup }: { chatId: string; isGroup: boolean }): number {
    const { perChatMs, perGroupPerMinute } = this.#limits
    const times = this.#ofChat.get(chatId) ?? []
    const inMinute = times.filter(at => at > now - minute)
    return Math.max(
      this.opensAt(now),
      perChatMs === null || times.length === 0 ? 0 : times.at(-1)! + perChatMs,
      perGroupPerMinute === null || !isGroup ? 0 : freeAt(inMinute, perGroupPerMinute, minute),
    )
  }

  take({ chatId, at }: PacedSend): void {
    const { perSecond, perChatMs, perGroupPerMinute, perDay } = this.#limits
    if (perSecond !== null) this.#ofSecond.push(at)
    if (perDay !== null) this.#ofDay.push(at)
    if (perChatMs === null && perGroupPerMinute === null) return
    const overAt = at - this.#keptMs
    if (this.#ofChat.size > mostChats)
      for (const [chat, times] of this.#ofChat) if (times.at(-1)! <= overAt) this.#ofChat.delete(chat)
    const times = this.#ofChat.get(chatId) ?? []
    dropUntil(times, overAt)
    times.push(at)
    this.#ofChat.set(chatId, times)
  }

  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until)
  }
}

function dropUntil(times: number[], last: number): void {
  while (times.length > 0 && times[0]! <= last) times.shift()
}

/** When the `most`-th newest of these leaves a window, or 0 when there is room. */
const freeAt = (times: readonly number[], most: number, window: number) =>
  times.length < most ? 0 : times[times.length - most]! + window
