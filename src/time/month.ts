import { type Days, type DayTrouble, dayMs, dayNumber, guessed, lastOf, on, yearAt } from './days.ts'
import { lunarDay, lunarMonthOf } from './lunar.ts'
import type { DayMeaning } from './piece.ts'
import { feastDay } from './said/feast.ts'
import type { WorkCalendar } from './workdays.ts'

/** A day without a year that is not longer past than this is taken for the past one. */
const pastDays = 90

/** Year and month that were said apart from a day. */
export interface SaidMonth {
  year: Extract<DayMeaning, { is: 'year' }> | null
  month: Extract<DayMeaning, { is: 'month' }> | null
}

const sayYear = ({ year }: SaidMonth, today: number) => year && (year.year ?? yearAt(today) + year.ahead)

/** The first of a month that lies `ahead` of today's. */
const monthAhead = (today: number, ahead: number) => Date.UTC(yearAt(today), new Date(today).getUTCMonth() + ahead, 1)

/** The firsts of the months that are meant, the likeliest first: the named one of this year or the next, or this and the next. */
function firstsOf(
  frame: SaidMonth,
  named: { month: number | null; ahead: number | null } | null,
  today: number,
): number[] {
  const { month, ahead } =
    named && (named.month !== null || named.ahead !== null) ? named : (frame.month ?? { month: null, ahead: null })
  const year = sayYear(frame, today)
  if (month === null) return ahead === null ? [0, 1, 2].map(n => monthAhead(today, n)) : [monthAhead(today, ahead)]
  if (year !== null) return [Date.UTC(year, month - 1, 1)]
  return [0, 1, 2, 3, 4].map(n => Date.UTC(yearAt(today) + n, month - 1, 1))
}

type InMonth = Extract<DayMeaning, { is: 'day' | 'date' | 'lunar' | 'feast' | 'part' | 'nth' }>

/** The day of a month that a part names, within the month and year beside it; null where nobody can say which. */
export function inFrame(
  d: InMonth,
  frame: SaidMonth,
  at: { today: number; calendar: WorkCalendar },
): Days | DayTrouble | null {
  const { today } = at
  switch (d.is) {
    case 'date': {
      if (frame.month) return null
      const year = d.year ?? sayYear(frame, today)
      const days =
        year === null ? yearly(y => dayNumber(y, d.month, d.day), today) : on(dayNumber(year, d.month, d.day))
      return d.isChinese ? guessed(days, 'solar') : days
    }
    case 'feast':
      return frame.month ? null : ofFeast(d.name, frame, today)
    case 'lunar':
      return frame.month ? null : ofMoon(d, frame, today)
    case 'day': {
      if (frame.year && !frame.month) return null
      return choose(
        firstsOf(frame, null, today).map(first => dayNumber(yearAt(first), new Date(first).getUTCMonth() + 1, d.day)),
        frame,
        today,
      )
    }
    case 'part':
      return ofPart(d, frame, today)
    case 'nth':
      return ofNth(d, frame, at)
  }
}

/** A day of each year: this year's, or the next one's when this year's is long past. Four years: a 29 February waits for its year. */
function yearly(dayIn: (year: number) => number | null, today: number): Days {
  const year = yearAt(today)
  const days = [-1, 0, 1, 2, 3, 4].map(n => dayIn(year + n)).filter(d => d !== null)
  return on(days.find(d => d >= today - pastDays * dayMs) ?? null)
}

/** Where month (or year) were named, that day, be it past; else the next ones to come. */
function choose(days: readonly (number | null)[], frame: SaidMonth, today: number): Days {
  const real = days.filter(d => d !== null)
  if (frame.month?.month) return on(real.find(d => d >= today - pastDays * dayMs) ?? real.at(-1) ?? null)
  return frame.month || frame.year ? on(...real) : on(...real.filter(d => d >= today))
}

function ofFeast(name: string, frame: SaidMonth, today: number): Days {
  const year = sayYear(frame, today)
  const dayIn = (y: number) => feastDay(name, y)?.day ?? null
  const days = year === null ? yearly(dayIn, today) : on(dayIn(year))
  const isLunar = feastDay(name, yearAt(today))?.isLunar ?? false
  return isLunar ? guessed(days, 'lunar') : days
}

function ofMoon(d: Extract<DayMeaning, { is: 'lunar' }>, frame: SaidMonth, today: number): Days {
  const year = d.year ?? sayYear(frame, today)
  if (d.month === null) {
    const now = lunarMonthOf(today)
    if (!now) return on()
    const months = [0, 1, 2].map(n => ({
      year: now.year + Math.floor((now.month - 1 + n) / 12),
      month: ((now.month - 1 + n) % 12) + 1,
    }))
    const days = months.flatMap(m => [false, true].map(isLeap => lunarDay(m.year, m.month, { day: d.day, isLeap })))
    return guessed(on(...days.filter(day => day !== null && day >= today).sort((a, b) => a! - b!)), 'lunar')
  }
  const dayIn = (y: number) => lunarDay(y, d.month!, d)
  // A lunar year begins in the middle of winter: what is meant may belong to the one before. A leap month is years away.
  const days =
    year === null
      ? ([-1, 0, 1, 2]
          .map(n => dayIn(yearAt(today) + n))
          .find(day => day !== null && day >= today - pastDays * dayMs) ?? null)
      : dayIn(year)
  return guessed(on(days), 'lunar')
}

/** 月底, 中旬, 年初. Of a part that runs already, nobody knows which day is left. */
function ofPart(d: Extract<DayMeaning, { is: 'part' }>, frame: SaidMonth, today: number): Days | DayTrouble | null {
  if (d.of === 'year') return ofYearPart(d, frame, today)
  if (d.month !== null && frame.month) return null
  const firsts = firstsOf(frame, d, today)
  const spans = firsts.map(first => {
    const last = lastOf(first)
    const from = d.first === 32 ? last : first + (d.first - 1) * dayMs
    return { from, until: d.last === 32 ? last : first + (d.last - 1) * dayMs }
  })
  const isNamed = d.month !== null || d.ahead !== null || frame.month !== null
  const next = spans.find(span => span.until >= today) ?? null
  if (!next) return { is: 'past', day: spans.at(-1)!.from }
  if (next.from < today) return null
  if (isNamed && spans[0]!.until < today - pastDays * dayMs && d.month === null)
    return { is: 'past', day: spans[0]!.from }
  return guessed(on(next.from), 'default-day')
}

function ofYearPart(d: Extract<DayMeaning, { is: 'part' }>, frame: SaidMonth, today: number): Days | DayTrouble | null {
  const year = sayYear(frame, today)
  const years = year === null ? [yearAt(today), yearAt(today) + 1] : [year]
  const spans = years.map(y => {
    const until = Date.UTC(y, d.last, 0)
    return { from: d.first === 12 ? until : Date.UTC(y, d.first - 1, 1), until }
  })
  const next = spans.find(span => span.until >= today)
  if (!next) return { is: 'past', day: spans.at(-1)!.until }
  return next.from < today ? null : guessed(on(next.from), 'default-day')
}

/** 第三个星期日, 最后一个工作日, 第一天: of the month that was named, or of the next that has it to come. */
function ofNth(
  d: Extract<DayMeaning, { is: 'nth' }>,
  frame: SaidMonth,
  { today, calendar }: { today: number; calendar: WorkCalendar },
): Days | null {
  // Which week is the first, and whose third day: nobody says.
  if (d.of === 'week' || (frame.year && !frame.month)) return null
  if (!frame.month && d.of !== 'weekday') return null
  const days = firstsOf(frame, null, today).map(first => {
    const all = Array.from({ length: new Date(lastOf(first)).getUTCDate() }, (_, n) => first + n * dayMs)
    const fitting = all.filter(day => isOf(d, day, calendar))
    return fitting.at(d.n > 0 ? d.n - 1 : d.n) ?? null
  })
  const chosen = choose(days, frame, today)
  const isKnown = chosen.days.every(day => calendar.isKnown(yearAt(day)))
  return d.of === 'workday' && !isKnown ? guessed(chosen, 'workdays') : chosen
}

function isOf(d: Extract<DayMeaning, { is: 'nth' }>, day: number, calendar: WorkCalendar): boolean {
  if (d.of === 'day') return true
  if (d.of === 'workday') return calendar.isWorkday(new Date(day).toISOString().slice(0, 10))
  return (new Date(day).getUTCDay() + 6) % 7 === d.weekday
}

/** A month or a year alone: its first day, which is a guess; of one that runs, nobody knows which is left. */
export function frameAlone(frame: SaidMonth, today: number): Days | DayTrouble | null {
  if (!frame.month) {
    const first = Date.UTC(sayYear(frame, today)!, 0, 1)
    return first > today ? guessed(on(first), 'default-day') : null
  }
  const first = firstsOf(frame, null, today).find(f => lastOf(f) >= today)
  if (first === undefined) return { is: 'past', day: firstsOf(frame, null, today)[0]! }
  return first < today ? null : guessed(on(first), 'default-day')
}
