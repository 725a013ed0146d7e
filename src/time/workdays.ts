import chineseDays from 'chinese-days'
import { z } from 'zod'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { isRealDate } from './calendar.ts'
import { lunarDay, newYearsEve, termDay } from './lunar.ts'

const dayMs = 86_400_000

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

/**
 * The feasts on which everybody is off by law, in the names of the country's calendar: 全国年节及纪念日放假办法, article 2, as it holds since 2025. Which days
 * are made up for one at the weekend, and which weekends are worked, only the arrangement of each year says.
 */
const feastsByLaw: readonly (readonly [name: string, first: (year: number) => number | null, days: number])[] = [
  ['元旦', year => Date.UTC(year, 0, 1), 1],
  // From the eve to the third day of the first month.
  ['春节', year => newYearsEve(year - 1), 4],
  ['清明', year => termDay('清明', year), 1],
  ['劳动节', year => Date.UTC(year, 4, 1), 2],
  ['端午', year => lunarDay(year, 5, { day: 5, isLeap: false }), 1],
  ['中秋', year => lunarDay(year, 8, { day: 15, isLeap: false }), 1],
  ['国庆节', year => Date.UTC(year, 9, 1), 3],
]

const knownFeasts = new Map<number, ReadonlyMap<number, string>>()

/** The feast for which everybody is off by law on a day (`2027-06-09`), or null. */
export function statutoryFeast(day: string): string | null {
  const year = Number(day.slice(0, 4))
  const found = knownFeasts.get(year) ?? feastsIn(year)
  knownFeasts.set(year, found)
  return found.get(Date.parse(`${day}T00:00:00Z`)) ?? null
}

/** Feasts by their days, as midnights in UTC. */
function feastsIn(year: number): Map<number, string> {
  const days = feastsByLaw.flatMap(([name, firstIn, count]) => {
    const first = firstIn(year)
    return first === null ? [] : Array.from({ length: count }, (_, n) => [first + n * dayMs, name] as const)
  })
  return new Map(days)
}
