import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileNotice } from '../../src/notice/compile.ts'
import { noticeGroundOf, noticeOf } from '../support/notice/read.ts'

const heading = '关于做好2027届毕业生离校工作的通知\n\n'
const valuesOf = (text: string, set: Record<string, string> = {}) =>
  noticeOf(heading + text, set).proposals.filter(p => p.kind === 'value')

test('a date is proposed for the fact that the words around it speak of, with its clause and its words', () => {
  const [found] = valuesOf('一、时间\n\n（一）毕业生须于6月28日前离校。')
  expect(found).toMatchObject({
    ...{ field: 'leave.last_day', value: '2027-06-28', when: '2027-06-28', clause: '一（一）' },
    ...{ words: '（一）毕业生须于6月28日前离校', doubt: null, contradicts: null },
  })
})

test('a window of what has a start and an end is both of them', () => {
  const found = valuesOf('一、退宿时间为6月20日至25日，请按时办理。')
  expect(found.map(p => [p.field, p.value])).toEqual([
    ['checkout.start', '2027-06-20'],
    ['checkout.end', '2027-06-25'],
  ])
})

test('until 24:00 is until the day’s end, as facts are written', () => {
  const [start, end] = valuesOf('一、生源地贷款毕业确认5月10日8:00开放，6月10日24:00关闭。')
  expect([start!.value, end!.value]).toEqual(['2027-05-10 08:00', '2027-06-10'])
})

test('what is set and something else is said; what is the same is not', () => {
  const text = '一、毕业生须于6月28日前离校。'
  expect(valuesOf(text, { 'leave.last_day': '2027-06-30' })[0]!.contradicts).toBe(
    '现在填的是2027-06-30，这份通知写2027-06-28',
  )
  expect(valuesOf(text, { 'leave.last_day': '2027-06-28' })[0]!.contradicts).toBeNull()
})

test('a value holds for whom the words name', () => {
  const found = valuesOf('一、毕业证书由学院发放：东湖校区6月23日、西山校区6月25日，示例医学院提前至6月24日上午。')
  expect(found.map(p => [p.field, p.when, p.scope])).toEqual([
    ['diploma.date', '2027-06-23', { campus: '东湖校区' }],
    ['diploma.date', '2027-06-25', { campus: '西山校区' }],
    ['diploma.date', '2027-06-24T上午', { college: '示例医学院' }],
  ])
})

test('a deadline of staff is no deadline of students', () => {
  const [students, staff] = valuesOf('一、毕业生须于6月15日前完成去向登记，辅导员6月17日前审核完毕。')
  expect([students!.field, staff!.field]).toEqual(['register.deadline', null])
})

test('a weekday that is not the date’s is a question, and no value', () => {
  const { proposals } = noticeOf(`${heading}一、毕业生须于6月28日（星期二）前离校。`)
  expect(proposals.filter(p => p.kind === 'value')).toEqual([])
  expect(proposals.find(p => p.kind === 'question')!.doubt).toBe('写的星期和日期对不上，2027-06-28是星期一')
})

const left: [text: string, why: string][] = [
  ['去年有37人到6月30日仍未办完。', 'past'],
  ['2026届某毕业生于12月25日才还款。', 'past'],
  ['根据《学生管理规定》（2026年9月1日修订）办理。', 'law'],
  ['原定的6月5日典礼作废。', 'over'],
  ['2027年7月毕业的学生适用。', 'month'],
  ['手续从开出之日起10个工作日内有效。', 'relative'],
]
for (const [text, why] of left)
  test(`“${text}” holds no value, and says why: ${why}`, () => {
    const notice = noticeOf(heading + text)
    expect(notice.proposals.filter(p => p.kind === 'value' && p.when !== null)).toEqual([])
    expect(notice.left.map(l => l.why)).toContain(why)
  })

test('the day below a notice gives the year and is no value itself', () => {
  const { proposals, issued, left } = noticeOf('通知\n\n各学院：请于3月1日前报送名单。\n\n某大学学生处\n\n2027年1月5日')
  expect(issued).toBe('2027-01-05')
  expect(proposals.filter(p => p.kind === 'value').map(p => p.when)).toEqual(['2027-03-01'])
  expect(left.map(l => l.why)).toContain('issued')
})

test('a notice without any year is taken for this year’s, and that is to be looked at', () => {
  const [found] = noticeOf('各位同学，请于6月28日前离校。').proposals.filter(p => p.kind === 'value')
  expect([found!.when, found!.doubt]).toEqual(['2027-06-28', '通知里没有年份，按 2027 年算'])
})

test('students’ tasks and duties of staff are told apart', () => {
  const { proposals } = noticeOf(`${heading}一、毕业生应携带身份证办理。各学院每周五报送台账。`)
  expect(proposals.filter(p => p.kind !== 'value').map(p => [p.kind, p.who])).toEqual([
    ['task', 'student'],
    ['duty', 'college'],
  ])
})

test('no document makes the compiler throw', () => {
  const ground = noticeGroundOf()
  const bit = fc.constantFrom(
    '一、',
    '（一）',
    '1. ',
    '附件：',
    '6月28日',
    '（星期一）',
    '前',
    '去年',
    '各学院',
    '离校',
    '作废',
    '\n',
    '|',
    '在',
    '校区',
    '000-0000101',
    '开放，',
    '关闭',
  )
  const text = fc
    .array(fc.oneof(bit, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 25 })
    .map(parts => parts.join(''))
  const cell = text.map(text => ({ text, isFilled: false }))
  const block = fc.oneof(
    text.map(text => ({ is: 'text' as const, text })),
    fc
      .array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 4 })
      .map(rows => ({ is: 'table' as const, rows })),
  )
  fc.assert(
    fc.property(fc.array(block, { maxLength: 5 }), blocks => {
      const { proposals } = compileNotice({ blocks }, ground)
      for (const { words, clause } of proposals) expect(words !== '' && clause !== '').toBe(true)
    }),
    { numRuns: 60 },
  )
})
