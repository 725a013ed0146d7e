/** Counts every message that leaves against Telegram's limits, also the further parts of one delivery. Instants are epoch milliseconds. */
export interface Gate {
  /** When the next message to this chat may leave. */
  opensAt(now: number, chat: { id: string; isGroup: boolean }): number
  /** Counts messages to a chat; an album counts each of its pictures. */
  take(now: number, chat: { id: string }, count: number): void
}

/** What Telegram takes before it objects: in all, in one chat, in one group. */
export const limits = { perSecond: 30, perChatMs: 1050, perGroupPerMinute: 20, perDay: null }

// As in the dispatcher's pace: slightly longer than the platform's, because messages do not take equally long to arrive.
const second = 1040
const minute = 60_500
const mostChats = 5000

/** Makes the gate of a channel. */
export function makeGate(): Gate {
  const all: number[] = []
  const ofChat = new Map<string, number[]>()
  const drop = (times: number[], before: number) => {
    while (times.length > 0 && times[0]! <= before) times.shift()
  }
  const freeAt = (times: readonly number[], most: number, window: number) =>
    times.length < most ? 0 : times[times.length - most]! + window
  return {
    opensAt(now, { id, isGroup }) {
      drop(all, now - second)
      const times = ofChat.get(id) ?? []
      drop(times, now - minute)
      const last = times.at(-1)
      return Math.max(
        now,
        freeAt(all, limits.perSecond, second),
        last === undefined ? 0 : last + limits.perChatMs,
        isGroup ? freeAt(times, limits.perGroupPerMinute, minute) : 0,
      )
    },
    take(now, { id }, count) {
      if (ofChat.size > mostChats)
        for (const [chat, times] of ofChat) if (times.at(-1)! <= now - minute) ofChat.delete(chat)
      const times = ofChat.get(id) ?? []
      for (let n = 0; n < count; n++) {
        all.push(now)
        times.push(now)
      }
      ofChat.set(id, times)
    },
  }
}
