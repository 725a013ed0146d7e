import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { linesAsked } from '../../src/knowledge/direct/asked.ts'
import { type AskedKind, askedKinds, askedOf, kindCalled, kindNames, kindsOf } from '../../src/knowledge/direct/kind.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { fixtureProblems } from '../support/fixture.ts'

const shipped = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), { zone: 'Asia/Shanghai' })
const list = shipped.lexicon.kinds
const askedKindOf = (words: typeof list, question: string) => kindsOf(words, question)[0] ?? null

const read: [question: string, kind: AskedKind][] = [
  ['退宿啥时候截止', 'when'],
  ['几时领证', 'when'],
  ['啥辰光好退宿', 'when'],
  ['托运点喺边', 'where'],
  ['在哪儿交钥匙', 'where'],
  ['退宿咋整', 'how'],
  ['档案点搞', 'how'],
  ['补一张几多钱', 'howmuch'],
  ['仲裁收费不', 'howmuch'],
  ['能让室友去领吗', 'proxy'],
  ['托人办行不行', 'proxy'],
  ['毕业证掉了', 'whatif'],
  ['错过时间还能办吗', 'whatif'],
  ['忘了做毕业确认', 'whatif'],
  ['试用期多久', 'howlong'],
  ['为啥要签', 'why'],
  ['钥匙要交吗', 'need'],
  ['能提前走吗', 'may'],
  ['找谁问', 'who'],
]
for (const [question, kind] of read)
  test(`“${question}” asks ${kind}`, () => {
    expect(askedKindOf(list, question)).toBe(kind)
  })

test('a remark asks nothing', () => {
  expect(askedKindOf(list, '今天天气真好')).toBeNull()
})

test('这几天 is no question how long', () => {
  expect(kindsOf(list, '离校这几天注意安全')).not.toContain('howlong')
})

test('every kind has its Chinese name, and back', () => {
  expect(askedKinds.map(kind => kindCalled(kindNames[kind]))).toEqual(askedKinds)
})

const entry = { title: '退宿', direct: { when: '截止是六月三十日。', what: '交还钥匙和遥控器。' } }

test('a question that does not tell what it asks is answered with the line nearest to it', () => {
  expect(askedOf(list, '遥控器和钥匙', entry)[0]).toBe('what')
})

test('a bare subject asks what it is', () => {
  expect(askedOf(list, '退宿', entry)[0]).toBe('what')
})

test('of two lines that may be meant both are said, the likelier first, and none that is out of the question', () => {
  const lines = { when: '截止是六月三十日。', who: '找宿管。', howmuch: '不收钱。', may: '可以。' }
  const asked = (question: string) =>
    linesAsked(shipped, question, { id: 'checkout', title: '退宿', direct: lines, situations: [] }).map(line => line.of)
  expect(asked('退宿几号截止')).toEqual(['when'])
  expect(asked('退宿找谁')).toEqual(['who'])
  expect(asked('退宿要交多少钱')[0]).toBe('howmuch')
})

test('without a model the words tell the one line', () => {
  const direct = { when: '截止是六月三十日。', who: '找宿管。' }
  const entry = { id: 'checkout', title: '退宿', direct, situations: [] }
  expect(linesAsked({ ...shipped, model: null }, '退宿几号截止', entry).map(line => line.of)).toEqual(['when'])
})

test('words of a group of kinds that there is not are reported with their cure', () => {
  const problems = fixtureProblems({ 'terms.yaml': text => text.replace('facets: [地点]', 'facets: [地头]') })
  expect(problems[0]?.what).toContain('地头')
})
