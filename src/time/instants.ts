import { wallTime } from './calendar.ts'
import { type ClockTime, type Minutes, minutesOfDay, timeOf } from './clock.ts'
import type { Note } from './days.ts'
import type { Expression } from './piece.ts'
import { instantAt } from './recurrence.ts'
import type { Reading, Seen } from './seen.ts'

const dayMs = 86_400_000

/** What about a clock was a guess. */
export function clockNotes({ hour }: ClockTime, isGuess: boolean): Note[] {
  return [
    ...(hour ? [] : (['default-hour'] as const)),
    ...(isGuess ? (['half-day'] as const) : []),
    ...(hour?.isRow ? (['row'] as const) : []),
  ]
}

/** Half an hour after midnight people still call it the night before. */
export function nightNote(at: Date, { zone }: Seen): Note[] {
  return wallTime(at, zone).hour < 5 ? ['night'] : []
}

/** A time that is said once. */
export function onceAt(at: Date, notes: readonly Note[]): Reading {
  return { is: 'time', rule: { on: 'once', at: at.getTime() }, at, notes: [...new Set(notes)] }
}

/** The instants that a clock may mean on a day, in order. Today, 3点 is whichever is still to come. */
export function timesOn(
  day: number,
  clock: ClockTime,
  { isToday, seen }: { isToday: boolean; seen: Seen },
): { at: Date; isGuess: boolean }[] | null {
  const on = (minutes: number, isGuess: boolean) => ({ at: onClock(day, minutes, seen.zone), isGuess })
  const { hour, period } = clock
  if (isToday && hour && period === null && !hour.isExact)
    return [on(hour.minutes, hour.minutes < 540), on(hour.minutes + 720, true)]
  const found = minutesOfDay(clock, { times: seen.times, wakes: isWaking(seen) })
  // 今晚零点 is when the day ends, 明天零点 when it begins.
  return found && [on(found.minutes, found.isGuess)]
}

/** The instant of minutes since a day's midnight, over midnight too. */
export function onClock(day: number, minutes: number, zone: string): Date {
  return instantAt(day + Math.floor(minutes / 1440) * dayMs, timeOf(minutes % 1440), zone)
}

/** Whether what it is for is done in the morning. */
export const isWaking = ({ about = '' }: Seen) => /起床|早起|早饭|早餐|早八|晨跑|早读/.test(about)

/** The time of a day that comes again or is a date of the school. */
export function timeSaid({ period, hour }: Expression, seen: Seen): (Minutes & { notes: Note[] }) | Reading {
  const found = minutesOfDay({ period, hour }, { times: seen.times, wakes: isWaking(seen) })
  if (!found) return hour ? { is: 'no-hour' } : { is: 'no-time' }
  return { ...found, notes: clockNotes({ period, hour }, found.isGuess) }
}

/** A row of which the start was taken. */
export const rowNote = ({ row }: Expression): Note[] => (row ? ['row'] : [])
