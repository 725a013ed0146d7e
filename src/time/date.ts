import { isRealDate, wallTime } from './calendar.ts'

const near: Record<string, number> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  今天: 0,
  今日: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  大后天: 3,
}
const weekdays: Record<string, number> = { 一: 0, 二: 1, 三: 2, 四: 3, 五: 4, 六: 5, 日: 6, 天: 6 }
const digits: Record<string, number> = Object.fromEntries(
  [...'〇一二三四五六七八九']
    .map((digit, n): [string, number] => [digit, n])
    .concat([
      ['零', 0],
      ['两', 2],
    ]),
)

const before = /^(?:我|大概|大约|应该|可能|打算|准备|预计|计划|就|是|在|约|定)+/
const nearDay = new RegExp(
  `^(?:${Object.keys(near)
    .sort((a, b) => b.length - a.length)
    .join('|')})`,
)
const weekday = /^(上|这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天])/
const numeral = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const fullDay = new RegExp(`^(\\d{4}|[〇零一二三四五六七八九]{4})[-/.年](${numeral})[-/.月](${numeral})[日号]?`)
const shortDay = new RegExp(`^(${numeral})[-/.月](${numeral})[日号]?`)
const dayOfMonth = new RegExp(`^(${numeral})[日号]`)
/** After the day there may stand an hour or a few words, but not a question or a refusal. */
const after = /^(?!.*(?:[?吗呢不没怎几]|什么|多少|再说)).{0,10}$/u

const dayMs = 86_400_000

/**
 * A day as people write it (今天, 后天, 下周五, 6月29日, 6-29, 29号, 二〇二七年六月二十九日) as `2027-06-29`, seen from `now` in
 * `zone`. A day without a year is the next one to come, or one at most 90 days past. Null when no day is meant.
 */
export function readDay(text: string, now: Date, zone: string): string | null {
  const bare = text.normalize('NFKC').replace(/\s/g, '').replace(before, '')
  const wall = wallTime(now, zone)
  const today = Date.UTC(wall.year, wall.month - 1, wall.day)
  for (const [pattern, read] of readings) {
    const found = pattern.exec(bare)
    if (found && after.test(bare.slice(found[0].length))) return read(found, today)
  }
  return null
}

type Reading = (found: RegExpExecArray, today: number) => string | null

const readings: [RegExp, Reading][] = [
  [nearDay, (found, today) => iso(today + near[found[0]]! * dayMs)],
  [weekday, ([, which, name], today) => onWeekday(which, weekdays[name!]!, today)],
  [fullDay, ([, year, month, day]) => real(number(year!), number(month!), number(day!))],
  [shortDay, ([, month, day], today) => nearestYear(number(month!), number(day!), today)],
  [dayOfMonth, ([, day], today) => comingMonth(number(day!), today)],
]

/** Weeks begin on Monday. A weekday alone that is past means the next week's. */
function onWeekday(which: string | undefined, weekday: number, today: number): string {
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7
  const ahead = { 上: -7, 这: 0, 本: 0, 下: 7, 下下: 14 }[which ?? '这']!
  const days = weekday - sinceMonday + ahead
  return iso(today + (which === undefined && days < 0 ? days + 7 : days) * dayMs)
}

/** The earliest such day that is at most 90 days past. A 29 February waits for its year. */
function nearestYear(month: number, day: number, today: number): string | null {
  const year = new Date(today).getUTCFullYear()
  const days = [-1, 0, 1, 2, 3, 4].map(n => real(year + n, month, day))
  return days.find(d => d !== null && Date.parse(d) >= today - 90 * dayMs) ?? null
}

/** The 29th: of this month, or when that is past, of the next that has one. */
function comingMonth(day: number, today: number): string | null {
  const date = new Date(today)
  const days = [0, 1, 2].map(n => {
    const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, 1))
    return real(first.getUTCFullYear(), first.getUTCMonth() + 1, day)
  })
  return days.find(d => d !== null && Date.parse(d) >= today) ?? null
}

/** 12, 十二, 三十, 二〇二七 as numbers; NaN for anything else. */
function number(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const tens = text.split('十')
  const ones = (part: string) => [...part].reduce((sum, digit) => sum * 10 + (digits[digit] ?? Number.NaN), 0)
  if (tens.length === 1) return text.length === 1 || text.length === 4 ? ones(text) : Number.NaN
  if (tens.length > 2 || tens.some(part => part.length > 1)) return Number.NaN
  return (tens[0] === '' ? 1 : ones(tens[0]!)) * 10 + ones(tens[1]!)
}

const real = (year: number, month: number, day: number) =>
  isRealDate(year, month, day) ? iso(Date.UTC(year, month - 1, day)) : null
const iso = (day: number) => new Date(day).toISOString().slice(0, 10)
