import type { HourMeaning, Period } from './piece.ts'

/** What a part of the day means where no hour is named, as `HH:MM`; `day` where nothing is. */
export type DayTimes = Readonly<Record<Period | 'day', string>>

/** A time of the day as it was said; one of the two at least. */
export interface ClockTime {
  period: Period | null
  hour: HourMeaning | null
}

/** Minutes since the day's midnight, beyond 1440 in the night after; and whether morning and evening may have been confused. */
export interface Minutes {
  minutes: number
  isGuess: boolean
}

/**
 * The minutes that a clock means: a part of the day alone as in `times` (null where there is no such default, or the hour does not
 * lie in the part of the day). `wakes` is for what one gets up for.
 */
export function minutesOfDay(
  { period, hour }: ClockTime,
  { times, wakes }: { times: DayTimes | null; wakes: boolean },
): Minutes | null {
  if (!hour) return times && { minutes: timeMinutes(times[period ?? 'day']), isGuess: false }
  if (period !== null) {
    const minutes = withPeriod(period, hour.minutes)
    return minutes === null ? null : { minutes, isGuess: false }
  }
  if (hour.isExact) return { minutes: hour.minutes, isGuess: false }
  const hours = Math.floor(hour.minutes / 60)
  const isMorning = hours >= 7 || (wakes && hours >= 4)
  return { minutes: isMorning ? hour.minutes : hour.minutes + 720, isGuess: hours < (hour.isFigures ? 7 : 9) }
}

/** The hours that belong to a part of the day, as its name is used; from and until include the hour. */
const parts: Readonly<Record<Period, (hours: number, minutes: number) => number | null>> = {
  dawn: (hours, minutes) =>
    hours === 12 ? minutes - 720 : hours === 24 ? minutes - 1440 : hours <= 7 ? minutes : null,
  morning: (hours, minutes) => (hours <= 12 ? minutes : null),
  forenoon: (hours, minutes) => (hours <= 12 ? minutes : null),
  noon: (hours, minutes) => (hours >= 1 && hours <= 3 ? minutes + 720 : hours >= 10 && hours <= 15 ? minutes : null),
  afternoon: (hours, minutes) => (hours > 0 && hours < 12 ? minutes + 720 : hours >= 12 && hours < 24 ? minutes : null),
  dusk: (hours, minutes) => (hours >= 4 && hours < 12 ? minutes + 720 : hours >= 16 && hours < 24 ? minutes : null),
  evening: late,
  night: late,
}

/** The first hours after midnight belong to the night before. */
function late(hours: number, minutes: number): number | null {
  if (hours === 12) return minutes + 720
  if (hours < 5) return minutes + 1440
  return hours < 12 ? minutes + 720 : hours >= 17 ? minutes : null
}

const withPeriod = (period: Period, minutes: number) => parts[period](Math.floor(minutes / 60), minutes)

/** `09:30` in minutes. */
export function timeMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Minutes of a day as `09:30`. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
