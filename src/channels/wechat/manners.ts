import type { SendLimits } from '../../core/channel.ts'
import type { Purpose } from '../../core/delivery.ts'
import { afterQuiet } from '../../time/recurrence.ts'

/** How fast an account may write without looking like a machine; WeChat publishes no numbers. */
export const wechatLimits = (perDay: number): SendLimits => ({
  perSecond: 1,
  perChatMs: 3000,
  perGroupPerMinute: 8,
  perDay,
})

/** The hours in which an account that is a person's sleeps. */
const night = { from: '23:00', until: '07:00' }

/** When a message that nobody asked for may leave, or null for now: not at night. Answers and warnings are never kept back. */
export function afterQuietHours(purpose: Purpose, now: Date, zone: string): Date | null {
  if (purpose === 'reply' || purpose === 'safety') return null
  const morning = afterQuiet(now, night, zone)
  return morning > now ? morning : null
}

/** How long a person would take before this text is on its way, in milliseconds. `random` is between 0 and 1. */
export const typingMs = (text: string, random: number) =>
  Math.round(400 + 900 * random + Math.min(25 * text.length, 2500))
