import { wallTime } from '../../../time/calendar.ts'
import { instantAt } from '../../../time/recurrence.ts'
import type { Visit } from '../../desk.ts'
import { partQuery, unitAsked } from '../../parts/part.ts'

/** All that can stand in the calendar. */
export const thingKinds = ['deadlines', 'activities', 'reminders', 'broadcasts'] as const
/** What can stand in the calendar. */
export type ThingKind = (typeof thingKinds)[number]

/** What an address of the calendar asks for. */
export interface AskedMonth {
  year: number
  /** 1–12. */
  month: number
  view: 'month' | 'list'
  of: readonly ThingKind[]
  /** The key of a part of the school; empty for all. */
  unit: string
}

/** What is asked for; this month where the address names none, or one that is none. */
export function monthAsked(visit: Pick<Visit, 'query' | 'queries' | 'now' | 'zone'>): AskedMonth {
  const now = wallTime(visit.now, visit.zone)
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(visit.query('month')) ?? []
  const wanted = visit.queries('of').flatMap(some => some.split(','))
  const of = thingKinds.filter(kind => wanted.includes(kind))
  return {
    year: year === undefined ? now.year : Number(year),
    month: month === undefined ? now.month : Number(month),
    view: visit.query('view') === 'list' ? 'list' : 'month',
    of: of.length > 0 ? of : thingKinds,
    unit: partQuery(unitAsked(visit)).part ?? '',
  }
}

const two = (n: number) => String(n).padStart(2, '0')

/** The address of a calendar. */
export function addressFor({ year, month, view, of, unit }: AskedMonth): string {
  const query = new URLSearchParams({ month: `${year}-${two(month)}`, view })
  if (of.length < thingKinds.length) query.set('of', of.join(','))
  if (unit !== '') query.set('part', unit)
  return `/desk/calendar?${query}`
}

/** The same so many months later, or earlier. */
export function monthsLater(asked: AskedMonth, by: number): AskedMonth {
  const date = new Date(Date.UTC(asked.year, asked.month - 1 + by, 1))
  return { ...asked, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}

/** When the month begins and ends. */
export function spanOf({ year, month }: AskedMonth, zone: string): { from: Date; until: Date } {
  const first = (months: number) => instantAt(Date.UTC(year, months, 1), '00:00', zone)
  return { from: first(month - 1), until: first(month) }
}

/** The address of one time of a reminder. */
export const timeAddress = ({ reminder, instant }: { reminder: string; instant: number }): string =>
  `/desk/calendar/time/${encodeURIComponent(reminder)}/${instant}`

/** Which time of a reminder an address names, or null. */
export function timeIn(item: string): { reminder: string; instant: number } | null {
  const [, reminder, instant] = /^time\/(.+)\/(\d{1,15})$/s.exec(item) ?? []
  return reminder === undefined ? null : { reminder, instant: Number(instant) }
}
