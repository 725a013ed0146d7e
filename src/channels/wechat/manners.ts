import type { SendLimits } from '../../core/channel.ts'
import type { Purpose } from '../../core/delivery.ts'
import { instantOf, wallTime } from '../../time/calendar.ts'

/** How fast an account may write without looking like a machine; WeChat publishes no numbers. */
export const wechatLimits = (perDay: number): SendLimits => ({
  perSecond: 1,
  perChatMs: 3000,
  perGroupPerMinute: 8,
  perDay,
})

const quietFrom = 23
const quietUntil = 7

/** When a message that nobody asked for may leave, or null for now: not at night. Answers and warnings are never kept back. */
export function afterQuietHours(purpose: Purpose, now: Date, zone: string): Date | null {
  if (purpose === 'reply' || purpose === 'safety') return null
  const { year, month, day, hour } = wallTime(now, zone)
  if (hour >= quietUntil && hour < quietFrom) return null
  const morning = { year, month, day: hour >= quietFrom ? day + 1 : day, hour: quietUntil, minute: 0 }
  return instantOf(morning, zone)
}

/** How long a person would take before this text is on its way, in milliseconds. `random` is between 0 and 1. */
export const typingMs = (text: string, random: number) =>
  Math.round(400 + 900 * random + Math.min(25 * text.length, 2500))
