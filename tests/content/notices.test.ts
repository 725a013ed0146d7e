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
