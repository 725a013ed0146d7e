/** A message on its way; `answered` tells the gate when Telegram has said something about it. */
export interface Passage {
  answered(now: number): void
}

/** Where a message wants to go, and as how many it counts (an album counts each of its pictures). */
export interface Leaving {
  chat: string
  isGroup: boolean
  count: number
  /** Whether someone waits for it; such messages pass before others. */
  isUrgent: boolean
}

/**
 * Keeps every message within Telegram's telegramLimits, also the further parts of one delivery. A message may arrive at any moment between leaving and its
 * answer, so its second and its minute begin with the answer: then the telegramLimits hold however long messages take. Instants are milliseconds
 * of a clock that nobody sets (`elapsedMs`).
 */
export interface Gate {
  /** Lets a message out, or says when to ask again. */
  enter(now: number, message: Leaving): Passage | number
  /** Counts those who wait, so that urgent ones pass first. */
  queue(message: Leaving, by: 1 | -1): void
}

/** What Telegram takes before it objects: in all, in one chat, in one group. */
export const telegramLimits = { perSecond: 30, perChatMs: 1050, perGroupPerMinute: 20, perDay: null }

const second = 1005
const minute = 60_100
/** How soon to look again when the answer that would make room has not come yet. */
const lookAgainMs = 10
const mostChats = 5000

/** Makes the gate of a channel. */
export function makeGate(): Gate {
  /** When each message was answered; those on their way have no end yet. */
  let all: { end: number }[] = []
  const ofChat = new Map<string, { end: number }[]>()
  let urgentWaiting = 0

  const opensAt = (now: number, { chat, isGroup, count, isUrgent }: Leaving) => {
    all = all.filter(m => m.end > now - second)
    const here = (ofChat.get(chat) ?? []).filter(m => m.end > now - minute)
    return Math.max(
      !isUrgent && urgentWaiting > 0 ? now + lookAgainMs : now,
      opens(now, all, { most: telegramLimits.perSecond, window: second, count }),
      opens(now, here, { most: 1, window: second, count: 1 }),
      isGroup ? opens(now, here, { most: telegramLimits.perGroupPerMinute, window: minute, count }) : now,
    )
  }

  return {
    queue({ isUrgent }, by) {
      if (isUrgent) urgentWaiting += by
    },
    enter(now, message) {
      const at = opensAt(now, message)
      if (at > now) return at
      if (ofChat.size > mostChats)
        for (const [chat, sent] of ofChat) if (sent.every(m => m.end <= now - minute)) ofChat.delete(chat)
      const mine = Array.from({ length: message.count }, () => ({ end: Number.POSITIVE_INFINITY }))
      all.push(...mine)
      const before = ofChat.get(message.chat) ?? []
      ofChat.set(message.chat, [...before.filter(m => m.end > now - minute), ...mine])
      return {
        answered(then) {
          for (const each of mine) each.end = then
        },
      }
    },
  }
}

/** When a window takes `count` more: now, when enough of those in it have left, or soon when that is not known. */
function opens(
  now: number,
  within: readonly { end: number }[],
  { most, window, count }: { most: number; window: number; count: number },
): number {
  const recent = within.filter(m => m.end > now - window)
  const tooMany = recent.length + count - most
  if (tooMany <= 0 || recent.length === 0) return now
  const ends = recent.map(m => m.end).sort((a, b) => a - b)
  const leaves = ends[Math.min(tooMany, ends.length) - 1]!
  return leaves === Number.POSITIVE_INFINITY ? now + lookAgainMs : leaves + window
}
