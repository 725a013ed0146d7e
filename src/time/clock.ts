import { numberOf, type Scan } from './scan.ts'

/** A part of the day, by its name in `reminders.yaml`. */
export type Period = 'dawn' | 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night'

/** What a part of the day means where no hour is named, as `HH:MM`; `day` where nothing is. */
export type DayTimes = Readonly<Record<Period | 'day', string>>

const periods: readonly [string, Period][] = [
  ['凌晨', 'dawn'],
  ['清晨', 'morning'],
  ['大清早', 'morning'],
  ['一大早', 'morning'],
  ['早上', 'morning'],
  ['早晨', 'morning'],
  ['早', 'morning'],
  ['上午', 'forenoon'],
  ['中午', 'noon'],
  ['午后', 'afternoon'],
  ['下午', 'afternoon'],
  ['傍晚', 'dusk'],
  ['晚上', 'evening'],
  ['晚间', 'evening'],
  ['夜里', 'evening'],
  ['半夜', 'night'],
  ['深夜', 'night'],
  ['午夜', 'night'],
  ['晚', 'evening'],
]
const periodNames = new Map(periods)
const period = new RegExp(
  periods
    .map(([name]) => name)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'y',
)

const hourNumeral = '\\d{1,2}|二十[一二三四]|[一二两三四五六七八九]|十[一二]?|十[三四五六七八九]|二十|零|〇'
const clock = new RegExp(
  `(${hourNumeral})(?:[点时](?!候|间)(?:钟|整)?|[::])(?:(半|[一三]刻)|((?:\\d{1,2}|[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])(?!天|个|号|月|块|元|本|人|份))分?)?(?![\\d])`,
  'y',
)
const before = new RegExp(`差(一刻|${hourNumeral})分?(?:钟)?(?:到)?(${hourNumeral})[点时]`, 'y')
const half = /(\d{1,2})(?::(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)/iy

/** A time of the day as it was said: minutes since midnight as they stand, or only a part of the day. */
export interface Clock {
  period: Period | null
  /** Null when only a part of the day was said. */
  minutes: number | null
  /** Whether morning and evening cannot be confused. */
  isExact: boolean
}

/** Reads 下午三点半, 21:30, 晚上, 3pm; null when no time stands here, or one that no clock shows. */
export function readClock(scan: Scan): Clock | null {
  const start = scan.place
  const said = scan.take(period)?.[0]
  const name = said === undefined ? null : periodNames.get(said)!
  scan.take(/的/y)
  const minutes = readMinutes(scan)
  if (minutes === null) {
    if (name !== null) return { period: name, minutes: null, isExact: true }
    scan.back(start)
    return null
  }
  return { period: name, ...minutes }
}

function readMinutes(scan: Scan): { minutes: number; isExact: boolean } | null {
  const place = scan.place
  const read = readHalfDay(scan) ?? readBefore(scan) ?? readHours(scan)
  if (!read || read.minutes > 24 * 60 || read.minutes < 0) {
    scan.back(place)
    return null
  }
  return read
}

function readHalfDay(scan: Scan) {
  const found = scan.take(half)
  if (!found) return null
  const hour = Number(found[1])
  const isAfternoon = /^p/i.test(found[3]!)
  if (hour < 1 || hour > 12) return { minutes: -1, isExact: true }
  return { minutes: ((hour % 12) + (isAfternoon ? 12 : 0)) * 60 + Number(found[2] ?? 0), isExact: true }
}

/** 差十分九点 */
function readBefore(scan: Scan) {
  const found = scan.take(before)
  if (!found) return null
  const less = found[1] === '一刻' ? 15 : numberOf(found[1]!)
  const hour = numberOf(found[2]!)
  return { minutes: hour * 60 - less, isExact: hour > 12 }
}

function readHours(scan: Scan) {
  const found = scan.take(clock)
  if (!found) return null
  const hour = numberOf(found[1]!)
  const part = found[2]
  const minute = part ? { 半: 30, 一刻: 15, 三刻: 45 }[part]! : found[3] ? numberOf(found[3]) : 0
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return { minutes: -1, isExact: true }
  // 03:00 and 15点 are read one way only; 3点 is not.
  return { minutes: hour * 60 + minute, isExact: hour === 0 || hour > 12 || /^0\d[::]/.test(found[0]) }
}

/**
 * The minutes since the day's midnight that a time means; beyond 1440 is the night after. `isGuess` says that it might have been
 * meant otherwise. `wakes` is for what one gets up for.
 */
export function minutesOfDay(
  { period: name, minutes, isExact }: Clock,
  { times, wakes }: { times: DayTimes; wakes: boolean },
): { minutes: number; isGuess: boolean } {
  if (minutes === null) return { minutes: timeMinutes(times[name!]), isGuess: false }
  if (name !== null) return { minutes: withPeriod(name, minutes), isGuess: false }
  if (isExact) return { minutes, isGuess: false }
  const hour = Math.floor(minutes / 60)
  const isMorning = hour >= 7 || (wakes && hour >= 4)
  return { minutes: isMorning ? minutes : minutes + 720, isGuess: hour < 9 }
}

function withPeriod(name: Period, minutes: number): number {
  const hour = Math.floor(minutes / 60)
  if (hour > 12) return minutes
  switch (name) {
    case 'dawn':
      return hour === 12 ? minutes - 720 : minutes
    case 'morning':
    case 'forenoon':
      return minutes
    case 'noon':
      return hour >= 1 && hour <= 3 ? minutes + 720 : minutes
    case 'afternoon':
    case 'dusk':
      return hour < 12 && hour > 0 ? minutes + 720 : minutes
    case 'evening':
    case 'night':
      // The first hours after midnight belong to the night before.
      return hour === 12 ? minutes + 720 : hour < 5 ? minutes + 1440 : minutes + 720
  }
}

/** `09:30` in minutes. */
export function timeMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
