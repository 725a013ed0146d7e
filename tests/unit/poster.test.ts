import { expect, test } from 'vitest'
import type { Shape, TextShape } from '../../src/reports/drawing.ts'
import { extentOf, wrapped } from '../../src/reports/measure.ts'
import { type Poster, posterDrawing } from '../../src/reports/poster.ts'

const bare: Poster = {
  ...{ ribbon: '示例大学', title: '离校主题班会', facts: [], body: '', signature: '' },
  ...{ scan: null, bot: '离校小助手', foot: '' },
}
const textsIn = (shapes: readonly Shape[]): TextShape[] =>
  shapes.flatMap(shape => (shape.kind === 'text' ? [shape] : shape.kind === 'group' ? textsIn(shape.shapes) : []))
const linesOf = (poster: Partial<Poster>) => textsIn(posterDrawing({ ...bare, ...poster }).shapes)
const setting = { size: 10, width: 50, weight: 'regular' as const, spacing: 0 }

test('lines are as wide as they may be, begin with no closing mark and cut no number', () => {
  expect(wrapped('一二三四五，六七', setting)).toEqual(['一二三四', '五，六七'])
  expect(wrapped('电话是 96110 啊', setting).some(line => line.includes('96110'))).toBe(true)
  expect(wrapped('', setting)).toEqual([])
})

test('whatever is written stays on the page: a long text is set smaller, and at last cut with a mark', () => {
  const long = linesOf({ body: '毕业快乐，前程似锦。'.repeat(40), title: '写给三年后回来看看的自己和所有学弟学妹' })
  const longest = linesOf({ body: '毕业快乐，前程似锦。'.repeat(300) })
  for (const line of [...long, ...longest]) {
    const { left, width } = extentOf(line)
    expect(left).toBeGreaterThanOrEqual(-100) // the mark's own name is placed within its group
    expect(left + width).toBeLessThanOrEqual(1241)
    expect(line.y).toBeLessThan(1754)
  }
  expect(longest.some(line => line.text.endsWith('…'))).toBe(true)
  expect(long.some(line => line.text.endsWith('…'))).toBe(false)
})

test('what the font cannot draw is left out, and no box stands in its place', () => {
  expect(linesOf({ title: '毕业快乐🎓' }).map(line => line.text)).toContain('毕业快乐')
})
