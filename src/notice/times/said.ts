import { dayMs } from '../../time/days.ts'
import type { Flat } from '../flat.ts'
import { clockOf, halfOf } from './clocks.ts'
import { type Before, dayOfTerm, daysFrom, type NoticeTime, weekdayOfDay } from './reckon.ts'
import { groupsIn, type SaidTerm } from './terms.ts'

/** From when to when on a day, in minutes since midnight; `to` is null for one hour. */
export interface NoticeClock {
  from: number
  to: number | null
}

/** Why something that looks like a date is no value. */
export type LeftWhy =
  | 'paper'
  | 'class'
  | 'law'
  | 'past'
  | 'issued'
  | 'over'
  | 'version'
  | 'relative'
  | 'month'
  | 'figures'
  | 'attachment'
  | 'condition'
  | 'example'
  | 'duty'

/** A time in a line; `at` and `to` are places in the line. */
export interface SaidTime {
  at: number
  to: number
  /** The day, and the last of a window; null where only hours were said. */
  day: string | null
  lastDay: string | null
  clocks: NoticeClock[]
  /** Of a window of days: the hours at which it begins and ends. */
  beginsAt: number | null
  endsAt: number | null
  /** 上午 and its like, where no hour was said. */
  half: string | null
  /** Of a window of days: the half of the first. */
  firstHalf: string | null
  isLimit: boolean
  /** Comes again: its words are all that can be kept. */
  isRepeated: boolean
  left: LeftWhy | null
  doubt: 'weekday' | 'near' | 'order' | 'no-day' | null
}

/** All times of a line, in order. `before` is what was said above it, and is kept up to date. */
export function timesIn(flat: Flat, time: NoticeTime, before: Before): SaidTime[] {
  const found = groupsIn(flat).flatMap(group => timesOfGroup(group, { flat, time, before }))
  return found.map((said, n) => afterDay(said, found[n - 1], flat))
}

/** 6月9日停办，次日恢复: the day after the one that the same sentence named; 批准后次日 has none. */
function afterDay(said: SaidTime, last: SaidTime | undefined, { text, at }: Flat): SaidTime {
  const day = last?.lastDay ?? last?.day
  if (said.left !== 'relative' || !day || last!.left !== null) return said
  const from = at.indexOf(said.at)
  const between = text.slice(at.indexOf(last!.to - 1), from)
  if (!/^[次翌]日/.test(text.slice(from)) || /[。;!]/.test(between) || !/[,)]$/.test(between)) return said
  return { ...said, day: new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10), left: null, doubt: null }
}

/** What is being put together. */
interface Making extends SaidTime {
  /** How it is joined to the one before it. */
  isAnd: boolean
  /** The weekdays that stand beside it. */
  weekdays: number[]
}

interface Ground {
  flat: Flat
  time: NoticeTime
  before: Before
}

function timesOfGroup(group: readonly SaidTerm[], ground: Ground): SaidTime[] {
  const made: Making[] = []
  // 周一至周五9:00—16:30: of every week.
  const isOfWeek = (term: SaidTerm) => term.day?.is === 'weekday' && term.day.ahead === null
  const isEachWeek = group.some((term, n) => term.join === 'to' && isOfWeek(term) && isOfWeek(group[n - 1]!))
  // 周二、周五下午14:00—17:00: hours of several weekdays are those of every week.
  const isWeekly = group.filter(term => term.day).length > 1 && group.every(term => !term.day || isOfWeek(term))
  const hasHours = group.some(term => term.join === 'to' && term.hour)
  const isRepeated = isEachWeek || (isWeekly && hasHours) || group.some(term => term.isRepeated)
  for (const [n, term] of group.entries()) {
    const last = made.at(-1)
    if (term.day && !(isRepeated && term.day.is !== 'date')) {
      if (term.join === 'to' && last?.day && last.lastDay === null) endDay(term, last, ground)
      else made.push(startDay(term, ground))
    } else if (last && isOfItsOwn(term, group[n - 1]!, last, ground)) made.push(aloneClock(term, ground))
    else if (term.hour || term.period) putClock(term, made, ground)
    else if (term.isCounted || term.isVague || term.hasMonthOnly || term.isRepeated) putOther(term, made, ground)
  }
  shareClocks(made)
  joinDays(made)
  if (isRepeated) for (const one of made) one.isRepeated = true
  return made.map(finished)
}

const placesOf = ({ from, to }: SaidTerm, { flat }: Ground) => ({
  at: flat.at[from] ?? 0,
  to: (flat.at[to - 1] ?? 0) + 1,
})

const bare = (term: SaidTerm, ground: Ground): Making => ({
  ...placesOf(term, ground),
  day: null,
  lastDay: null,
  clocks: [],
  beginsAt: null,
  endsAt: null,
  half: null,
  firstHalf: null,
  isLimit: term.isLimit,
  isRepeated: term.isRepeated,
  left: null,
  doubt: null,
  isAnd: term.join === 'and',
  weekdays: term.weekdays,
})

function startDay(term: SaidTerm, ground: Ground): Making {
  const made = bare(term, ground)
  const found = dayOfTerm(term, ground.time, ground.before)
  if ('not' in found) {
    made.left = found.not === 'relative' ? 'relative' : null
    made.doubt = found.not === 'no-day' ? 'no-day' : null
    return made
  }
  made.day = found.day
  if (found.isNear) made.doubt = 'near'
  if (term.isVague || term.isCounted || term.isOtherYear || isAnyWeekend(term)) made.left = 'relative'
  if (term.lastDay !== null) made.lastDay = `${found.day.slice(0, 8)}${String(term.lastDay).padStart(2, '0')}`
  addClock(term, made)
  return sinceIssued(made, term, ground)
}

/** 周末照常: no weekend of its own. */
const isAnyWeekend = ({ day, hour, period, isLimit }: SaidTerm) =>
  day?.is === 'weekend' && day.ahead === null && !hour && !period && !isLimit

const sinceNow = /(?:即日|(?:发布|印发|发文|下发|通知)之日)起[,:]?(?:至|到|[-~—])$/

/** 即日起至6月15日: from the day of the notice, where it says which that is. */
function sinceIssued(made: Making, term: SaidTerm, { flat: { text }, time: { issued } }: Ground): Making {
  if (issued === null || made.day === null || !sinceNow.test(text.slice(0, term.from))) return made
  const [end] = made.clocks.splice(0)
  return { ...made, day: issued, lastDay: made.day, endsAt: end?.from ?? null, isLimit: false }
}

/** 6月20日至25日: the last day of the window that was begun. */
function endDay(term: SaidTerm, made: Making, ground: Ground): void {
  const found = dayOfTerm(term, ground.time, ground.before)
  made.to = placesOf(term, ground).to
  made.isLimit = false
  if ('not' in found) {
    made.left ??= 'relative'
    return
  }
  made.lastDay = found.day
  made.weekdays = [...made.weekdays, ...term.weekdays]
  if (term.isVague) made.left = 'relative'
  if (term.lastDay !== null) made.lastDay = `${found.day.slice(0, 8)}${String(term.lastDay).padStart(2, '0')}`
  // 6月7日8:00至30日24:00: what was said of the first day is when it begins.
  if (made.clocks.length === 1 && made.clocks[0]!.to === null) made.beginsAt = made.clocks.pop()!.from
  made.endsAt = clockOf(term, null)
  made.firstHalf = made.half
  made.half = made.endsAt === null ? halfOf(term) : null
}

function addClock(term: SaidTerm, made: Making): void {
  const minutes = clockOf(term, null)
  const half = halfOf(term)
  if (minutes !== null) made.clocks.push({ from: minutes, to: term.lastHour === null ? null : term.lastHour * 60 })
  // 上午、下午: both are all of the day.
  else if (half !== null) made.half = made.half !== null && made.half !== half ? null : half
}

/** 9:00，7:45到场: an hour after another one and a comma is when something else is. */
function isOfItsOwn(term: SaidTerm, before: SaidTerm, last: Making, { flat: { text } }: Ground): boolean {
  const isAfterOne = last.clocks.length === 1 && last.clocks[0]!.to === null && last.lastDay === null
  return term.hour !== null && term.join !== 'to' && isAfterOne && /[,;]/.test(text.slice(before.to, term.from))
}

function aloneClock(term: SaidTerm, ground: Ground): Making {
  const alone = bare(term, ground)
  addClock(term, alone)
  return alone
}

/** An hour by itself: of the day before it, or the end of hours that were begun. */
function putClock(term: SaidTerm, made: Making[], ground: Ground): void {
  const last = made.at(-1)
  const open = last?.clocks.at(-1)
  if (!last) {
    made.push(aloneClock(term, ground))
    return
  }
  last.to = placesOf(term, ground).to
  if (term.isLimit) last.isLimit = true
  if (term.join === 'to' && last.endsAt !== null) {
    // 6月21日至25日8:30至11:30: these are the hours of each day.
    last.clocks.push({ from: last.endsAt, to: clockOf(term, last.endsAt) })
    last.endsAt = null
  } else if (term.join === 'to' && open && open.to === null) open.to = clockOf(term, open.from)
  else addClock(term, last)
}

/** What names no day: kept where it stands alone, so that it can be said why it is no value. */
function putOther(term: SaidTerm, made: Making[], ground: Ground): void {
  const last = made.at(-1)
  if (last) {
    last.to = Math.max(last.to, placesOf(term, ground).to)
    if (term.isCounted || (term.isVague && term.join === 'to')) last.left = 'relative'
    if (term.hasMonthOnly && term.join === 'to' && last.left === null && last.day !== null) last.left = 'month'
    return
  }
  const alone = bare(term, ground)
  alone.left = term.hasMonthOnly ? 'month' : 'relative'
  if (term.isRepeated) alone.left = null
  made.push(alone)
}

/** 6月8日、6月15日，9:00—11:00: the hours of all of them. */
function shareClocks(made: readonly Making[]): void {
  for (let n = made.length - 1; n > 0; n--) {
    const [before, one] = [made[n - 1]!, made[n]!]
    if (!one.isAnd || before.clocks.length > 0 || before.half !== null || before.lastDay || !before.day) continue
    before.clocks = [...one.clocks]
    before.half = one.half
    if (one.isLimit) before.isLimit = true
  }
}

/** 6月23日、24日: days in a row, at the same hours, are a window. */
function joinDays(made: Making[]): void {
  for (let n = made.length - 1; n > 0; n--) {
    const [before, one] = [made[n - 1]!, made[n]!]
    if (!one.isAnd || !before.day || !one.day || before.lastDay || before.left || one.left) continue
    const isSame = JSON.stringify(before.clocks) === JSON.stringify(one.clocks) && before.half === one.half
    const [, next] = daysFrom(before.day, one.day)
    if (!isSame || next !== one.day || before.clocks.some(clock => clock.to === null)) continue
    made.splice(n - 1, 2, {
      ...before,
      to: one.to,
      lastDay: one.lastDay ?? one.day,
      weekdays: [...before.weekdays, ...one.weekdays],
    })
  }
}

const finished = ({ isAnd, weekdays, ...said }: Making): SaidTime => checked(said, weekdays)

/** Says where weekdays or the order contradict the days. */
function checked(said: SaidTime, weekdays: readonly number[]): SaidTime {
  const { day, lastDay } = said
  if (day === null || said.left) return said
  if (lastDay !== null) {
    const days = daysFrom(day, lastDay)
    if (days.length === 0) return { ...said, doubt: 'order' }
    const inRow = days.map(weekdayOfDay)
    const [first, last] = [weekdays[0], weekdays.at(-1)]
    const isWrong =
      weekdays.length > 1 ? first !== inRow[0] || last !== inRow.at(-1) : first !== undefined && !inRow.includes(first)
    return isWrong ? { ...said, doubt: 'weekday' } : said
  }
  const [only] = weekdays
  return only !== undefined && weekdays.length === 1 && only !== weekdayOfDay(day)
    ? { ...said, doubt: 'weekday' }
    : said
}
