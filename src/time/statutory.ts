import { lunarDay, newYearsEve, termDay } from './lunar.ts'

const dayMs = 86_400_000

/**
 * The feasts on which everybody is off by law, in the names of the country's calendar: 全国年节及纪念日放假办法, article 2, as it holds since 2025. Which days
 * are made up for one at the weekend, and which weekends are worked, only the arrangement of each year says.
 */
const feasts: readonly (readonly [name: string, first: (year: number) => number | null, days: number])[] = [
  ['元旦', year => Date.UTC(year, 0, 1), 1],
  // From the eve to the third day of the first month.
  ['春节', year => newYearsEve(year - 1), 4],
  ['清明', year => termDay('清明', year), 1],
  ['劳动节', year => Date.UTC(year, 4, 1), 2],
  ['端午', year => lunarDay(year, 5, { day: 5, isLeap: false }), 1],
  ['中秋', year => lunarDay(year, 8, { day: 15, isLeap: false }), 1],
  ['国庆节', year => Date.UTC(year, 9, 1), 3],
]

const known = new Map<number, ReadonlyMap<number, string>>()

/** The feast for which everybody is off by law on a day (`2027-06-09`), or null. */
export function statutoryFeast(day: string): string | null {
  const year = Number(day.slice(0, 4))
  const found = known.get(year) ?? feastsIn(year)
  known.set(year, found)
  return found.get(Date.parse(`${day}T00:00:00Z`)) ?? null
}

/** Feasts by their days, as midnights in UTC. */
function feastsIn(year: number): Map<number, string> {
  const days = feasts.flatMap(([name, firstIn, count]) => {
    const first = firstIn(year)
    return first === null ? [] : Array.from({ length: count }, (_, n) => [first + n * dayMs, name] as const)
  })
  return new Map(days)
}
