import fc from 'fast-check'
import { expect, test } from 'vitest'
import { harmless, isHarmless, onOneLine } from '../../src/core/text/harmless.ts'

test.each([
  ['a colour for the terminal', '示例\u001b[31m甲', '示例[31m甲'],
  ['a bell and a C1 control', '示\u0007例\u009b2J', '示例2J'],
  ['a text turned around', '示例\u202e甲乙\u202c', '示例甲乙'],
  ['isolates', '\u2066示例\u2069', '示例'],
  ['no width at all', '示\u200b例\u2060甲\ufeff', '示例甲'],
  ['fillers that look like nothing', '示例\u3164\uffa0', '示例'],
  ['half of a character', '示例\ud83d', '示例\ufffd'],
  ['a tower of marks', `示${'\u0300'.repeat(200)}例`, `示${'\u0300'.repeat(6)}例`],
  ['a joiner that joins nothing', '示\u200d例', '示例'],
  ['words hidden in tags', '示例\u{e0041}\u{e0042}', '示例'],
])('%s is taken out', (_, text, shown) => {
  expect(harmless(text)).toBe(shown)
  expect(isHarmless(text)).toBe(false)
})

test.each([
  '示例甲',
  'Aygül Әлия',
  '👨‍👩‍👧‍👦',
  '❤️',
  '👍🏽',
  '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  '1️⃣',
  'བསྒྲུབས',
  'ế',
])('“%s” stays as it is', text => {
  expect(harmless(text)).toBe(text)
  expect(isHarmless(text)).toBe(true)
})

test('line ends stay in a text and become spaces where there is one line', () => {
  expect(harmless('一\r\n二\u2028三')).toBe('一\n二\n三')
  expect(onOneLine('一\r\n二\u2028三\t四 ')).toBe('一 二 三 四')
})

test('whatever is cleaned is clean, and cleaning it again changes nothing', () => {
  const nasty = fc.string({ unit: 'binary', maxLength: 60 })
  const tricks = fc.string({
    unit: fc.constantFrom(
      '甲',
      '\u200d',
      '👨',
      '\ufe0f',
      '\u202e',
      '\u001b',
      '\u{e0041}',
      '🏴',
      '\u0300',
      '\ud83d',
      '\r',
      '\n',
    ),
    maxLength: 40,
  })
  fc.assert(
    fc.property(fc.oneof(nasty, tricks), text => {
      const clean = harmless(text)
      expect(harmless(clean)).toBe(clean)
      expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/)
      expect(onOneLine(text)).not.toMatch(/[\n\r\t\u2028\u2029]/)
    }),
  )
})
