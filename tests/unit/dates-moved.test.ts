import { expect, test } from 'vitest'
import { whatMoves } from '../../src/office/reminders/dates.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { at } from '../support/seen.ts'
import { aStanding } from '../support/standing.ts'

const out = aStanding(
  'out',
  'when: { date: checkout.end, days: [7, 1], at: "10:00" }\nworkdays: before\nsay: "到 {{checkout.end}}"',
)
const ground = { ...contentOf(fixtureKnowledge()), reminders: [out, aStanding('tidy')] }
const now = at('2026-06-24 12:00')
const given = (...times: string[]) => times.map(time => ({ reminder: 'out', instant: at(time), planned: 3 }))
const moved = (value: string, part: Parameters<typeof whatMoves>[1]['part'] = null, runs = given()) =>
  whatMoves(ground, { field: 'checkout.end', value, part }, { now, runs })

test('each time around the date is told before and after, days off observed; others are not', () => {
  expect(moved('2026-07-06')!.times.map(t => [t.reminder.name, t.before, t.after])).toEqual([
    ['out', at('2026-06-23 10:00'), at('2026-06-29 10:00')],
    // A Sunday goes to the Friday before it.
    ['out', at('2026-06-29 10:00'), at('2026-07-03 10:00')],
  ])
})

test('what would be over is told as over, what was given comes again', () => {
  const earlier = moved('2026-06-26', null, given('2026-06-23 10:00'))!
  expect(earlier.times.map(t => [t.isPast, t.isAgain])).toEqual([
    [true, false],
    [false, false],
  ])
  const later = moved('2026-07-10', null, given('2026-06-23 10:00'))!
  expect(later.times.map(t => [t.isPast, t.isAgain])).toEqual([
    [false, true],
    [false, false],
  ])
})

test('the same date changes nothing', () => {
  const same = moved('2026-06-30 17:30', null, given('2026-06-23 10:00'))!
  expect(same.times.every(t => t.before?.getTime() === t.after?.getTime() && !t.isPast && !t.isAgain)).toBe(true)
})

test('a date for a part of the school is of those who are in it', () => {
  const { times, before, after } = moved('2026-07-06', { college: '示例学院' })!
  expect([before?.at, after?.at]).toEqual([at('2026-06-30 17:30'), at('2026-07-06 23:59')])
  expect(times.map(t => t.reminder.name)).toEqual(['out@college=示例学院', 'out@college=示例学院'])
})

test('the entries and reminders that say the date are named', () => {
  const { entries, reminders } = moved('2026-07-06')!
  expect(entries.length).toBeGreaterThan(0)
  expect(reminders.map(r => r.name)).toEqual(['out'])
})

test('what is no date of the school, or no value, moves nothing', () => {
  for (const field of ['luggage.point', 'nothing', '__proto__'])
    expect(whatMoves(ground, { field, value: '2026-07-06', part: null }, { now, runs: [] })).toBeNull()
  for (const value of ['', '06-30', '2026-02-30', '明天']) expect(moved(value)).toBeNull()
})

test('nothing of the content is changed by trying', () => {
  moved('2026-07-06')
  expect(ground.knowledge.school.fields.get('checkout.end')!.value).toBe('06-30 17:30')
})
