import chineseDays from 'chinese-days'

const { getLunarDate, getSolarDateFromLunar, getSolarTerms } = chineseDays

/** The package knows the moon of these years. */
const [firstYear, lastYear] = [1901, 2099]
const dayMs = 86_400_000
const isoOf = (day: number) => new Date(day).toISOString().slice(0, 10)
const two = (n: number) => String(n).padStart(2, '0')

/** A day of a lunar year as its midnight in UTC; null when that month has no such day, or the year is not known. */
export function lunarDay(
  year: number,
  month: number,
  { day, isLeap }: { day: number; isLeap: boolean },
): number | null {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 30) return null
  const found = getSolarDateFromLunar(`${year}-${two(month)}-${two(day)}`)
  const date = isLeap ? found.leapMonthDate : found.date
  if (!date) return null
  // The package counts on into the next month where a month is short.
  const back = getLunarDate(date)
  const isSame = back.lunarYear === year && back.lunarMon === month && back.lunarDay === day && back.isLeap === isLeap
  return isSame ? Date.parse(`${date}T00:00:00Z`) : null
}

/** The last day of a lunar year. */
export function newYearsEve(year: number): number | null {
  const next = lunarDay(year + 1, 1, { day: 1, isLeap: false })
  return next === null ? null : next - dayMs
}

/** The lunar year and month in which a day lies (its midnight in UTC). */
export function lunarMonthOf(day: number): { year: number; month: number } | null {
  const year = new Date(day).getUTCFullYear()
  if (year < firstYear || year > lastYear) return null
  const { lunarYear, lunarMon } = getLunarDate(isoOf(day))
  return { year: lunarYear, month: lunarMon }
}

/** The day of one of the 24 terms (清明, 冬至) in a year. */
export function termDay(name: string, year: number): number | null {
  if (year < firstYear || year > lastYear) return null
  const found = getSolarTerms(`${year}-01-01`, `${year}-12-31`).find(term => term.name === name)
  return found ? Date.parse(`${found.date}T00:00:00Z`) : null
}
