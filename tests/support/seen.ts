import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseReminderWords } from '../../src/office/reminders/words.ts'
import { parseInstant } from '../../src/time/calendar.ts'
import type { Almanac } from '../../src/time/recurrence.ts'
import type { Seen } from '../../src/time/seen.ts'
import { makeCalendar } from '../../src/time/workdays.ts'

const file = resolve(import.meta.dirname, '../../knowledge/reminders.yaml')

/** The sentences about reminders as they are shipped. */
export const reminderWords = parseReminderWords({ where: file, text: readFileSync(file, 'utf8') }, [])!

export const zone = 'Asia/Shanghai'

/** An instant on a clock in China. */
export const at = (text: string): Date => parseInstant(text, zone)!

/** The country's working days, and these dates of the school. */
export const anAlmanac = (dates: Record<string, string> = {}): Almanac => ({
  calendar: makeCalendar({ holidays: [], workdays: [] }),
  dateOf: field => dates[field] ?? null,
})

/** How time expressions are seen on Wednesday 10 June 2026 at ten (or at another time), with three dates of a school. */
export function seenAt(now = '2026-06-10 10:00'): Seen {
  const dates = { 'checkout.end': '2026-06-30', 'leave.last_day': '2026-07-02', 'loan.confirm.end': '2026-06-10' }
  return {
    now: at(now),
    zone,
    times: reminderWords.times,
    dates: new Map(Object.entries(reminderWords.dates)),
    almanac: anAlmanac(dates),
  }
}
