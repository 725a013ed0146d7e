import { wallTime } from './calendar.ts'
import { dayNumber } from './recurrence.ts'
import { numberOf, numeral, type Scan } from './scan.ts'

const dayMs = 86_400_000

/** The days that an expression may mean, the likeliest first, each its midnight in UTC. `evening` and `morning` come with 今晚, 明早. */
export interface Days {
  days: readonly number[]
  period: 'morning' | 'evening' | null
}

const near: Record<string, number> = {
  大前天: -3,
  前天: -2,
  前晚: -2,
  昨: -1,
  今: 0,
  当天: 0,
  明: 1,
  后: 2,
  大后: 3,
}
const nearDay = /(大前天|前天|前晚|昨|今|明|大后|后)(?:(天|日|儿)(?!气)|(早(?!上|晨)|晚(?!上|间)))?/y
const nearWithPeriod = /(今|明|昨|后|大后)(?=早|晚|上午|下午|中午|傍晚|凌晨)/y
const weekday = /(上上|上|这|本|下下下|下下|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天]|末|[1-7](?![\d点:]))/y
const wholeWeek = /(下下|下)(?:个)?(?:周|星期|礼拜)(?!后)/y
const fullDay = new RegExp(`(\\d{4}|[二][〇零一二三四五六七八九]{3})[-/.年](${numeral})[-/.月](${numeral})[日号]?`, 'y')
const afterYear = new RegExp(`(今年|明年)(?:的)?(${numeral})月(${numeral})[日号]?`, 'y')
const monthDay = new RegExp(`(${numeral})(?:月|[-/.](?=\\d))(${numeral})(?:[日号]|(?![\\d点时:分个小天]))`, 'y')
const monthEnd = new RegExp(`(?:(${numeral})月|(这个|本|下个?)月|月)(?:底|末(?!尾)|最后一天)`, 'y')
const monthStart = new RegExp(`(?:(${numeral})月|(下个?)月|月)初`, 'y')
const otherMonth = new RegExp(`(这个|本|下下个?|下个?)月(${numeral})[日号]`, 'y')
const dayOfMonth = new RegExp(`(${numeral})[日号](?!楼|线|宿舍|公寓|门|机)`, 'y')
const later = new RegExp(`(?:再)?(过)?(${numeral})(?:个)?(天|日|周|星期|礼拜|月)(之后|以后|后)?`, 'y')
const holiday = /(元旦|五一|六一|国庆)(?:劳动|儿童)?(?:节)?(?:那天|当天)?/y
const holidays: Record<string, [number, number]> = { 元旦: [1, 1], 五一: [5, 1], 六一: [6, 1], 国庆: [10, 1] }
const weekdayOf: Record<string, number> = { 一: 0, 二: 1, 三: 2, 四: 3, 五: 4, 六: 5, 末: 5, 日: 6, 天: 6 }

/** A day without a year that is not longer past than this is taken for the past one, and asked about. */
const pastDays = 120

/** Reads 明天, 下周三, 6月28号, 28号, 月底, 三天后; null when no day stands here, an empty list for a day that the calendar lacks. */
export function readDays(scan: Scan, now: Date, zone: string): Days | null {
  const wall = wallTime(now, zone)
  const today = Date.UTC(wall.year, wall.month - 1, wall.day)
  const place = scan.place
  for (const read of readers) {
    const found = read(scan, today)
    if (found) return found
    scan.back(place)
  }
  return null
}

type Reader = (scan: Scan, today: number) => Days | null

const on = (...days: (number | null)[]): Days => ({ days: days.filter(d => d !== null), period: null })

function readNear(scan: Scan, today: number): Days | null {
  const withPeriod = scan.take(nearWithPeriod)
  if (withPeriod) {
    // 今晚, 明早 end the day; in 今晚上 and 明早上 the part of the day is still to be read.
    const tail = scan.take(/(早(?!上|晨)|晚(?!上|间))/y)
    const day = today + near[withPeriod[1]!]! * dayMs
    return { days: [day], period: tail ? (tail[1] === '早' ? 'morning' : 'evening') : null }
  }
  const found = scan.take(nearDay)
  if (!found || (found[1]!.length === 1 && !found[2] && !found[3])) return null
  if (found[1] === '大后' && !found[2] && !found[3]) return null
  return on(today + near[found[1]!]! * dayMs)
}

function readWeekday(scan: Scan, today: number): Days | null {
  const found = scan.take(weekday)
  if (!found) return null
  const name = found[2]!
  const wanted = /\d/.test(name) ? Number(name) - 1 : weekdayOf[name]!
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs
  const ahead = { 上上: -14, 上: -7, 这: 0, 本: 0, 下: 7, 下下: 14, 下下下: 21 }[found[1] ?? '']
  const day = monday + (wanted + (ahead ?? 0)) * dayMs
  if (ahead !== undefined) return on(day)
  return day < today ? on(day + 7 * dayMs) : on(day, day + 7 * dayMs)
}

function readWholeWeek(scan: Scan, today: number): Days | null {
  const found = scan.take(wholeWeek)
  if (!found) return null
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs
  return on(monday + (found[1] === '下' ? 7 : 14) * dayMs)
}

function readFull(scan: Scan, today: number): Days | null {
  const found = scan.take(fullDay)
  if (found) return on(dayNumber(...(found.slice(1, 4).map(numberOf) as [number, number, number])))
  const named = scan.take(afterYear)
  if (!named) return null
  const year = new Date(today).getUTCFullYear() + (named[1] === '明年' ? 1 : 0)
  return on(dayNumber(year, numberOf(named[2]!), numberOf(named[3]!)))
}

function readMonthDay(scan: Scan, today: number): Days | null {
  const found = scan.take(monthDay) ?? null
  if (found) return yearly(numberOf(found[1]!), numberOf(found[2]!), today)
  const feast = scan.take(holiday)
  return feast && yearly(...holidays[feast[1]!]!, today)
}

/** A day of the year: this year's, or the next year's when this year's is long past. */
function yearly(month: number, day: number, today: number): Days {
  const year = new Date(today).getUTCFullYear()
  // Four years: a 29 February waits for its year.
  const days = [0, 1, 2, 3, 4].map(n => dayNumber(year + n, month, day)).filter(d => d !== null)
  return on(days.find(d => d >= today - pastDays * dayMs) ?? null)
}

function readMonthEdge(scan: Scan, today: number): Days | null {
  const date = new Date(today)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  if (scan.take(/(?:今)?年(?:底|末)/y)) return on(Date.UTC(year, 11, 31))
  const end = scan.take(monthEnd)
  if (end) {
    if (!end[1]) return on(Date.UTC(year, month + (end[2]?.startsWith('下') ? 2 : 1), 0))
    const which = numberOf(end[1]) - 1
    if (!(which >= 0 && which < 12)) return on()
    const days = [0, 1].map(n => Date.UTC(year + n, which + 1, 0))
    return on(days.find(d => d >= today - pastDays * dayMs) ?? null)
  }
  const start = scan.take(monthStart)
  if (!start) return null
  return start[1] ? yearly(numberOf(start[1]), 1, today) : on(Date.UTC(year, month + 1, 1))
}

function readDayOfMonth(scan: Scan, today: number): Days | null {
  const date = new Date(today)
  const inMonth = (ahead: number, day: string) => {
    const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1))
    return dayNumber(first.getUTCFullYear(), first.getUTCMonth() + 1, numberOf(day))
  }
  const other = scan.take(otherMonth)
  if (other) return on(inMonth(other[1]!.startsWith('下下') ? 2 : other[1]!.startsWith('下') ? 1 : 0, other[2]!))
  const found = scan.take(dayOfMonth)
  // Of this month, or of the next that has one.
  return found && on(...[0, 1, 2].map(n => inMonth(n, found[1]!)).filter(d => d !== null && d >= today))
}

function readLater(scan: Scan, today: number): Days | null {
  const found = scan.take(later)
  if (!found || (!found[1] && !found[4])) return null
  const count = numberOf(found[2]!)
  if (!(count > 0)) return on()
  if (found[3] !== '月') return on(today + count * (/天|日/.test(found[3]!) ? 1 : 7) * dayMs)
  const date = new Date(today)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0))
  return on(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date.getUTCDate(), last.getUTCDate())))
}

const readers: readonly Reader[] = [
  readFull,
  readLater,
  readMonthEdge,
  readMonthDay,
  readDayOfMonth,
  readNear,
  readWeekday,
  readWholeWeek,
]
