import { daysOf } from './day.ts'
import { dayAfter, todayIn } from './days.ts'
import { expressionsIn } from './expression.ts'
import { hasTimeWords } from './leftover.ts'
import type { Expression } from './piece.ts'
import { plainOf } from './plain.ts'
import { readingOf } from './reading.ts'
import { makeCalendar } from './workdays.ts'

/** A day that an answer names, as `2027-06-29`, or why there is none: no day, several or one that is not for sure, another weekday. */
export type DayAnswer = { day: string } | { not: 'a-day' | 'one-day' | 'that-weekday' }

const country = makeCalendar({ holidays: [], workdays: [] })
const noNames: ReadonlyMap<string, string> = new Map()
const before = /^(?:我|大概|大约|应该|可能|打算|准备|预计|计划|就|是|在|约|定|那|嗯|好|选|填|日期|时间|:|,|\s)+/
/** After the day there may stand a few words, but not a question or a refusal. */
const after = /^(?!.*(?:[?吗呢不没怎几]|什么|多少|再说)).{0,10}$/u

/**
 * The day that an answer names (今天, 后天, 下周五, 6月29日, 6-29, 29号, 二〇二七年六月二十九日), seen from `now` in `zone`. A day without a year
 * is the next one to come, or one at most 90 days past. An hour beside it is left aside.
 */
export function readDay(text: string, now: Date, zone: string): DayAnswer {
  const plain = plainOf(text)
  const found = expressionsIn(plain, noNames)
  const [said] = found
  if (!said) return { not: 'a-day' }
  const head = plain.text.slice(0, said.from).replace(before, '')
  const tail = plain.text.slice(found.at(-1)!.to)
  if (head !== '' || !after.test(tail)) return { not: 'a-day' }
  if (found.length > 1 || hasTimeWords(tail)) return { not: 'one-day' }
  return dayOf(said, { now, zone })
}

/**
 * The day that a sentence names, whatever else it tells (后天下午的高铁，票都买好了): one, and not in the same breath denied. What asks, or leaves it open, is for
 * the caller to know.
 */
export function readDayWithin(text: string, now: Date, zone: string): DayAnswer {
  const read = readDay(text, now, zone)
  if ('day' in read) return read
  const plain = plainOf(text)
  const found = expressionsIn(plain, noNames).filter(namesDay)
  const [said] = found
  if (!said) return { not: 'a-day' }
  const isDenied = denied.test(plain.text.slice(said.to)) || /[不没]是?$/.test(plain.text.slice(0, said.from))
  if (isDenied) return { not: 'a-day' }
  const days = found.map(one => dayOf(one, { now, zone }))
  const [first] = days
  return days.every(day => 'day' in day && 'day' in first! && day.day === first.day) ? first! : { not: 'one-day' }
}

const denied = /^[^\s,。.!?]{0,3}[不没别]/

const namesDay = ({ days, instant, offset, event, span }: Expression) =>
  days.length > 0 ||
  instant !== null ||
  offset !== null ||
  event !== null ||
  (span !== null && span.days > 0 && span.way === 'after')

function dayOf(said: Expression, { now, zone }: { now: Date; zone: string }): DayAnswer {
  const today = todayIn(now, zone)
  if (said.instant !== null) return { day: iso(todayIn(new Date(said.instant), zone)) }
  const namesDay = said.days.length > 0
  if (said.repeat || said.school || said.hasSlip) return { not: 'one-day' }
  if (said.offset || said.event) return counted(said, { now, zone })
  if (said.span) {
    const isCounted = !namesDay && said.fault === null && said.span.way === 'after' && said.span.minutes === 0
    return isCounted ? { day: iso(dayAfter(today, said.span, country)) } : { not: 'one-day' }
  }
  if (!namesDay) return { not: said.fault === 'vague' ? 'one-day' : 'a-day' }
  if (said.row === 'days' || (said.fault !== null && said.fault !== 'no-hour')) return { not: 'one-day' }
  const days = daysOf(said.days, { today, calendar: country })
  if ('is' in days) return { not: days.is === 'differs' ? 'that-weekday' : days.is === 'no-day' ? 'a-day' : 'one-day' }
  // 端午节 the day after: this year's, or the next?
  if (said.days.some(d => d.is === 'feast') && days.days[0]! < today) return { not: 'one-day' }
  if (days.notes.includes('default-day')) return { not: 'one-day' }
  // 周三上午 of a Wednesday noon is next week's.
  const almanac = { calendar: country, dateOf: () => null }
  const reading = readingOf(said, { now, zone, almanac, times: null, dates: noNames })
  const coming = reading.is === 'time' ? days.days.find(day => day === todayIn(reading.at, zone)) : undefined
  return { day: iso(coming ?? days.days[0]!) }
}

/** 国庆前一天: a day that is counted from another. */
function counted(said: Expression, { now, zone }: { now: Date; zone: string }): DayAnswer {
  const almanac = { calendar: country, dateOf: () => null }
  const noon = { is: 'hour', minutes: 720, isExact: true, isFigures: false, isRow: false } as const
  const event = said.event && { ...said.event, hour: said.event.hour ?? noon }
  const reading = readingOf(
    { ...said, event, hour: noon, period: null },
    { now, zone, almanac, times: null, dates: noNames },
  )
  const isSure = reading.is === 'time' && reading.rule.on === 'once' && !reading.notes.includes('default-day')
  return isSure ? { day: iso(todayIn(reading.at, zone)) } : { not: 'one-day' }
}

const iso = (day: number) => new Date(day).toISOString().slice(0, 10)
