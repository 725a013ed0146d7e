import { timeOf } from '../time/clock.ts'
import type { SaidTime } from './times/said.ts'

/** A time as it is compared and shown: `2027-06-28T18:00`, `2027-06-21..2027-06-25`, `2027-06-22T14:30..16:30`; null where no day was said. */
export function whenOf(said: SaidTime): string | null {
  const { day, lastDay, half, firstHalf, isLimit } = said
  if (day === null) return null
  const { begins, ends, ranges } = clocksOf(said)
  if (lastDay !== null)
    return `${withClock(day, begins)}${begins === null && firstHalf ? `T${firstHalf}` : ''}..${withClock(lastDay, ends)}${ends === null && half ? `T${half}` : ''}`
  const [range] = ranges
  if (ranges.length === 1 && range) return `${day}T${timeOf(range.from)}..${timeOf(range.to ?? range.from)}`
  if (begins !== null) return withClock(day, begins)
  return half && ranges.length === 0 && !(isLimit && half === '晚上') ? `${day}T${half}` : day
}

/** Hours without a day: `08:30..11:30,14:30..17:00`; null where there are none that go from one to another. */
export function hoursOf(said: SaidTime): string | null {
  const { ranges } = clocksOf(said)
  return ranges.length === 0 ? null : ranges.map(r => `${timeOf(r.from)}..${timeOf(r.to!)}`).join(',')
}

/** The hours of a time: when it begins, when a window ends, and hours from one to another. */
export function clocksOf({ clocks, lastDay, beginsAt, endsAt }: SaidTime) {
  const ranges = clocks.filter(clock => clock.to !== null)
  const single = clocks.find(clock => clock.to === null)?.from ?? null
  return lastDay === null ? { begins: single, ends: null, ranges } : { begins: beginsAt, ends: endsAt, ranges }
}

const withClock = (day: string, minutes: number | null) => (minutes === null ? day : `${day}T${timeOf(minutes)}`)

/** A day and hour as `school.yaml` has them: `2027-06-30 18:00`; without the hour where it is the day's end. `T` parts them in `when`. */
export function asFieldDate(when: string): string {
  const [day = '', clock = ''] = when.split('T')
  if (!/^\d{2}:\d{2}/.test(clock) || clock.startsWith('24:00')) return day
  return `${day} ${clock.slice(0, 5)}`
}

/** The ends of a window: of hours on one day both are that day. */
export function endsOf(when: string): [string, string] {
  const [first = '', last = first] = when.split('..')
  return [first, last.includes('-') ? last : `${first.slice(0, 10)}T${last}`]
}

/** A time as people read it: 2027-06-20 至 2027-06-25, 2027-06-22 14:30–16:30, 08:30–11:30、14:30–17:00. */
export function whenText(when: string): string {
  if (!/^\d{4}-/.test(when)) return when.replaceAll('..', '–').replaceAll(',', '、')
  const [first, last] = endsOf(when)
  const shown = (text: string) => text.replace('T', ' ')
  if (!when.includes('..')) return shown(when)
  const isSameDay = first.slice(0, 10) === last.slice(0, 10)
  return isSameDay ? `${shown(first)}–${last.slice(11)}` : `${shown(first)} 至 ${shown(last)}`
}
