import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flatOf } from '../../src/notice/flat.ts'
import { timesIn } from '../../src/notice/times/said.ts'
import { hoursOf, whenOf } from '../../src/notice/values.ts'

const time = { year: 2027, issued: '2027-05-17', isOwn: true }
const read = (text: string, issued: string | null = time.issued) =>
  timesIn(flatOf(text), { ...time, issued }, { year: null, month: null })
const whens = (text: string) =>
  read(text).flatMap(said => (said.left || said.doubt ? [] : [whenOf(said) ?? hoursOf(said)]))

const said: [text: string, when: (string | null)[]][] = [
  ['2027年6月21日（星期一）至6月25日（星期五）', ['2027-06-21..2027-06-25']],
  ['6月20日—25日', ['2027-06-20..2027-06-25']],
  ['6.18-6.20', ['2027-06-18..2027-06-20']],
  ['6月28日至7月2日', ['2027-06-28..2027-07-02']],
  ['6月20-25日办理', ['2027-06-20..2027-06-25']],
  ['6月22日14:30—16:30', ['2027-06-22T14:30..16:30']],
  ['上午8:30—11:30，下午2:30—5:30', ['08:30..11:30,14:30..17:30']],
  ['6月7日8:00—6月30日24:00', ['2027-06-07T08:00..2027-06-30T24:00']],
  ['6月21日—25日，8:30—11:30', ['2027-06-21..2027-06-25']],
  ['6月8日、6月15日，9:00—11:00', ['2027-06-08T09:00..11:00', '2027-06-15T09:00..11:00']],
  ['6月23日、24日两天', ['2027-06-23..2027-06-24']],
  ['6月22日、24日两天', ['2027-06-22', '2027-06-24']],
  ['二〇二七年六月二十日前', ['2027-06-20']],
  ['二○二八年六月二十日', ['2028-06-20']],
  ['６月２４日17:00前', ['2027-06-24T17:00']],
  ['6月25日下午', ['2027-06-25T下午']],
  ['即日起至6月30日', ['2027-05-17..2027-06-30']],
  ['当年12月底前', ['2027-12-31']],
  ['2032年9月1日', ['2032-09-01']],
  ['自6月20日起，至6月25日止', ['2027-06-20..2027-06-25']],
  ['6/20(日)-6/25(五)', ['2027-06-20..2027-06-25']],
  ['6月20日上午、下午', ['2027-06-20']],
  ['6月20日下午—21日', ['2027-06-20T下午..2027-06-21']],
  ['6月9日停办，次日恢复', ['2027-06-09', '2027-06-10']],
  ['教育部令第41号', []],
  ['自封楼之日起保管十五日', []],
  ['示例大教〔2027〕18号', []],
  ['2026—2027学年', []],
  ['每人3-5张照片，不超过6.5MB', []],
  ['住1—4栋的同学', []],
  ['电话000-0000102', []],
]
for (const [text, when] of said)
  test(`“${text}” is ${when.join(' and ') || 'no time'}`, () => {
    expect(whens(text)).toEqual(when)
  })

test('a weekday that is not the day’s is a doubt and no value', () => {
  expect(read('6月28日（星期二）').map(one => one.doubt)).toEqual(['weekday'])
  expect(read('6月28日（星期一）').map(one => one.doubt)).toEqual([null])
  expect(read('6月24日—25日（周四、周五）').map(one => one.doubt)).toEqual([null])
})

test('a day that there is not, and an end before the start, are doubts', () => {
  expect(read('6月31日前').map(one => one.doubt)).toEqual(['no-day'])
  expect(read('6月25日至20日').map(one => one.doubt)).toEqual(['order'])
})

test('tomorrow is a day only where the notice says when it was sent', () => {
  expect(read('明天下午3点', '2027-06-15').map(whenOf)).toEqual(['2027-06-16T15:00'])
  expect(read('明天下午3点', null).map(one => one.left)).toEqual(['relative'])
})

test('what is counted from something else, or has no day, is no value', () => {
  for (const text of ['7月上旬', '2027年7月', '6月11日后5个工作日内']) expect(whens(text)).toEqual([])
})

test('what comes again is kept as such', () => {
  for (const text of [
    '每周三下午14:30—16:30',
    '周二、周五下午14:00—17:00',
    '周一至周五9:00—16:30',
    '每年12月20日',
    '每月1日—10日',
  ])
    expect(read(text).map(one => one.isRepeated)).toEqual([true])
})

test('of a notice of autumn, spring is the next year’s', () => {
  expect(read('3月10日前', '2026-11-20').map(whenOf)).toEqual(['2027-03-10'])
  expect(read('12月10日前', '2026-11-20').map(whenOf)).toEqual(['2026-12-10'])
})

test('no text makes the reader throw, and every place lies in the text', () => {
  const part = fc.constantFrom(
    '6月',
    '31日',
    '至',
    '—',
    '、',
    '（',
    '周五',
    '8:30',
    '24:00',
    '上午',
    '前',
    '2027年',
    '①',
    '…',
    '㎡',
    '\ud800',
    'e\u0301',
    '每',
    '5个工作日',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 20 }), parts => {
      const text = parts.join('')
      for (const { at, to } of read(text)) expect(at >= 0 && to <= text.length && at <= to).toBe(true)
    }),
  )
})
