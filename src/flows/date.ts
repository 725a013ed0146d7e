import { isRealDate, wallTime } from '../core/calendar.ts'

const weekdays: Record<string, number> = { 日: 0, 天: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/**
 * A day as people write it (今天, 明天, 6月29日, 6-29, 2027年6月29号, 下周五) as `2027-06-29`, seen from `now` in `zone`. A day without a year is
 * the next one to come, or one at most 90 days past. Null when no day is meant.
 */
export function readDay(text: string, now: Date, zone: string): string | null {
  const today = wallTime(now, zone)
  const shifted = (days: number) => iso(new Date(Date.UTC(today.year, today.month - 1, today.day + days)))
  const bare = text.replace(/\s/g, '')
  const near = /^(?:就)?(大前天|前天|昨天|昨日|今天|今日|今晚|明天|明日|明早|后天|大后天)/.exec(bare)
  if (near)
    return shifted(
      {
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
        后天: 2,
        大后天: 3,
      }[near[1]!]!,
    )
  const week = /^(上|这|本|下|下下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(bare)
  if (week) {
    // Weeks begin on Monday here, so Sunday is the seventh day.
    const monday = -((today.weekday + 6) % 7)
    const ahead = { 上: -7, 这: 0, 本: 0, 下: 7, 下下: 14 }[week[1] ?? '这']!
    const day = monday + ((weekdays[week[2]!]! + 6) % 7) + ahead
    return shifted(week[1] === undefined && day < 0 ? day + 7 : day)
  }
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/.exec(bare)
  if (full) return real(Number(full[1]), Number(full[2]), Number(full[3]))
  const short = /^(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月|[-/.])(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?/.exec(
    bare,
  )
  if (!short) return null
  const [month, day] = [number(short[1]!), number(short[2]!)]
  const thisYear = real(today.year, month, day)
  const past = thisYear ? Date.UTC(today.year, today.month - 1, today.day) - Date.parse(thisYear) : 0
  return past > 90 * 86_400_000 ? real(today.year + 1, month, day) : thisYear
}

/** 12, 十二, 三十 as numbers; NaN for anything else. */
function number(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  const high = text.includes('十') ? (tens === '' ? 1 : (digits[tens!] ?? Number.NaN)) : 0
  return high * 10 + (ones === '' ? 0 : (digits[ones!] ?? Number.NaN))
}

const real = (year: number, month: number, day: number) =>
  isRealDate(year, month, day) ? iso(new Date(Date.UTC(year, month - 1, day))) : null
const iso = (date: Date) => date.toISOString().slice(0, 10)
