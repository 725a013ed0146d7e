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
  const { perSecond, perChatMs, perGroupPerMinute, perDay } = limits
  const ofSecond: number[] = []
  const ofDay: number[] = []
  const ofChat = new Map<string, number[]>()
  let pausedUntil = 0
  const kept = Math.max(minute, perChatMs ?? 0)

  const drop = (times: number[], before: number) => {
    while (times.length > 0 && times[0]! <= before) times.shift()
  }
  const take = ({ chatId, at }: PacedSend) => {
    if (perSecond !== null) ofSecond.push(at)
    if (perDay !== null) ofDay.push(at)
    if (perChatMs === null && perGroupPerMinute === null) return
    if (ofChat.size > mostChats) for (const [chat, times] of ofChat) if (times.at(-1)! <= at - kept) ofChat.delete(chat)
    const times = ofChat.get(chatId) ?? []
    drop(times, at - kept)
    times.push(at)
    ofChat.set(chatId, times)
  }
  /** When the `most`-th newest of these leaves a window, or 0 when there is room. */
  const freeAt = (times: readonly number[], most: number, window: number) =>
    times.length < most ? 0 : times[times.length - most]! + window
  const opensAt = (now: number) => {
    drop(ofSecond, now - second)
    drop(ofDay, now - day)
    const opens = [pausedUntil]
    if (perSecond !== null) opens.push(freeAt(ofSecond, perSecond, second))
    if (perDay !== null) opens.push(freeAt(ofDay, perDay, day))
    return Math.max(now, ...opens)
  }
  for (const send of sent) take(send)
  return {
    opensAt,
    room(now) {
      if (opensAt(now) > now) return 0
      const rooms = [Number.POSITIVE_INFINITY]
      if (perSecond !== null) rooms.push(perSecond - ofSecond.length)
      if (perDay !== null) rooms.push(perDay - ofDay.length)
      return Math.min(...rooms)
    },
    earliest(now, { chatId, isGroup }) {
      const times = ofChat.get(chatId) ?? []
      const inMinute = times.filter(at => at > now - minute)
      return Math.max(
        opensAt(now),
        perChatMs === null || times.length === 0 ? 0 : times.at(-1)! + perChatMs,
        perGroupPerMinute === null || !isGroup ? 0 : freeAt(inMinute, perGroupPerMinute, minute),
      )
    },
    take,
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until)
    },
  }
}
