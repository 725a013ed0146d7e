import type { Rule } from '../core/reminder.ts'
import { timeOf } from './clock.ts'
import { dayMs, type Note, todayIn } from './days.ts'
import { nightNote, rowNote, timeSaid } from './instants.ts'
import type { DayMeaning, Expression, OfEach, Repeat } from './piece.ts'
import { instantAt, nextOccurrence } from './recurrence.ts'
import type { Reading, Seen } from './seen.ts'

/** A rule without its time and zone. */
type Bare = Rule extends infer One ? (One extends { time: string } ? Omit<One, 'time' | 'zone'> : never) : never
type Timed = Exclude<Rule, { on: 'once' | 'cron' }>

/** 每天早上, 每周五晚上8点, 每月15号, 每月第一个周一, 每年6月1日, 每两周周三. */
export function recurring(said: Expression, seen: Seen): Reading {
  const { repeat } = said
  if (repeat === 'unsupported' || repeat === null) return { is: 'unsupported' }
  if (said.span || said.offset || said.school) return { is: 'unclear' }
  const time = timeSaid(said, seen)
  if ('is' in time) return time
  const clock = { time: timeOf(time.minutes % 1440), zone: seen.zone }
  const bare = ruleOf(repeat, said, { seen, time: clock.time })
  if ('is' in bare) return bare
  const shifted = time.minutes >= 1440 ? nextDay(bare) : bare
  if (!shifted) return { is: 'unclear' }
  const rule = { ...shifted, ...clock } as Timed
  const at = nextOccurrence(rule, seen.now, { almanac: seen.almanac })
  const notes = [...time.notes, ...intervalNotes(repeat), ...rowNote(said)]
  return at ? { is: 'time', rule, at, notes: [...notes, ...nightNote(at, seen)] } : { is: 'no-day' }
}

/** 每周五晚上12点 is when Saturday begins. */
function nextDay(rule: Bare): Bare | null {
  if (rule.on !== 'weekly' || rule.workdays === 'skip') return null
  return { ...rule, weekdays: rule.weekdays.map(d => (d + 1) % 7).sort((a, b) => a - b) }
}

function ruleOf(
  repeat: Repeat,
  { days, row }: Expression,
  { seen, time }: { seen: Seen; time: string },
): Bare | { is: 'unsupported' | 'unclear' } {
  if (repeat.on === 'each') {
    const [day, ...more] = days
    const rule = day && more.length === 0 && row !== 'days' ? dayOfEach(repeat.of, day) : null
    return rule ?? { is: 'unsupported' }
  }
  if (days.length > 0) return { is: 'unclear' }
  return repeat.on === 'interval' ? startedNow(repeat, { seen, time }) : repeat
}

function dayOfEach(each: OfEach, day: DayMeaning): Bare | null {
  if (each === 'year') {
    if (day.is === 'feast') return { on: 'feast', name: day.name, workdays: 'any' }
    const isPlain = day.is === 'date' && day.year === null && !day.isChinese
    return isPlain ? { on: 'yearly', month: day.month, day: day.day, workdays: 'any' } : null
  }
  if (day.is === 'day') return { on: 'monthly', day: day.day, workdays: 'any' }
  return day.is === 'nth' ? nthOfMonth(day) : null
}

function nthOfMonth({ n, of, weekday }: Extract<DayMeaning, { is: 'nth' }>): Bare | null {
  const isEnd = n === 1 || n === -1
  // A fifth Monday, or a last but one, is not in every month, or hardly ever meant.
  if (of === 'weekday')
    return n === -1 || (n >= 1 && n <= 4)
      ? { on: 'monthly-weekday', n, weekday: (weekday + 1) % 7, workdays: 'any' }
      : null
  const day = n > 0 ? n : 31
  if (of === 'workday') return isEnd ? { on: 'monthly', day, workdays: n > 0 ? 'after' : 'before' } : null
  return of === 'day' && n >= -1 ? { on: 'monthly', day, workdays: 'any' } : null
}

/** An interval counts from its first time to come. */
function startedNow(
  { days, weekday }: Extract<Repeat, { on: 'interval' }>,
  { seen, time }: { seen: Seen; time: string },
): Bare {
  let day = todayIn(seen.now, seen.zone)
  const isOne = () =>
    instantAt(day, time, seen.zone) > seen.now && (weekday === null || new Date(day).getUTCDay() === weekday)
  while (!isOne()) day += dayMs
  return { on: 'interval', days, from: new Date(day).toISOString().slice(0, 10), workdays: 'any' }
}

/** From when an interval counts is a guess, and whether 每隔三天 is every third day or every fourth. */
function intervalNotes(repeat: Repeat): Note[] {
  return repeat.on === 'interval' ? [repeat.isGap ? 'gap' : 'from'] : []
}
