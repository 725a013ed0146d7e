import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasWords, normalize, readLimit } from '../../src/content/normalize.ts'

const same: [what: string, written: string, read: string][] = [
  ['full-width letters and digits', 'ＡＢＣ１２３', 'abc123'],
  ['capitals', 'HR', 'hr'],
  ['traditional characters', '畢業證', '毕业证'],
  ['zero-width characters', '退\u200b宿\u200d', '退宿'],
  ['direction marks', '\u202e退宿\u202c', '退宿'],
  ['the byte order mark', '\ufeff退宿', '退宿'],
  ['control characters', '退\u0000\u0007宿', '退宿'],
  ['emoji', '退宿😀怎么办👨‍👩‍👧', '退宿 怎么办'],
  ['many spaces and line breaks', '  退宿 \n\t 怎么办　', '退宿 怎么办'],
  ['full-width punctuation', '退宿？', '退宿?'],
  ['nothing', '', ''],
  ['a lone surrogate', '退宿\ud800', '退宿\ufffd'],
]
for (const [what, written, read] of same)
  test(`${what}: ${JSON.stringify(written)} is read as “${read}”`, () => {
    expect(normalize(written)).toBe(read)
  })

test('only the first part of a very long text is read', () => {
  expect(normalize('长'.repeat(100_000))).toHaveLength(readLimit)
})

test('normalizing twice is the same as once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), text => {
      expect(normalize(normalize(text))).toBe(normalize(text))
    }),
  )
})

test('letters, digits and Chinese characters are words; punctuation and spaces are not', () => {
  expect(['退', 'a', '7'].every(hasWords)).toBe(true)
  expect(['', ' ', '？！', '——'].some(hasWords)).toBe(false)
})
