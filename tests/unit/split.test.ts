import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitText, utf8Bytes, withNumberedChoices } from '../../src/core/text/split.ts'

const inBytes = (limit: number) => ({ limit, measure: utf8Bytes })
const inCharacters = (limit: number) => ({ limit, measure: (text: string) => text.length })

test('a text that fits stays whole', () => {
  expect(splitText('退宿三步。', inBytes(15))).toEqual(['退宿三步。'])
})

test('lines are cut before sentences, sentences before clauses, clauses before characters', () => {
  expect(splitText('第一行。\n第二行。还有。', inCharacters(8))).toEqual(['第一行。', '第二行。还有。'])
  expect(splitText('先还书。再退宿。', inCharacters(6))).toEqual(['先还书。', '再退宿。'])
  expect(splitText('先还书，再退宿', inCharacters(6))).toEqual(['先还书，', '再退宿'])
  expect(splitText('先还书再退宿', inCharacters(4))).toEqual(['先还书再', '退宿'])
})

test('a closing quotation mark stays with its sentence', () => {
  expect(splitText('他说：“办好了。”然后走了。', inCharacters(10))).toEqual(['他说：“办好了。”', '然后走了。'])
})

test('a web address is not cut at its dots and question marks', () => {
  const address = 'https://a.example/x?y=1&z=2'
  expect(splitText(`看 ${address} 这里。`, inCharacters(32))).toEqual([`看 ${address}`, '这里。'])
})

test('one character that is itself too long is cut between code points', () => {
  expect(splitText(`e${'\u0301'.repeat(30)}`, inBytes(20)).every(part => utf8Bytes(part) <= 20)).toBe(true)
})

test('whatever the text, no part is too long and nothing but white space is lost', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('。', '\n', '，', ' ', '字', '🎓', '👩‍👩‍👧', 'a.'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 200,
  })
  fc.assert(
    fc.property(text, fc.integer({ min: 8, max: 60 }), (whole, limit) => {
      const parts = splitText(whole, inBytes(limit))
      expect(parts.every(part => utf8Bytes(part) <= limit)).toBe(true)
      expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''))
    }),
  )
})

test('choices that the text numbers already are not said twice', () => {
  const choices = [
    { value: '1', label: '怎么退宿' },
    { value: '2', label: '找谁问' },
  ]
  expect(withNumberedChoices('哪一个？\n1. 怎么退宿\n2. 找谁问', choices)).toBe('哪一个？\n1. 怎么退宿\n2. 找谁问')
  expect(withNumberedChoices('哪一个？', choices)).toBe('哪一个？\n1. 怎么退宿\n2. 找谁问')
})

test('a choice that is picked by a word has no number that would mean nothing', () => {
  const choices = [
    { value: '1', label: '是' },
    { value: '跳过', label: '跳过' },
    { value: '退宿清单', label: '退宿' },
  ]
  expect(withNumberedChoices('住校吗？\n1. 是', choices)).toBe('住校吗？\n1. 是\n· 跳过\n· 退宿（退宿清单）')
  expect(withNumberedChoices('住校吗？\n1. 是\n可以回复“跳过”，或“退宿清单”。', choices)).toBe(
    '住校吗？\n1. 是\n可以回复“跳过”，或“退宿清单”。',
  )
})
