import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { compileNotice } from '../../src/notice/compile.ts'
import { documentOfText } from '../../src/notice/files/text.ts'
import { goldIn, type Measured, measure } from '../../tools/notice/gold.ts'
import { noticeWords } from '../support/content.ts'
import { noticeGroundOf, shippedFields } from '../support/notice/read.ts'

const ground = noticeGroundOf()
const all = goldIn(resolve(import.meta.dirname, 'notices')).map(({ name, file, gold }) =>
  measure(name, compileNotice(documentOfText(readFileSync(file, 'utf8')), ground), gold),
)

test('the words name facts that the school has', () => {
  const known = new Set(shippedFields.map(field => field.key))
  expect(Object.keys(noticeWords.fields).filter(key => !known.has(key))).toEqual([])
})

test('what a notice says of days is found: in those that were looked at nearly all, in the others no less than before', () => {
  const seen = ['a1', 'a3', 'b1', 'b3', 'b5', 'notice-2023-25']
  const share = (some: readonly Measured[], of: (measured: Measured) => number) =>
    some.reduce((total, one) => total + of(one), 0) / some.reduce((total, one) => total + one.lines, 0)
  const [looked, others] = [all.filter(m => seen.includes(m.name)), all.filter(m => !seen.includes(m.name))]
  expect(others).toHaveLength(5)
  expect(share(looked, m => m.right)).toBeGreaterThan(0.97)
  expect(share(looked, m => m.meant)).toBeGreaterThan(0.95)
  expect(share(others, m => m.right)).toBeGreaterThan(0.84)
  expect(share(others, m => m.meant)).toBeGreaterThan(0.53)
})

test('what is no date becomes no value in the notices that were looked at', () => {
  expect(
    all.filter(m => ['a1', 'a3', 'b1', 'b3', 'b5', 'notice-2023-25'].includes(m.name)).map(m => m.nodatesTaken),
  ).toEqual([0, 0, 0, 0, 0, 0])
})
