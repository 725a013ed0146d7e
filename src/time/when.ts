import type { Rule } from '../core/reminder.ts'
import { wallTime } from './calendar.ts'
import { type Clock, type DayTimes, minutesOfDay, readClock, timeMinutes } from './clock.ts'
import { readDays } from './day.ts'
import { type Almanac, instantAt, nextOccurrence } from './recurrence.ts'
import { readRepeat } from './repeat.ts'
import { numberOf, numeral, Scan } from './scan.ts'

/** From where an expression is seen. */
export interface Seen {
  now: Date
  zone: string
  almanac: Almanac
  times: DayTimes
  /** The school's dates by the names that people give them. */
  dates: ReadonlyMap<string, string>
  /** What it is for, where that stands elsewhere: 6点 to get up is in the morning. */
  about?: string
}

/** What a time expression comes to. */
export type Reading =
  /** `at` is the first time, always to come; `isGuess`: morning and evening might have been confused. */
  | { is: 'time'; rule: Rule; at: Date; isGuess: boolean }
  /** Understood, but it is over. */
  | { is: 'past'; at: Date }
  /** A day without an hour, where none can be guessed. */
  | { is: 'no-time' }
  | { is: 'lunar' }
  /** A day that the calendar does not have, or one more than a year away. */
  | { is: 'no-day' | 'far' }
  /** A repetition that is not known here. */
  | { is: 'unsupported' }
  /** About a date of the school that is not set, or whose time is over. */
  | { is: 'unset' | 'date-past'; field: string }

/** A reading, and the text behind the expression. `hasClock`: an hour was named. */
export interface Read {
  reading: Reading
  rest: string
  hasClock: boolean
}

const dayMs = 86_400_000
const lunar =
  /(?:农历|阴历|旧历)\S{0,12}?(?=提醒|叫|喊|$|[,，。\s])|(?:正月|腊月|冬月)\S{0,8}?(?=提醒|叫|喊|$|[,，。\s])|初[一二三四五六七八九十]|除夕|大年\S?|春节|元宵节?|端午节?|七夕|中秋节?|重阳节?/y
const duration = new RegExp(
  `(?:再)?(过)?(?:(${numeral})个?(半)?(?:小时|钟头)(半)?(?:零?(${numeral})分钟?)?|(半)个?(?:小时|钟头)|(一刻)钟|(${numeral})分钟?)(?:之后|以后|后)?`,
  'y',
)
const tail = /(?:左右|前后|的?时候|之前|以前|以后|前|的)?/y
const schoolDay = new RegExp(
  `(?:的)?(?:(?:之)?前(?:的)?(${numeral})(?:个)?(天|日|周|星期|礼拜)|提前(${numeral})(?:个)?(天|日|周|星期|礼拜)|(前夕|前一晚|头天|头一天)|(?:之)?后(?:的)?(${numeral})(?:个)?(天|日|周|星期|礼拜)|(${numeral})(?:个)?(天|周|星期)(?:之|以)?前|(当天|那天|当日|那一天|的时候|时))`,
  'y',
)

/** A time expression at the beginning of a text (half-width, see `plainTime`), or null when there is none. */
export function readWhen(text: string, seen: Seen): Read | null {
  const scan = new Scan(text)
  scan.take(/[在到于从等](?![期会])/y)
  if (scan.take(lunar)) return { reading: { is: 'lunar' }, rest: '', hasClock: false }
  const found =
    readDuration(scan, seen) ?? readSchoolDate(scan, seen) ?? readRepeated(scan, seen) ?? readOnce(scan, seen)
  if (!found) return null
  scan.take(tail)
  const isVague = found.reading.is === 'unsupported' || found.reading.is === 'no-day'
  return { ...found, reading: within(found.reading, seen.now), rest: isVague ? '' : scan.rest }
}

/** Nobody counts on being reminded in more than a year. */
function within(reading: Reading, now: Date): Reading {
  return reading.is === 'time' && reading.at.getTime() > now.getTime() + 400 * dayMs ? { is: 'far' } : reading
}

type Found = Omit<Read, 'rest'>

/** 半小时后, 一个半小时后, 过20分钟 */
function readDuration(scan: Scan, { now }: Seen): Found | null {
  const found = scan.take(duration)
  if (!found) return null
  const minutes = durationMinutes(found)
  // Longer ones are not said in minutes; NaN is none.
  if (!(minutes > 0 && minutes <= 60 * 24 * 60)) return null
  const at = new Date(Math.ceil((now.getTime() + minutes * 60_000) / 60_000) * 60_000)
  return { reading: { is: 'time', rule: { on: 'once', at: at.getTime() }, at, isGuess: false }, hasClock: true }
}

function durationMinutes([, , hours, half, halfAfter, more, halfHour, quarter, minutes]: RegExpExecArray): number {
  if (halfHour) return 30
  if (quarter) return 15
  if (minutes !== undefined) return numberOf(minutes)
  return numberOf(hours!) * 60 + (half || halfAfter ? 30 : 0) + (more === undefined ? 0 : numberOf(more))
}

/** 退宿截止前一天晚上8点 */
function readSchoolDate(scan: Scan, seen: Seen): Found | null {
  const place = scan.place
  const field = takeDate(scan, seen.dates)
  const found = field === null ? null : scan.take(schoolDay)
  if (field === null || !found) {
    scan.back(place)
    return null
  }
  const days = daysBefore(found)
  if (!(days >= -60 && days <= 365)) return null
  const clock: Clock | null = found[5]?.endsWith('晚') ? { period: 'evening', minutes: null, isExact: true } : null
  const { time, isGuess, hasClock } = readTime(scan, seen, clock)
  const rule: Rule = { on: 'school-date', field, days: [days], time, zone: seen.zone, workdays: 'any' }
  if (seen.almanac.dateOf(field, seen.now) === null) return { reading: { is: 'unset', field }, hasClock }
  const at = nextOccurrence(rule, seen.now, { almanac: seen.almanac })
  return { reading: at ? { is: 'time', rule, at, isGuess } : { is: 'date-past', field }, hasClock }
}

/** The longest name of a date that stands here. */
function takeDate(scan: Scan, dates: Seen['dates']): string | null {
  const named = [...dates.keys()].filter(name => scan.rest.trimStart().startsWith(name))
  const name = named.sort((a, b) => b.length - a.length)[0]
  if (name === undefined) return null
  scan.back(scan.place + scan.rest.indexOf(name) + name.length)
  scan.take(/(?:日期|时间|日|那天(?=[前后提]))/y)
  return dates.get(name)!
}

function daysBefore(found: RegExpExecArray): number {
  const [, before, beforeUnit, ahead, aheadUnit, eve, after, afterUnit, less, lessUnit] = found
  const count = (n: string, unit: string | undefined) => numberOf(n) * (unit === '天' || unit === '日' ? 1 : 7)
  if (before !== undefined) return count(before, beforeUnit)
  if (ahead !== undefined) return count(ahead, aheadUnit)
  if (less !== undefined) return count(less, lessUnit)
  if (after !== undefined) return -count(after, afterUnit)
  return eve ? 1 : 0
}

/** 每天早上, 每周五晚上8点, 每月15号 */
function readRepeated(scan: Scan, seen: Seen): Found | null {
  const repeat = readRepeat(scan)
  if (!repeat) return null
  if (repeat === 'unsupported') return { reading: { is: 'unsupported' }, hasClock: false }
  const clock: Clock | null = repeat.period ? { period: repeat.period, minutes: null, isExact: true } : null
  const { time, isGuess, hasClock } = readTime(scan, seen, clock)
  if (hasClock && isAnotherTime(scan)) return { reading: { is: 'unsupported' }, hasClock }
  const rule: Rule = { ...repeat.rule, time, zone: seen.zone }
  const at = nextOccurrence(rule, seen.now, { almanac: seen.almanac })
  return at && { reading: { is: 'time', rule, at, isGuess }, hasClock }
}

/** 每天早上8点和晚上9点: one time is one reminder. */
function isAnotherTime(scan: Scan): boolean {
  const place = scan.place
  const isOne = scan.take(/[和跟、,及]/y) !== null && readClock(scan) !== null
  scan.back(place)
  return isOne
}

/** The time of a day that comes again; a part of the day that was named before takes the hour that follows (每晚八点). */
function readTime(scan: Scan, seen: Seen, named: Clock | null): { time: string; isGuess: boolean; hasClock: boolean } {
  const read = readClock(scan)
  const clock = read && { ...read, period: read.period ?? named?.period ?? null }
  const said = clock ?? named
  if (!said) return { time: seen.times.day, isGuess: false, hasClock: false }
  const { minutes, isGuess } = minutesOfDay(said, { times: seen.times, wakes: isWaking(scan, seen) })
  // A time after midnight stays within its day where days repeat.
  return { time: timeOf(minutes % 1440), isGuess, hasClock: said.minutes !== null }
}

/** 明天下午三点, 周五, 今晚, 3点 */
function readOnce(scan: Scan, seen: Seen): Found | null {
  const start = scan.place
  const named = readDays(scan, seen.now, seen.zone)
  scan.take(/[的,在]/y)
  const place = scan.place
  const read = readClock(scan)
  if (!read) scan.back(place)
  if (!named && !read) {
    scan.back(start)
    return null
  }
  const clock: Clock | null = read
    ? { ...read, period: read.period ?? named?.period ?? null }
    : named?.period
      ? { period: named.period, minutes: null, isExact: true }
      : null
  const hasClock = clock !== null && clock.minutes !== null
  if (named && named.days.length === 0) return { reading: { is: 'no-day' }, hasClock }
  if (hasClock) takeEnd(scan)
  const wall = wallTime(seen.now, seen.zone)
  const today = Date.UTC(wall.year, wall.month - 1, wall.day)
  const days = named?.days ?? [today, today + dayMs]
  if (!clock && days.length === 1 && days[0] === today) return { reading: { is: 'no-time' }, hasClock }
  const times = days.flatMap(day => timesOn(day, { clock, isToday: day === today, wakes: isWaking(scan, seen), seen }))
  const found = times.find(t => t.at > seen.now)
  if (!found) return { reading: { is: 'past', at: times.at(-1)!.at }, hasClock }
  const { at, isGuess } = found
  return { reading: { is: 'time', rule: { on: 'once', at: at.getTime() }, at, isGuess }, hasClock }
}

/** 3点到5点: what counts is when it begins. */
function takeEnd(scan: Scan): void {
  const place = scan.place
  if (!scan.take(/[到至~-]/y) || !readClock(scan)) scan.back(place)
}

/** The instants that a time may mean on a day, in order. Today, 3点 is whichever is still to come. */
function timesOn(
  day: number,
  { clock, isToday, wakes, seen }: { clock: Clock | null; isToday: boolean; wakes: boolean; seen: Seen },
): { at: Date; isGuess: boolean }[] {
  const on = (minutes: number, isGuess: boolean) => ({ at: onClock(day, minutes, seen.zone), isGuess })
  if (!clock) return [on(timeMinutes(seen.times.day), false)]
  const isOpen = isToday && clock.period === null && !clock.isExact && clock.minutes !== null
  if (isOpen) return [on(clock.minutes!, clock.minutes! < 540), on(clock.minutes! + 720, true)]
  const { minutes, isGuess } = minutesOfDay(clock, { times: seen.times, wakes })
  return [on(minutes, isGuess)]
}

function onClock(day: number, minutes: number, zone: string): Date {
  return instantAt(day + Math.floor(minutes / 1440) * dayMs, timeOf(minutes % 1440), zone)
}

const isWaking = ({ rest }: Scan, { about = '' }: Seen) => /起床|早起|早饭|早餐|早八|晨跑|早读/.test(rest + about)
const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
