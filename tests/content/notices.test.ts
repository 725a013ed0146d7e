import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { compileNotice } from '../../src/notice/compile.ts'
import { documentOfText } from '../../src/notice/files/text.ts'
import { goldIn, looked, type Measured, measure } from '../../tools/notice/gold.ts'
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

const [seen, strange] = [all.filter(m => looked.has(m.name)), all.filter(m => !looked.has(m.name))]
const sum = (some: readonly Measured[], of: (measured: Measured) => number) =>
  some.reduce((total, one) => total + of(one), 0)
const share = (some: readonly Measured[], of: (measured: Measured) => number) => sum(some, of) / sum(some, m => m.lines)

test('what the days of a notice are, and what they are of, is found in those that were looked at nearly always', () => {
  expect(share(seen, m => m.right)).toBeGreaterThan(0.97)
  expect(share(seen, m => m.meant)).toBeGreaterThan(0.94)
  expect(sum(seen, m => m.wrong)).toBeLessThanOrEqual(4)
  expect(sum(seen, m => m.misnamed)).toBeLessThanOrEqual(15)
})

test('in strange notices no less is found than before, and no more is wrong', () => {
  expect(strange).toHaveLength(7)
  expect(share(strange, m => m.right)).toBeGreaterThan(0.82)
  expect(share(strange, m => m.meant)).toBeGreaterThan(0.74)
  expect(sum(strange, m => m.wrong)).toBeLessThanOrEqual(60)
  expect(sum(strange, m => m.misnamed)).toBeLessThanOrEqual(19)
})

test('what is no date becomes no value in the notices that were looked at', () => {
  expect(sum(seen, m => m.nodatesTaken)).toBe(0)
})
