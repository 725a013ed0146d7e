import chineseDays from 'chinese-days'
import { z } from 'zod'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { isRealDate } from './calendar.ts'
import { statutoryFeast } from './statutory.ts'

const { getDayDetail, getHolidaysInRange } = chineseDays

/** A school's own days off and make-up days, written `2026-10-10`. */
export interface OwnDays {
  holidays: readonly string[]
  workdays: readonly string[]
}

/** What is out of the ordinary about a day: off though it is in the week, a feast, or a working day at the weekend. */
export interface SpecialDay {
  isOff: boolean
  /** What the day is off or made up for; empty where only the school has it so. */
  name: string
}

/** Which days are working days. Days are written `2026-10-10`. */
export interface WorkCalendar {
  own: OwnDays
  isWorkday(day: string): boolean
  /** Whether the arrangement of a year is known; else Monday to Friday are taken for working days, but for the feasts that are off by law. */
  isKnown(year: number): boolean
  /** What is special about a day, or null: of ordinary weeks nothing is. */
  special(day: string): SpecialDay | null
}

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '写成 2027-10-01')
  .refine(text => isRealDate(...(text.split('-').map(Number) as [number, number, number])), '没有这一天')

const calendarSchema = z.strictObject({
  holidays: z.array(day).default([]),
  workdays: z.array(day).default([]),
})

/** Reads `calendar.yaml`: the school's own days off and make-up days, which go before the country's. */
export function parseCalendar(source: SourceText, problems: Problem[]): WorkCalendar | null {
  const own = parseYaml(source, calendarSchema, { problems })
  if (!own) return null
  const both = own.holidays.find(d => own.workdays.includes(d))
  if (both) {
    problems.push({ where: source.where, line: null, what: `${both} 又放假又上班`, cure: '只留在一处' })
    return null
  }
  return makeCalendar(own)
}

/** The country's calendar with a school's own days over it. */
export function makeCalendar(own: OwnDays): WorkCalendar {
  const { holidays, workdays } = own
  const days = new Map([...holidays.map(d => [d, false] as const), ...workdays.map(d => [d, true] as const)])
  const ownYears = new Set(holidays.map(d => d.slice(0, 4)))
  const known = new Map<number, boolean>()
  const isPublished = (year: number) => {
    // The package treats years without data as if they had no holidays; it has data where it names any.
    if (!known.has(year)) known.set(year, getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0)
    return known.get(year)!
  }
  const isPublishedOn = (d: string) => isPublished(Number(d.slice(0, 4)))
  const isWorkday = (d: string) =>
    days.get(d) ?? (isPublishedOn(d) ? getDayDetail(d).work : isMondayToFriday(d) && statutoryFeast(d) === null)
  const feastOn = (d: string) => (isPublishedOn(d) ? feastOf(getDayDetail(d).name) : (statutoryFeast(d) ?? ''))
  return {
    own,
    isKnown: year => isPublished(year) || ownYears.has(String(year)),
    isWorkday,
    special(d) {
      const isOff = !isWorkday(d)
      const name = days.has(d) ? '' : feastOn(d)
      return name !== '' || isOff === isMondayToFriday(d) ? { isOff, name } : null
    },
  }
}

/** The Chinese name in what the package says of a day off or made up for: `Dragon Boat Festival,端午,1`. */
const feastOf = (said: string): string => said.split(',')[1] ?? ''

function isMondayToFriday(d: string): boolean {
  const weekday = new Date(`${d}T00:00:00Z`).getUTCDay()
  return weekday > 0 && weekday < 6
}
