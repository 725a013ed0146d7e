import { wallTime } from './calendar.ts'

/** The days of the week as people write them, from Sunday (0) on. */
export const weekdayNames: readonly string[] = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** An instant's day as `2027-06-29`. */
export function isoDay(instant: Date, zone: string): string {
  const { year, month, day } = wallTime(instant, zone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
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
