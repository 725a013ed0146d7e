import { minutesOfDay } from './clock.ts'
import type { DayMeaning, Expression, Repeat } from './piece.ts'

/**
 * The times that parts joined by 和 name, each made complete by its neighbours: 明天早上八点和下午三点, 6月20号和25号上午, 周三周五分别9点和10点.
 * None where it is not for sure what belongs to what. `isRespective`: 分别 was said.
 */
export function eachOf(parts: readonly Expression[], { isRespective }: { isRespective: boolean }): Expression[] {
  if (parts.some(part => part.fault !== null || part.instant !== null)) return []
  const firstClock = parts.findIndex(hasClock)
  const clocked = firstClock > 0 && parts.slice(firstClock + 1).some(part => !hasDay(part))
  // 周三周五9点和10点: who knows how many, without 分别.
  if (clocked) return isRespective ? inPairs(parts, firstClock) : []
  const whole: Expression[] = []
  for (const [n, part] of parts.entries()) {
    const clock = n < firstClock ? parts[firstClock]! : part
    if (n > firstClock && firstClock >= 0 && !hasClock(part)) return []
    const one = after(whole.at(-1), { ...part, hour: clock.hour, period: clock.period })
    if (!one) return []
    whole.push(one)
  }
  return whole
}

const hasClock = ({ hour, period }: Expression) => hour !== null || period !== null
const hasDay = ({ days, repeat, school, span, offset }: Expression) =>
  days.length > 0 || repeat !== null || school !== null || span !== null || offset !== null

/** 三点，不对，四点: the second, with what it leaves to the first. */
export function insteadOf(was: Expression, said: Expression): Expression {
  const clock = hasClock(said) ? said : was
  const whole = was.fault || said.fault ? null : after(was, { ...said, hour: clock.hour, period: clock.period })
  return { ...(whole ?? { ...said, fault: 'unclear' }), from: was.from, to: said.to, each: [] }
}

/** As many days as hours, in the same order. */
function inPairs(parts: readonly Expression[], firstClock: number): Expression[] {
  const days = parts.slice(0, firstClock + 1)
  const clocks = parts.slice(firstClock)
  const isEven = days.length === clocks.length && days.every(hasDay) && clocks.slice(1).every(part => !hasDay(part))
  return isEven
    ? eachOf(
        days.map((day, n) => ({ ...day, ...clockOf(clocks[n]!) })),
        { isRespective: false },
      )
    : []
}

const clockOf = ({ hour, period }: Expression) => ({ hour, period })

/** A part with what it leaves to the one before it; null where that is not for sure. */
function after(before: Expression | undefined, part: Expression): Expression | null {
  // 10分钟和半小时后: counted from now, or not?
  if (part.span?.way === 'bare') return null
  if (!before) return part
  if (hasDay(part)) return onOwnDay(before, part)
  const { days, repeat, school, span, offset, event } = before
  if (span?.minutes || (offset?.is === 'span' && offset.minutes > 0)) return null
  const period = periodAfter(before, part)
  return period === undefined ? null : { ...part, days, repeat, school, span, offset, event, period }
}

/** 下午两点、四点: the second is in the afternoon too, unless it would be before the first. */
function periodAfter(before: Expression, { hour, period }: Expression): Expression['period'] | undefined {
  if (period !== null || before.period === null || hour?.isExact) return period
  const [first, second] = [before, { hour, period: before.period }].map(clock =>
    minutesOfDay(clock, { times: null, wakes: false }),
  )
  return first && second && second.minutes > first.minutes ? before.period : undefined
}

/** 25号 after 6月20号 is in June, 周日 after 每周五 every week's, 周五 after 下周三 in that week. */
function onOwnDay(before: Expression, part: Expression): Expression | null {
  const [day, ...more] = part.days
  if (!day || more.length > 0 || part.repeat) return part
  if (before.repeat === null) return { ...part, days: daysAfter(before.days, day) }
  const shared = sharedWith(before.repeat, day)
  return shared && { ...part, ...shared }
}

/** What a day shares with the repetition before it; null where one cannot tell. */
function sharedWith(repeat: Repeat | 'unsupported', day: DayMeaning): Pick<Expression, 'repeat' | 'days'> | null {
  if (repeat === 'unsupported') return null
  if (repeat.on === 'weekly' && repeat.weekdays.length < 7 && day.is === 'weekday' && day.ahead === null)
    return { days: [], repeat: { ...repeat, weekdays: [(day.weekday + 1) % 7] } }
  if (repeat.on === 'monthly' && day.is === 'day') return { days: [], repeat: { ...repeat, day: day.day } }
  if (repeat.on !== 'each') return null
  const isOfEach =
    repeat.of === 'month' ? day.is === 'day' || day.is === 'nth' : day.is === 'date' || day.is === 'feast'
  return isOfEach ? { repeat, days: [day] } : null
}

/** A day with the month, year or week that it leaves to the days named before it. */
export function daysAfter(before: readonly DayMeaning[], day: DayMeaning): DayMeaning[] {
  const frame = before.filter(d => d.is === 'year' || d.is === 'month')
  const date = before.find(d => d.is === 'date')
  const weekday = before.find(d => d.is === 'weekday')
  if (day.is === 'day' && date) return [{ ...date, day: day.day }]
  if (day.is === 'day') return [...frame, day]
  if (day.is === 'date' && date && day.year === null) return [...frame, { ...day, year: date.year }]
  if (day.is === 'weekday' && day.ahead === null && weekday)
    return [...before.filter(d => d.is === 'week'), { ...day, ahead: weekday.ahead }]
  return [day]
}
