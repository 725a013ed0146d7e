import { expect, test } from 'vitest'
import { Corrector } from '../../src/knowledge/correct.ts'
import { blur, sounds, spelling } from '../../src/knowledge/pinyin.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const cut = (text: string) => Array.from(segmenter.segment(text), s => s.segment)
const corrector = new Corrector(['退宿', '贷款', '助学贷款', '毕业证', '生源地', '宿舍', '档案', 'offer', 'hr'])
const correct = (text: string) => corrector.correct(text, cut)

const slips: [typed: string, meant: string][] = [
  ['tuisu', '退宿'],
  ['怎么tuisu', '怎么退宿'],
  ['tui su', '退宿'],
  ["tui'su", '退宿'],
  ['biyezheng丢了', '毕业证丢了'],
  ['zhuxuedaikuan怎么还', '助学贷款怎么还'],
  ['带款怎么还', '贷款怎么还'],
  ['助学代款', '助学贷款'],
  ['宿射几号搬', '宿舍几号搬'],
]
for (const [typed, meant] of slips)
  test(`“${typed}” is read as “${meant}”`, () => {
    expect(correct(typed)).toBe(meant)
  })

const kept = ['offer', 'hr', 'hello world', 'http', 'ok', '', '123', '退宿', '我带了一袋苹果', 'the daily news']
for (const text of kept)
  test(`“${text}” is left as it is`, () => {
    expect(correct(text)).toBe(text)
  })

test('of two words that sound alike the earlier of the vocabulary wins', () => {
  expect(new Corrector(['贷款', '待款']).correct('带款', cut)).toBe('贷款')
})

test('a corrector without vocabulary changes nothing', () => {
  expect(new Corrector([]).correct('tuisu 带款', cut)).toBe('tuisu 带款')
})

test('traditional characters are read as simplified ones', () => {
  expect(fixtureKnowledge().reader.read('畢業證書遺失怎麼補辦').text).toBe('毕业证书遗失怎么补办')
})

test('pinyin, homophones and traditional characters lead to the same concept', () => {
  const { reader } = fixtureKnowledge()
  const concepts = (text: string) => reader.read(text).senses.map(s => s.sense)
  for (const text of ['zhuxuedaikuan', '助学带款', '助學貸款']) expect(concepts(text)).toEqual(['#助学贷款'])
})

test('what people mix up by ear sounds the same: zh and z, ng and n, n and l', () => {
  expect(blur('zhang')).toBe(blur('zan'))
  expect(blur('niu')).toBe(blur('liu'))
})

test('a word with anything but Chinese characters has no sound', () => {
  expect(sounds('退a')).toBeNull()
})

test('the spelling of a word has no tones and no spaces', () => {
  expect(spelling('退宿')).toBe('tuisu')
})
