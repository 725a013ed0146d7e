import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { functionsFor } from '../../src/office/guide/find.ts'
import { ledBy, staffLines } from '../../tools/understanding/teach-staff.ts'
import { staffGuide } from '../support/content.ts'
import { zone } from '../support/fixture.ts'

const project = resolve(import.meta.dirname, '../..')
const knowledge = loadKnowledge(resolve(project, 'knowledge'), { zone })
const lines = staffLines(join(import.meta.dirname, 'staff'))
const guide = { guide: staffGuide, model: staffGuide.model! }
const share = (of: typeof lines, is: (led: ReturnType<typeof ledBy>) => boolean) =>
  of.filter(line => is(ledBy(guide, knowledge, line))).length / of.length

// The model has seen these; how strangers fare is measured by tools/understanding/staff.ts (docs/models/understanding.md).
test('the model in the folder is the one of these hands: it knows what they ask for', () => {
  const known = new Set(staffGuide.functions.map(f => f.id))
  const requests = lines.filter(l => l.functions.length > 0 && l.functions.every(f => known.has(f)))
  expect(requests.length).toBeGreaterThan(2000)
  expect(share(requests, led => led === 'right')).toBeGreaterThan(0.95)
  expect(share(requests, led => led === 'wrong')).toBeLessThan(0.02)
})

test('what staff ask as students do leads to no function', () => {
  const others = lines.filter(l => l.functions.length === 0)
  expect(others.length).toBeGreaterThan(1000)
  expect(share(others, led => led === 'wrong')).toBeLessThan(0.03)
})

test('what nobody wrote before is understood too', () => {
  const first = (text: string) => functionsFor(staffGuide, knowledge, text).sure[0]?.id
  expect(first('昨天发的通知地点写错了')).toBe('sent')
  expect(first('把示例学院的辅导员换成新来的赵老师')).toBe('staff')
  expect(first('学生问食堂几点关门你是怎么回的')).toBe('try')
  expect(first('谢谢，辛苦了')).toBeUndefined()
})

test('what a counselor adds to the ways of asking is understood at once', () => {
  const [first, ...rest] = staffGuide.functions
  const own = { ...staffGuide, functions: [{ ...first!, asks: [...first!.asks, '小绿豆走一个'] }, ...rest] }
  expect(functionsFor(own, knowledge, '小绿豆 走一个').sure.map(f => f.id)).toEqual([first!.id])
})

test('without what was learnt only what is written is understood', () => {
  const bare = { ...staffGuide, model: null }
  expect(functionsFor(bare, knowledge, staffGuide.functions[0]!.asks[0]!).sure).toHaveLength(1)
  expect(functionsFor(bare, knowledge, '昨天发的通知地点写错了')).toEqual({ sure: [], near: [] })
})

test('every function is asked for in ten ways at least, and no way of asking means two', () => {
  const few = staffGuide.functions.filter(f => f.asks.length < 10).map(f => f.id)
  const all = staffGuide.functions.flatMap(f => f.asks)
  expect(few).toEqual([])
  expect(all.filter((one, n) => all.indexOf(one) !== n)).toEqual([])
})
