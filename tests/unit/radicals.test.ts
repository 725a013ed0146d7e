import { expect, test } from 'vitest'
import { marksOf } from '../../src/content/marks.ts'
import { normalize } from '../../src/content/normalize.ts'
import { unitsOf } from '../../src/content/units.ts'
import { oneForm, withoutRadicals } from '../../src/core/text/radicals.ts'
import { readDay } from '../../src/time/date.ts'
import { noticeOf } from '../support/notice/read.ts'

// As they are copied from a PDF: the second of each pair is what everybody reads there.
const copied = '⻛⻚⻔⻋⻅⻉⻢⻥⻦⻬⻮⻰⻳⺟⺠⻓⻜⻄⻘⻝⽣⼯⽇⽉⼀⼊'
const typed = '风页门车见贝马鱼鸟齐齿龙龟母民长飞西青食生工日月一入'

test('a radical is the character that it looks like', () => {
  expect(oneForm(copied)).toBe(typed)
  expect(withoutRadicals(copied)).toBe(typed)
})

test('all else stays as it is, and as long', () => {
  for (const text of ['', '（6月28日）：８', '⺮⺡', '😀é\ud800'])
    expect(withoutRadicals(text)).toHaveLength(text.length)
  expect(withoutRadicals('（６月28日）：①')).toBe('（６月28日）：①')
})

test('what was copied from a PDF is understood as what is typed', () => {
  const [question, same] = ['毕业⽣⻛险、校⻔⻋辆⻓期', '毕业生风险、校门车辆长期']
  expect(normalize(question)).toBe(normalize(same))
  expect(marksOf(question).chars).toEqual(marksOf(same).chars)
  expect(unitsOf(question, new Set()).map(u => u.units)).toEqual(unitsOf(same, new Set()).map(u => u.units))
  const now = new Date('2027-06-01T08:00:00Z')
  expect(readDay('6⽉28⽇', now, 'Asia/Shanghai')).toEqual({ day: '2027-06-28' })
})

test('a notice that was copied from a PDF says the same', () => {
  const notice = (month: string, day: string) => `关于2027届离校的通知\n\n一、⻓期。毕业生须于6${month}28${day}前离校。`
  expect(noticeOf(notice('⽉', '⽇'))).toEqual(noticeOf(notice('月', '日')))
})
