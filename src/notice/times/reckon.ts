import { isRealDate } from '../../time/calendar.ts'
import { daysOf } from '../../time/day.ts'
import { dayMs } from '../../time/days.ts'
import { makeCalendar } from '../../time/workdays.ts'
import type { SaidTerm } from './terms.ts'

/** What a notice says of when it is. */
export interface NoticeTime {
  /** The year of days that are written without one. */
  year: number
  /** The day it was signed or sent, as `2027-06-15`; null where it does not say. */
  issued: string | null
  /** Whether the year stands in the notice; else it is the caller's. */
  isOwn: boolean
}

/** A day as `2027-06-28`, or why there is none; `isNear` where it was reckoned from the day of the notice. */
export type Reckoned =
  | { day: string; isNear: boolean; weekday: 'right' | 'wrong' | null }
  | { not: 'relative' | 'no-day' }

/** What was said before in the same notice, which a day without a month leans on. */
export interface Before {
  year: number | null
  month: number | null
}

const country = makeCalendar({ holidays: [], workdays: [] })
const iso = (day: number) => new Date(day).toISOString().slice(0, 10)
const pad = (n: number) => String(n).padStart(2, '0')

/** The weekday of a day, from Monday, 0. */
export const weekdayOfDay = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The day that a time names; remembers its month in `before`. */
export function dayOfTerm(term: SaidTerm, time: NoticeTime, before: Before): Reckoned {
  const { day } = term
  if (day?.is === 'date' || day?.is === 'day' || day?.is === 'part') return namedDay(term, day, { time, before })
  if (!day || time.issued === null) return { not: 'relative' }
  const today = Date.parse(`${time.issued}T00:00:00Z`)
  const found = daysOf([day], { today, calendar: country })
  if ('is' in found || found.days.length === 0) return { not: 'relative' }
  return { day: iso(found.days[0]!), isNear: true, weekday: null }
}

function namedDay(
  term: SaidTerm,
  day: Extract<SaidTerm['day'], { is: 'date' | 'day' | 'part' }>,
  { time, before }: { time: NoticeTime; before: Before },
): Reckoned {
  const month = (day.is === 'day' ? null : day.month) ?? term.month ?? before.month ?? comingMonth(day, time)
  if (month === null) return { not: 'no-day' }
  const said = (day.is === 'date' ? day.year : null) ?? term.year
  const year = said ?? (day.is !== 'date' && before.month === month ? before.year : null) ?? yearOf(month, time)
  const number = day.is === 'part' ? lastOf(year, month) : day.day
  if (!isRealDate(year, month, number)) return { not: 'no-day' }
  before.month = month
  before.year = year
  const found = `${year}-${pad(month)}-${pad(number)}`
  return { day: found, isNear: false, weekday: null }
}

/** The month of a day that was said alone: the next to come. */
function comingMonth(
  day: Extract<SaidTerm['day'], { is: 'date' | 'day' | 'part' }>,
  { issued }: NoticeTime,
): number | null {
  if (issued === null) return null
  const [month, today] = [Number(issued.slice(5, 7)), Number(issued.slice(8, 10))]
  return day.is === 'day' && day.day < today ? (month % 12) + 1 : month
}

const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The year of a month that is written without one: of a notice of November, March is the next year's. */
function yearOf(month: number, { year, issued }: NoticeTime): number {
  if (issued === null) return year
  const [issuedYear, issuedMonth] = [Number(issued.slice(0, 4)), Number(issued.slice(5, 7))]
  return month < issuedMonth - 6 ? issuedYear + 1 : issuedYear
}

/** The days from one to another, both included; none where they are the wrong way round or too many. */
export function daysFrom(first: string, last: string): string[] {
  const [from, to] = [Date.parse(first), Date.parse(last)]
  const many = (to - from) / dayMs
  return many >= 0 && many < 400 ? Array.from({ length: many + 1 }, (_, n) => iso(from + n * dayMs)) : []
}
