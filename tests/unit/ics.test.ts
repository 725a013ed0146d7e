import { expect, test } from 'vitest'
import { type IcsEvent, icsOf } from '../../src/reports/ics.ts'
import { at } from '../support/seen.ts'

const event = (given: Partial<IcsEvent> = {}): IcsEvent => ({
  uid: 'checkout.end@farewell',
  title: '退宿截止',
  about: '',
  on: { day: '2027-06-30' },
  ...given,
})
const made = (...events: IcsEvent[]) => icsOf({ name: '测试', events, now: at('2027-06-01 08:00') })
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

test('a day is a whole day, and ends where the next begins', () => {
  expect(unfolded(made(event()))).toEqual(
    expect.arrayContaining(['DTSTART;VALUE=DATE:20270630', 'DTEND;VALUE=DATE:20270701', 'DTSTAMP:20270601T000000Z']),
  )
})

test('an instant is one in UTC', () => {
  expect(unfolded(made(event({ on: { at: at('2027-06-30 17:30') } })))).toContain('DTSTART:20270630T093000Z')
})

test('a long line is folded after at most 75 bytes, between characters', () => {
  const title = '退宿截止🎓'.repeat(30)
  const text = made(event({ title }))
  expect(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(unfolded(text)).toContain(`SUMMARY:${title}`)
  expect(text).not.toContain('\ufffd')
})

test('what somebody wrote is one value and nothing else', () => {
  const text = made(event({ title: 'a;b,c\\d\r\nEND:VEVENT\nBEGIN:VALARM', about: '<script>\u202e' }))
  const lines = unfolded(text)
  expect(lines).toContain('SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\\nBEGIN:VALARM')
  expect(lines.filter(line => line === 'END:VEVENT')).toHaveLength(1)
  expect(text).not.toContain('\u202e')
})

test('a calendar of nothing is one', () => {
  expect(unfolded(made()).slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0'])
  expect(made().endsWith('END:VCALENDAR\r\n')).toBe(true)
})
