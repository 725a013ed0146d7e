import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DayAnswer, readDay } from '../../src/time/date.ts'

const zone = 'Asia/Shanghai'
/** Wednesday, 10 June 2026, half past midnight in China: still the day before in UTC. */
const june = new Date('2026-06-10T00:30:00+08:00')
const read = (text: string, now = june) => dayOf(readDay(text, now, zone))
/** The day, or null. */
const dayOf = (read: DayAnswer) => ('day' in read ? read.day : null)

const days: [text: string, day: string][] = [
  ['今天', '2026-06-10'],
  ['明天', '2026-06-11'],
  ['后天', '2026-06-12'],
  ['大后天', '2026-06-13'],
  ['昨天', '2026-06-09'],
  ['大前天', '2026-06-07'],
  ['明天上午走', '2026-06-11'],
  ['周五', '2026-06-12'],
  ['周三', '2026-06-10'],
  ['周一', '2026-06-15'],
  ['这周一', '2026-06-08'],
  ['本周日', '2026-06-14'],
  ['下周五', '2026-06-19'],
  ['下个星期天', '2026-06-21'],
  ['下下周一', '2026-06-22'],
  ['上周五', '2026-06-05'],
  ['6月29日', '2026-06-29'],
  ['6月29号', '2026-06-29'],
  ['6月29', '2026-06-29'],
  ['6-29', '2026-06-29'],
  ['06/29', '2026-06-29'],
  ['6.29', '2026-06-29'],
  ['６月２９日', '2026-06-29'],
  ['6 月 29 日 上午 10 点', '2026-06-29'],
  ['六月二十九号', '2026-06-29'],
  ['十二月三十日', '2026-12-30'],
  ['六月十日', '2026-06-10'],
  ['2027年6月29号', '2027-06-29'],
  ['2027-06-29', '2027-06-29'],
  ['二〇二七年六月二十九日', '2027-06-29'],
  ['二零二七年七月一日', '2027-07-01'],
  ['29号', '2026-06-29'],
  ['5号', '2026-07-05'],
  ['我打算6月29日走', '2026-06-29'],
  ['大概下周五', '2026-06-19'],
]

for (const [text, day] of days)
  test(`seen from 10 June 2026, ${text} is ${day}`, () => {
    expect(read(text)).toBe(day)
  })

for (const text of [
  '',
  '随便',
  '2月30日',
  '13月1日',
  '6月31日',
  '今天还来得及吗',
  '明天不走',
  '3',
  '13800000000',
  '十十月一日',
])
  test(`“${text}” is no day`, () => {
    expect(read(text)).toBe(null)
  })

const turns: [now: string, text: string, day: string][] = [
  ['2026-12-30', '1月3日', '2027-01-03'],
  ['2027-01-03', '12月30日', '2026-12-30'],
  ['2026-12-30', '后天', '2027-01-01'],
  ['2026-06-10', '3月12日', '2026-03-12'],
  ['2026-06-10', '3月11日', '2027-03-11'],
  ['2026-12-30', '2月29日', '2028-02-29'],
  ['2026-12-30', '5号', '2027-01-05'],
  ['2027-01-30', '31号', '2027-01-31'],
  ['2027-02-01', '31号', '2027-03-31'],
]

for (const [now, text, day] of turns)
  test(`seen from ${now}, ${text} is ${day}`, () => {
    expect(read(text, new Date(`${now}T12:00:00+08:00`))).toBe(day)
  })

test('today is the day of the wall clock in the zone', () => {
  expect(readDay('今天', june, 'UTC')).toEqual({ day: '2026-06-09' })
})

test('whatever is written, there is a real day or none', () => {
  const piece = fc.constantFrom(...'0123456789年月日号-/.〇一二三十周下上明后天今 ')
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 12 }).map(p => p.join('')),
  )
  fc.assert(
    fc.property(
      text,
      fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (t, now) => {
        const day = read(t, now)
        if (day !== null) expect(new Date(day).toISOString().slice(0, 10)).toBe(day)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a day written out in full is read as itself', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), date => {
      const day = date.toISOString().slice(0, 10)
      const [year, month, number] = day.split('-').map(Number)
      expect([read(day), read(`${year}年${month}月${number}日`)]).toEqual([day, day])
    }),
  )
})
