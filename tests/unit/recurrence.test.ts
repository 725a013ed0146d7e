import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rule } from '../../src/core/reminder.ts'
import { wallTime } from '../../src/time/calendar.ts'
import { afterQuiet, cronFault, nextOccurrence } from '../../src/time/recurrence.ts'
import { makeCalendar, parseCalendar, statutoryFeast } from '../../src/time/workdays.ts'
import { anAlmanac, at, zone } from '../support/seen.ts'

const cron = (text: string, rest: Partial<Extract<Rule, { on: 'cron' }>> = {}): Rule => ({
  on: 'cron',
  cron: text,
  zone,
  workdays: 'any',
  ...rest,
})
const weekly = (weekdays: number[], rest: Partial<Extract<Rule, { on: 'weekly' }>> = {}): Rule => ({
  on: 'weekly',
  weekdays,
  time: '09:00',
  zone,
  workdays: 'any',
  ...rest,
})
const before = (days: number[], rest: Partial<Extract<Rule, { on: 'school-date' }>> = {}): Rule => ({
  on: 'school-date',
  field: 'checkout.end',
  days,
  time: '10:00',
  zone,
  workdays: 'any',
  ...rest,
})
const everyDay = [0, 1, 2, 3, 4, 5, 6]
const quiet = { from: '22:00', until: '07:30', zone }

/** The next times, as a clock in `where` shows them. */
function times(
  rule: Rule,
  from: string,
  { many = 3, where = zone, almanac = anAlmanac(), quiet: q = null as typeof quiet | null } = {},
) {
  const found: string[] = []
  let now = at(from)
  while (found.length < many) {
    const next = nextOccurrence(rule, now, { almanac, quiet: q })
    if (!next) break
    const w = wallTime(next, where)
    const two = (n: number) => String(n).padStart(2, '0')
    found.push(`${w.year}-${two(w.month)}-${two(w.day)} ${two(w.hour)}:${two(w.minute)}`)
    now = next
  }
  return found
}

test('7, 3 and 1 days before a date of the school, in order', () => {
  const almanac = anAlmanac({ 'checkout.end': '2026-06-30' })
  expect(times(before([1, 7, 3]), '2026-06-01', { many: 9, almanac })).toEqual([
    '2026-06-23 10:00',
    '2026-06-27 10:00',
    '2026-06-29 10:00',
  ])
})

test('a date that is not set has no times', () => {
  expect(times(before([7]), '2026-06-01')).toEqual([])
})

test('a date that is set in the year to come is found from the year before', () => {
  const almanac = {
    ...anAlmanac(),
    dateOf: (_: string, now: Date) => (now < at('2026-09-01') ? '2026-06-30' : '2027-06-30'),
  }
  expect(times(before([1]), '2026-07-01', { almanac })).toEqual(['2027-06-29 10:00'])
})

test('cron expressions have five fields and are read in their zone', () => {
  expect(times(cron('30 15 * 5-6 5'), '2026-06-20')).toEqual([
    '2026-06-26 15:30',
    '2027-05-07 15:30',
    '2027-05-14 15:30',
  ])
  expect(times(cron('0 9 1 7 *', { zone: 'America/New_York' }), '2026-06-20', { many: 1 })).toEqual([
    '2026-07-01 21:00',
  ])
  expect(cronFault('0 9 * * 1')).toBeNull()
  expect(cronFault('*/5 * * * * *')).not.toBeNull()
  expect(cronFault('99 9 * * 1')).not.toBeNull()
  expect(cronFault('*/5 9 * * 1')).toContain('一小时')
  expect(cronFault('0 9 31 2 *')).not.toBeNull()
})

test('the 31st is the last day of a shorter month', () => {
  const monthly: Rule = { on: 'monthly', day: 31, time: '09:00', zone, workdays: 'any' }
  expect(times(monthly, '2027-01-31 10:00')).toEqual(['2027-02-28 09:00', '2027-03-31 09:00', '2027-04-30 09:00'])
})

test('every so many days counts from its first day, and every second week keeps its weekday', () => {
  const every = (days: number): Rule => ({
    on: 'interval',
    days,
    from: '2026-06-10',
    time: '09:00',
    zone,
    workdays: 'any',
  })
  expect(times(every(3), '2026-06-01')).toEqual(['2026-06-10 09:00', '2026-06-13 09:00', '2026-06-16 09:00'])
  expect(times(every(14), '2026-12-20', { many: 2 })).toEqual(['2026-12-23 09:00', '2027-01-06 09:00'])
})

test('the nth weekday of a month, and the last', () => {
  const nth = (n: number): Rule => ({ on: 'monthly-weekday', n, weekday: 1, time: '09:00', zone, workdays: 'any' })
  expect(times(nth(1), '2026-06-10')).toEqual(['2026-07-06 09:00', '2026-08-03 09:00', '2026-09-07 09:00'])
  expect(times(nth(-1), '2026-06-10')).toEqual(['2026-06-29 09:00', '2026-07-27 09:00', '2026-08-31 09:00'])
})

test('a day and a feast of each year, those of the moon too', () => {
  const rest = { time: '09:00', zone, workdays: 'any' } as const
  const of = (rule: Rule, from: string) => times(rule, from, { many: 2 })
  expect(of({ on: 'yearly', month: 6, day: 1, ...rest }, '2026-06-10')).toEqual([
    '2027-06-01 09:00',
    '2028-06-01 09:00',
  ])
  expect(of({ on: 'feast', name: '母亲节', ...rest }, '2026-06-10')).toEqual(['2027-05-09 09:00', '2028-05-14 09:00'])
  expect(of({ on: 'feast', name: '除夕', ...rest }, '2027-03-01')).toEqual(['2028-01-25 09:00', '2029-02-12 09:00'])
})

test('working days leave out the National Day holidays of 2026 and keep the make-up Saturday', () => {
  const found = times(weekly(everyDay, { workdays: 'skip' }), '2026-09-30 12:00', { many: 4 })
  expect(found).toEqual(['2026-10-08 09:00', '2026-10-09 09:00', '2026-10-10 09:00', '2026-10-12 09:00'])
})

test('a time on a day off is moved to the working day before, or after, as its reminder says', () => {
  // 2 October 2026 is a Friday of the holidays; the 30 September before works, and the 8 October after.
  expect(times(weekly([5], { workdays: 'before' }), '2026-09-28', { many: 1 })).toEqual(['2026-09-30 09:00'])
  expect(times(weekly([5], { workdays: 'after' }), '2026-09-28 10:00', { many: 2 })).toEqual([
    '2026-10-08 09:00',
    '2026-10-09 09:00',
  ])
  const almanac = anAlmanac({ 'checkout.end': '2026-06-20' })
  // The Dragon Boat holiday of 2026 begins on 19 June.
  expect(times(before([1], { workdays: 'before' }), '2026-06-01', { almanac })).toEqual(['2026-06-18 10:00'])
})

test("a school's own days off and make-up days go before the country's", () => {
  const calendar = makeCalendar({ holidays: ['2026-06-10'], workdays: ['2026-06-13'] })
  const almanac = { ...anAlmanac(), calendar }
  expect(times(weekly(everyDay, { workdays: 'skip' }), '2026-06-09 10:00', { almanac })).toEqual([
    '2026-06-11 09:00',
    '2026-06-12 09:00',
    '2026-06-13 09:00',
  ])
})

test('a year whose arrangement is not published counts Monday to Friday but for the feasts off by law, and says that it is unknown', () => {
  const calendar = makeCalendar({ holidays: [], workdays: ['2035-10-02'] })
  expect([calendar.isKnown(2026), calendar.isKnown(2035)]).toEqual([true, false])
  // 国庆 is Monday to Wednesday, and the school works on the second of them.
  expect(['2035-10-01', '2035-10-02', '2035-10-03', '2035-10-04', '2035-10-06'].map(calendar.isWorkday)).toEqual([
    ...[false, true, false, true, false],
  ])
  expect([calendar.special('2035-10-01'), calendar.special('2035-10-04')]).toEqual([
    { isOff: true, name: '国庆节' },
    null,
  ])
  expect(makeCalendar({ holidays: ['2035-10-01'], workdays: [] }).isKnown(2035)).toBe(true)
})

test.each([
  [2027, '01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03'],
  [2028, '01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03'],
])('the feasts off by law in %i, 清明, 端午, 中秋 and the eve by their own calendars', (year, days) => {
  const all = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10))
  const off = all.filter(day => day.startsWith(String(year)) && statutoryFeast(day) !== null)
  expect(off.map(day => day.slice(5)).join(' ')).toBe(days)
})

test('a calendar with a day that does not exist, or that is both, is refused with the file', () => {
  const faults = (text: string) => {
    const problems: { where: string; what: string }[] = []
    parseCalendar({ where: 'knowledge/calendar.yaml', text }, problems as never)
    return problems.map(p => p.what)
  }
  expect(faults('holidays: [2027-02-30]')[0]).toContain('没有这一天')
  expect(faults('holidays: [2027-05-01]\nworkdays: [2027-05-01]')[0]).toContain('又放假又上班')
  expect(faults('holidays: []')).toEqual([])
})

test('quiet hours put a reminder off to their end, over midnight too', () => {
  expect(times(weekly([3], { time: '23:00' }), '2026-06-08', { many: 1, quiet })).toEqual(['2026-06-11 07:30'])
  expect(times(weekly([3], { time: '06:00' }), '2026-06-08', { many: 1, quiet })).toEqual(['2026-06-10 07:30'])
  expect(times(weekly([3], { time: '07:30' }), '2026-06-08', { many: 1, quiet })).toEqual(['2026-06-10 07:30'])
  expect(times(weekly([3], { time: '21:59' }), '2026-06-08', { many: 1, quiet })).toEqual(['2026-06-10 21:59'])
  const noon = { from: '12:00', until: '14:00' }
  expect(afterQuiet(at('2026-06-10 13:00'), noon, zone)).toEqual(at('2026-06-10 14:00'))
  expect(afterQuiet(at('2026-06-10 15:00'), noon, zone)).toEqual(at('2026-06-10 15:00'))
})

test('summer time: the wall time stays, the missing hour comes after the gap, the doubled one once', () => {
  const berlin = { zone: 'Europe/Berlin', time: '02:30' }
  const show = (from: string) => times(weekly(everyDay, berlin), from, { where: 'Europe/Berlin', many: 3 })
  expect(show('2026-03-28 00:00')).toEqual(['2026-03-28 02:30', '2026-03-29 03:30', '2026-03-30 02:30'])
  expect(show('2026-10-24 00:00')).toEqual(['2026-10-24 02:30', '2026-10-25 02:30', '2026-10-26 02:30'])
})

test('at the end of the calendar there is nothing to come', () => {
  const almanac = { ...anAlmanac(), dateOf: (_: string, now: Date) => `${now.getUTCFullYear()}-06-30` }
  for (const rule of [before([1]), weekly([1]), cron('0 9 * * 1')])
    expect(nextOccurrence(rule, new Date('9999-12-31T23:59:59Z'), { almanac })).toBeNull()
})

const rules: fc.Arbitrary<Rule> = fc
  .record({
    zone: fc.constantFrom(zone, 'America/New_York', 'Pacific/Auckland'),
    workdays: fc.constantFrom('any', 'skip', 'before', 'after'),
    hour: fc.integer({ min: 0, max: 23 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    kind: fc.constantFrom('weekly', 'monthly', 'school-date', 'cron', 'interval', 'monthly-weekday', 'yearly', 'feast'),
  })
  .map(({ zone: inZone, workdays, hour, days, kind }): Rule => {
    const rest = { zone: inZone, workdays: workdays as 'any', time: `${String(hour).padStart(2, '0')}:15` }
    if (kind === 'weekly') return { on: 'weekly', weekdays: days, ...rest }
    if (kind === 'monthly') return { on: 'monthly', day: days[0]! * 5 + 1, ...rest }
    if (kind === 'interval') return { on: 'interval', days: days[0]! + 2, from: '2026-03-01', ...rest }
    if (kind === 'monthly-weekday')
      return { on: 'monthly-weekday', n: days.length > 4 ? -1 : days.length, weekday: days[0]!, ...rest }
    if (kind === 'yearly') return { on: 'yearly', month: days[0]! + 1, day: 28, ...rest }
    if (kind === 'feast') return { on: 'feast', name: '端午', ...rest }
    if (kind === 'school-date') return { on: 'school-date', field: 'checkout.end', days, ...rest }
    return cron(`15 ${hour} * * ${days.join(',')}`, { zone: inZone, workdays: rest.workdays })
  })
const instants = fc.date({ min: at('2026-01-01'), max: at('2026-11-30'), noInvalidDate: true })

test('the next time always lies ahead, outside quiet hours, and seen from between it is the same', () => {
  const almanac = anAlmanac({ 'checkout.end': '2026-06-30' })
  fc.assert(
    fc.property(rules, instants, fc.double({ min: 0, max: 0.999, noNaN: true }), (rule, now, part) => {
      const next = nextOccurrence(rule, now, { almanac, quiet })
      if (!next) return
      expect(next.getTime()).toBeGreaterThan(now.getTime())
      expect(afterQuiet(next, quiet, quiet.zone)).toEqual(next)
      const between = new Date(now.getTime() + Math.floor((next.getTime() - now.getTime()) * part))
      expect(nextOccurrence(rule, between, { almanac, quiet })).toEqual(next)
    }),
    { numRuns: 300 },
  )
})
