import { wallTime } from './calendar.ts'
import { type ClockTime, minutesOfDay } from './clock.ts'
import { dayAfter, type Note, todayIn } from './days.ts'
import { clockNotes, nightNote, onClock, timesOn } from './instants.ts'
import type { Expression, SpanMeaning } from './piece.ts'
import type { Reading, Seen } from './seen.ts'

const dayMs = 86_400_000

/** When something else is: its instant, its day (midnight in UTC), and whether its hour was named. */
interface Event {
  at: Date
  day: number
  hasHour: boolean
  notes: readonly Note[]
}

type Read = (said: Expression, seen: Seen) => Reading

/** A time that leans on another: 前一天晚上, 提前半小时, or an hour of its day alone. Without an event, 当晚 is today's and 三天前 is over. */
export function offsetReading(
  said: Expression,
  seen: Seen,
  { event, read }: { event: Expression | null; read: Read },
): Reading {
  if (!event) return withoutEvent(said, seen, read)
  const found = eventOf(event, seen, read)
  if (!('day' in found)) return found
  if (!said.offset) return hourBefore(said, seen, found)
  return said.offset.is === 'eve'
    ? onOtherDay(said, { seen, event: found, days: said.offset.days })
    : ahead(said, { seen, event: found, span: said.offset })
}

function withoutEvent(said: Expression, seen: Seen, read: Read): Reading {
  const { offset } = said
  if (offset?.is === 'eve' && offset.mayBeToday)
    return read({ ...said, offset: null, days: [...said.days, { is: 'near', days: 0 }] }, seen)
  if (offset?.is !== 'span' || offset.way !== 'before') return { is: 'no-event' }
  const days =
    todayIn(seen.now, seen.zone) - dayAfter(todayIn(seen.now, seen.zone), negative(offset), seen.almanac.calendar)
  return { is: 'past', at: new Date(seen.now.getTime() - days - offset.minutes * 60_000) }
}

function eventOf(event: Expression, seen: Seen, read: Read): Event | Reading {
  const hasHour = event.hour !== null || (event.span?.minutes ?? 0) > 0 || event.instant !== null
  // 今天开会，下午三点提醒我: what has no hour is still to come.
  const reading = read(hasHour ? event : { ...event, hour: dayEnd, period: null }, seen)
  // 明天9点和10点开会，提前半小时: before which?
  if (reading.is === 'times') return { is: 'several' }
  if (reading.is !== 'time') return reading
  if (reading.rule.on !== 'once') return { is: 'unclear' }
  const { at } = reading
  const wall = wallTime(at, seen.zone)
  const notes = reading.notes.filter(n => n !== 'night')
  return { at, day: Date.UTC(wall.year, wall.month - 1, wall.day), hasHour, notes }
}

const dayEnd = { is: 'hour', minutes: 1439, isExact: true, isFigures: false, isRow: false } as const

/** 提前半小时, 提前一天, 三天前 */
function ahead(said: Expression, { seen, event, span }: { seen: Seen; event: Event; span: SpanMeaning }): Reading {
  const hasClock = said.hour !== null || said.period !== null
  if (said.days.length > 0 || said.span) return { is: 'unclear' }
  const day = dayAfter(event.day, negative(span), seen.almanac.calendar)
  if (span.minutes > 0) {
    if (hasClock || !event.hasHour) return { is: 'no-event' }
    return settled(
      new Date(event.at.getTime() - (event.day - day) - span.minutes * 60_000),
      ['offset', ...event.notes],
      seen,
    )
  }
  if (hasClock || !event.hasHour) return onDay(day, said, { seen, event, isCounted: true })
  return settled(new Date(event.at.getTime() - (event.day - day)), ['offset', ...event.notes], seen)
}

const negative = (span: SpanMeaning): SpanMeaning => ({
  ...span,
  days: -span.days,
  months: -span.months,
  workdays: -span.workdays,
})

/** 前一天晚上, 当天早上8点 */
function onOtherDay(said: Expression, { seen, event, days }: { seen: Seen; event: Event; days: number }): Reading {
  if (said.days.length > 0 || said.span) return { is: 'unclear' }
  return onDay(event.day + days * dayMs, said, { seen, event, isCounted: days !== 0 })
}

function onDay(
  day: number,
  clock: ClockTime,
  { seen, event, isCounted }: { seen: Seen; event: Event; isCounted: boolean },
): Reading {
  const found = minutesOfDay(clock, { times: seen.times, wakes: false })
  if (!found) return clock.hour ? { is: 'no-hour' } : { is: 'no-time' }
  return settled(
    onClock(day, found.minutes, seen.zone),
    [...(isCounted ? (['offset'] as const) : []), ...event.notes, ...clockNotes(clock, found.isGuess)],
    seen,
  )
}

/** 明天下午三点开会，两点半提醒我: the last such hour before the event, on its day. */
function hourBefore(said: Expression, seen: Seen, event: Event): Reading {
  const today = todayIn(seen.now, seen.zone)
  const times = timesOn(event.day, said, {
    isToday: event.day === today || (said.hour !== null && event.hasHour),
    seen,
  })
  if (!times) return said.hour ? { is: 'no-hour' } : { is: 'no-time' }
  const fitting = event.hasHour
    ? times.filter(t => t.at <= event.at)
    : times.filter((t, n) => n === times.length - 1 || t.at > seen.now)
  const last = event.hasHour ? fitting.at(-1) : fitting[0]
  const isNight = last && said.period === null && !said.hour?.isExact && wallTime(last.at, seen.zone).hour < 6
  const best = isNight ? undefined : last
  // After what it is about, or before now where another is to come: not for sure.
  if (!best) return { is: 'unclear' }
  const notes = said.period === null && best.isGuess && !event.hasHour ? (['half-day'] as const) : []
  return settled(best.at, ['offset', ...event.notes, ...clockNotes(said, false), ...notes], seen)
}

function settled(at: Date, notes: readonly Note[], seen: Seen): Reading {
  if (at <= seen.now) return { is: 'past', at }
  const all = [...new Set<Note>([...notes, ...nightNote(at, seen)])]
  return { is: 'time', rule: { on: 'once', at: at.getTime() }, at, notes: all }
}
