import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween, instantOf, isRealDate, parseInstant, wallTime } from '../../src/time/calendar.ts'

const shanghai = 'Asia/Shanghai'
const newYork = 'America/New_York'

test('a wall clock shows the time of its zone and the day of the week', () => {
  const seen = wallTime(new Date('2026-06-29T16:30:00Z'), shanghai)
  expect(seen).toEqual({ year: 2026, month: 6, day: 30, hour: 0, minute: 30, weekday: 2 })
})

test('midnight is hour 0, not 24', () => {
  expect(wallTime(new Date('2026-06-30T16:00:00Z'), shanghai).hour).toBe(0)
})

test('wall time and instant are each other’s inverse in every zone without a gap', () => {
  const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, fc.constantFrom(shanghai, 'UTC', 'Asia/Kathmandu', 'Asia/Kolkata'), (instant, zone) => {
      const minute = new Date(Math.floor(instant.getTime() / 60_000) * 60_000)
      expect(instantOf(wallTime(minute, zone), zone)).toEqual(minute)
    }),
  )
})

test('a wall time in the gap of summer time means the instant after the gap', () => {
  const inGap = (month: number, day: number, zone: string) =>
    wallTime(instantOf({ year: 2026, month, day, hour: 2, minute: 30 }, zone), zone)
  expect(inGap(3, 8, newYork)).toMatchObject({ day: 8, hour: 3, minute: 30 })
  expect(inGap(3, 29, 'Europe/Berlin')).toMatchObject({ day: 29, hour: 3, minute: 30 })
})

test('a wall time after the change of offset is exact', () => {
  const noon = instantOf({ year: 2026, month: 3, day: 8, hour: 12, minute: 0 }, newYork)
  expect(noon).toEqual(new Date('2026-03-08T16:00:00Z'))
})

test('days are counted as people count them: tonight to tomorrow morning is one', () => {
  const tonight = new Date('2026-06-29T23:50:00+08:00')
  expect(daysBetween(tonight, new Date('2026-06-30T00:10:00+08:00'), shanghai)).toBe(1)
})

test('the same calendar day is zero days away', () => {
  const morning = new Date('2026-06-30T00:01:00+08:00')
  expect(daysBetween(morning, new Date('2026-06-30T23:59:00+08:00'), shanghai)).toBe(0)
})

test('days to the past are negative', () => {
  expect(daysBetween(new Date('2026-07-02T00:00:00Z'), new Date('2026-06-30T00:00:00Z'), shanghai)).toBe(-2)
})

test('a day with 23 hours is still one day', () => {
  const before = new Date('2026-03-07T12:00:00-05:00')
  expect(daysBetween(before, new Date('2026-03-08T12:00:00-04:00'), newYork)).toBe(1)
})

const readable: [text: string, instant: string][] = [
  ['2027-06-30', '2027-06-29T16:00:00Z'],
  ['2027-6-3', '2027-06-02T16:00:00Z'],
  ['2027-06-30 18:00', '2027-06-30T10:00:00Z'],
  ['2027-06-30T18:00', '2027-06-30T10:00:00Z'],
  ['2027-06-30T18:00:59', '2027-06-30T10:00:00Z'],
  [' 2027-06-30 9:05 ', '2027-06-30T01:05:00Z'],
  ['2027-06-30T18:00:00Z', '2027-06-30T18:00:00Z'],
  ['2027-06-30T18:00:00+08:00', '2027-06-30T10:00:00Z'],
  ['2027-06-30T18:00:00.250-0500', '2027-06-30T23:00:00.250Z'],
]
for (const [text, instant] of readable)
  test(`“${text}” is read as ${instant}`, () => {
    expect(parseInstant(text, shanghai)).toEqual(new Date(instant))
  })

const unreadable = [
  '',
  'tomorrow',
  '2027-02-29',
  '2027-13-01',
  '2027-06-31 10:00',
  '2027-06-30 24:00',
  '2027-06-30 10:60',
  '06-30',
  '2027/06/30',
  '2027-06-30T18:00:00+99:99',
  '2027-06-31T99:00:00Z',
]
for (const text of unreadable)
  test(`“${text}” is not a date`, () => {
    expect(parseInstant(text, shanghai)).toBeNull()
  })

test('29 February is a real date in leap years only', () => {
  expect([2028, 2027, 2100, 2000].map(year => isRealDate(year, 2, 29))).toEqual([true, false, false, true])
})
