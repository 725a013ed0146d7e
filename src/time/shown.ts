import { wallTime } from './calendar.ts'

/** The days of the week as people write them, from Sunday (0) on. */
export const weekdayNames: readonly string[] = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

const two = (n: number) => String(n).padStart(2, '0')

/** An instant's day as `2027-06-29`. */
export function isoDay(instant: Date, zone: string): string {
  const { year, month, day } = wallTime(instant, zone)
  return `${year}-${two(month)}-${two(day)}`
}

/** `2027-06-29` as `6月29日 周二`. */
export function dateText(day: string): string {
  const { month, day: date, weekday } = wallTime(new Date(`${day}T00:00:00Z`), 'UTC')
  return `${month}月${date}日 ${weekdayNames[weekday]}`
}

/** An instant's day as `6月29日 周二`. */
export function dayOf(instant: Date, zone: string): string {
  return dateText(isoDay(instant, zone))
}

/** What a clock shows at an instant: `09:00`. */
export function clockText(at: Date | number, zone: string): string {
  const { hour, minute } = wallTime(new Date(at), zone)
  return `${two(hour)}:${two(minute)}`
}

/** An instant as people read it in a sentence: `6月12日 09:00`. */
export function minuteText(at: Date | number, zone: string): string {
  const { month, day } = wallTime(new Date(at), zone)
  return `${month}月${day}日 ${clockText(at, zone)}`
}

/** An instant as it stands in tables, where it sorts: `2026-06-12 09:00`; nothing where there is none. */
export function tableTime(at: number | null, zone: string): string {
  if (at === null) return ''
  const { hour, minute } = wallTime(new Date(at), zone)
  return `${isoDay(new Date(at), zone)} ${two(hour)}:${two(minute)}`
}
