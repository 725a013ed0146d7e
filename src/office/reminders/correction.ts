import type { Rule } from '../../core/reminder.ts'
import { wallTime } from '../../time/calendar.ts'
import type { Note } from '../../time/days.ts'
import { dayMs } from '../../time/days.ts'
import type { Expression } from '../../time/piece.ts'
import { readingOf } from '../../time/reading.ts'
import { nextOccurrence } from '../../time/recurrence.ts'
import type { Reading, Seen } from '../../time/seen.ts'
import { wholeExpression } from './request.ts'

/** A reminder as it was just set. */
export interface JustSet {
  rule: Rule
  at: Date
  notes: readonly Note[]
}

const marks =
  /^(?:[\s,，。!！]|不对|不是(?!吗)|错了|说错了|搞错了|弄错了|改成|改到|改为|改|换成|换到|换|应该是|应该|我(?:说的|要的|指的)?是|是(?!不是)|那就|要)+/
const guesses: readonly Note[] = [
  'half-day',
  'default-hour',
  'default-day',
  'row',
  'offset',
  'bare-span',
  'solar',
  'past-midnight',
  'rolled',
  'slip',
  'gap',
]

/** Whether a note says a guess, which one may want put right without a word of it. */
export const isCorrigible = (note: Note): boolean => guesses.includes(note)

/**
 * The time that a message puts in place of one that was just set: 下午三点, 不对，是晚上, 改成后天. What it leaves out stays as it was. Null
 * when the message corrects nothing.
 */
export function readCorrection(message: string, seen: Seen, was: JustSet): Reading | null {
  const text = message.trim()
  const bare = text.replace(marks, '')
  const said = wholeExpression(bare, seen)
  if (!said || said.event) return null
  const { expression } = said
  const isClock = isClockAlone(expression)
  if (bare === text && !isClock && !was.notes.some(isCorrigible)) return null
  if (expression.fault) return { is: expression.fault }
  if (was.rule.on !== 'once') return isClock ? onceMore(expression, seen, was) : readingOf(expression, seen)
  return readingOf(completed(expression, seen, was), seen)
}

const isClockAlone = ({ days, span, offset, school, repeat, hour, period }: Expression) =>
  days.length === 0 && !span && !offset && !school && !repeat && (hour !== null || period !== null)

/** The expression with the day, or the hour, that was set before. */
function completed(said: Expression, { zone }: Seen, { at, notes }: JustSet): Expression {
  const wall = wallTime(at, zone)
  const minutes = wall.hour * 60 + wall.minute
  if (isClockAlone(said)) {
    // 今晚12点 was said of the evening before.
    const day = notes.includes('night') ? wallTime(new Date(at.getTime() - dayMs), zone) : wall
    const { year, month, day: date } = day
    return {
      ...said,
      ...clockFrom(said, { minutes, notes }),
      days: [{ is: 'date', year, month, day: date, isChinese: false }],
    }
  }
  const keepsHour = said.days.length > 0 && !said.hour && !said.period && !notes.includes('default-hour')
  return keepsHour ? { ...said, hour: { is: 'hour', minutes, isExact: true, isFigures: false, isRow: false } } : said
}

/** 四点 stays in the half of the day that was set, and 是晚上 keeps the hour. */
function clockFrom(
  { hour, period }: Expression,
  was: { minutes: number; notes: readonly Note[] },
): Pick<Expression, 'hour'> {
  if (
    hour &&
    period === null &&
    !hour.isExact &&
    !was.notes.includes('half-day') &&
    !was.notes.includes('default-hour')
  )
    return { hour: { ...hour, minutes: (hour.minutes % 720) + (was.minutes >= 720 ? 720 : 0), isExact: true } }
  if (!hour && !was.notes.includes('default-hour'))
    return { hour: { is: 'hour', minutes: was.minutes % 720 || 720, isExact: false, isFigures: false, isRow: false } }
  return { hour }
}

/** Another hour of what comes again, or of a date of the school. */
function onceMore(said: Expression, seen: Seen, { rule, at, notes }: JustSet): Reading | null {
  if (rule.on === 'once' || rule.on === 'cron') return null
  const found = readingOf(completed(said, seen, { rule, at, notes }), {
    ...seen,
    now: new Date(at.getTime() - 2 * dayMs),
  })
  if (found.is !== 'time') return found
  const { hour, minute } = wallTime(found.at, seen.zone)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const moved = { ...rule, time }
  const next = nextOccurrence(moved, seen.now, { almanac: seen.almanac })
  return next && { is: 'time', rule: moved, at: next, notes: found.notes.filter(note => note !== 'night') }
}
