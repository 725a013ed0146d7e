import { words } from './words.ts'

/** What the wall clock in Beijing shows. `month` is 1–12, `weekday` 0 (Sunday)–6. */
interface Wall {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  weekday: number
}

// Summer time is unknown there since 1991, so a fixed offset will do.
const offset = 8 * 3_600_000

/** Wall time in Beijing at this instant (milliseconds). */
export function wall(at: number): Wall {
  const there = new Date(at + offset)
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    weekday: there.getUTCDay(),
  }
}

const two = (n: number) => String(n).padStart(2, '0')

/** `6月29日 周二` */
export function dayText(at: number): string {
  const { month, day, weekday } = wall(at)
  return `${words.date(month, day)} ${words.weekdays[weekday]}`
}

/** `20:00` */
export function hourText(at: number): string {
  const { hour, minute } = wall(at)
  return `${hour}:${two(minute)}`
}

/** `6月29日 周二 20:00` */
export const dateAndHourText = (at: number) => `${dayText(at)} ${hourText(at)}`

/** `2027年6月29日 周二 20:00` */
export const fullText = (at: number) => `${words.year(wall(at).year)}${dateAndHourText(at)}`

/** The value of a `datetime-local` field that shows this instant. */
export function fieldValue(at: number): string {
  const { year, month, day, hour, minute } = wall(at)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

/** The instant, with its offset, that a `datetime-local` value means in Beijing. */
export const isoOf = (value: string) => `${value.slice(0, 16)}:00+08:00`

/** The year of the coming or running season: from September on it is the next one. */
export function seasonYear(at: number): number {
  const { year, month } = wall(at)
  return month >= 9 ? year + 1 : year
}
