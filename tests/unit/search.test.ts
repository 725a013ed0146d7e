import { expect, test } from 'vitest'
import { SearchIndex } from '../../src/knowledge/search/search.ts'
import type { ReadTerms, Term } from '../../src/knowledge/terms.ts'

const word = (key: string): Term => ({ key, kind: 'word' })
const reading = (...keys: string[]): ReadTerms => ({ text: keys.join(''), terms: keys.map(word), senses: [] })
const entry = (id: string, ...wordings: string[][]) => ({ id, wordings: wordings.map(w => w.map(word)), answer: [] })

const index = new SearchIndex([
  entry('checkout', ['退宿', '怎么'], ['退宿', '流程']),
  entry('diploma', ['毕业证', '怎么'], ['毕业证', '丢']),
  entry('loan', ['贷款', '怎么'], ['贷款', '确认']),
])

test('the entry with the same words comes first', () => {
  expect(index.search(reading('毕业证', '丢'), 3)[0]?.entry).toBe('diploma')
})

test('entries come best first', () => {
  const scores = index.search(reading('退宿', '怎么', '贷款', '退宿流程'), 3).map(h => h.score)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(scores).toHaveLength(3)
})

test('at most as many entries come back as were asked for', () => {
  expect(index.search(reading('怎么'), 2)).toHaveLength(2)
})

test('words that no entry knows find nothing', () => {
  expect(index.search(reading('月球', '漫步'), 3)).toEqual([])
})

test('a question without any word finds nothing', () => {
  expect(index.search(reading(), 3)).toEqual([])
})

test('an index without entries finds nothing', () => {
  expect(new SearchIndex([]).search(reading('退宿'), 3)).toEqual([])
})

test('an entry without wordings does not disturb the others', () => {
  const odd = new SearchIndex([entry('empty'), entry('checkout', ['退宿'])])
  expect(odd.search(reading('退宿'), 3).map(h => h.entry)).toEqual(['checkout'])
})

test('a search leaves nothing behind for the next one', () => {
  const first = index.search(reading('退宿', '怎么'), 3)
  index.search(reading('毕业证', '丢', '怎么'), 3)
  expect(index.search(reading('退宿', '怎么'), 3)).toEqual(first)
})

test('a rare word weighs more than one that every entry has', () => {
  const [best] = index.search(reading('怎么', '确认'), 3)
  expect(best?.entry).toBe('loan')
})

test('unknown words lower the score', () => {
  const alone = index.search(reading('退宿'), 1)[0]!.score
  expect(index.search(reading('退宿', '月球', '漫步'), 1)[0]!.score).toBeLessThan(alone)
})

test('every part of a hit lies between 0 and 1', () => {
  for (const { score, nearest, third, whole, coverage } of index.search(reading('退宿', '怎么', '流程'), 3))
    for (const part of [score, nearest, third, whole, coverage]) {
      expect(part).toBeGreaterThanOrEqual(0)
      expect(part).toBeLessThanOrEqual(1.000001)
    }
})

test('words of the answer count as known, but less than words of the wordings', () => {
  const withAnswer = new SearchIndex([
    { id: 'asked', wordings: [[word('钥匙'), word('退宿')]], answer: [] },
    { id: 'answered', wordings: [[word('查宿'), word('退宿')]], answer: [word('钥匙')] },
  ])
  const hits = withAnswer.search(reading('退宿', '钥匙'), 2)
  expect(hits.map(h => h.entry)).toEqual(['asked', 'answered'])
  expect(hits[1]!.coverage).toBeGreaterThan(0.5)
})
