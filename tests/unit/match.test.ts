import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf, questionsIn } from '../../src/knowledge/understanding/several.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'
import { leansBack, untaughtThresholds as thresholds } from '../../src/knowledge/understanding/untaught.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const knowledge = fixtureKnowledge()

test('every wording of an entry is answered with that entry', () => {
  for (const { id, asks, title } of knowledge.entries.values())
    for (const ask of [title, ...asks]) {
      const { outcome, candidates } = understand(knowledge, ask)
      expect([ask, outcome, candidates[0]?.entry]).toEqual([ask, 'answer', id])
    }
})

for (const nonsense of ['asdkjhq', '月球背面', '😀😀', '。。。', ''])
  test(`nonsense like “${nonsense}” is not understood as anything`, () => {
    expect(understand(knowledge, nonsense).outcome).toBe('unknown')
  })

test('nothing is offered for words that nobody knows', () => {
  expect(understand(knowledge, 'asdkjhq zzz').candidates).toEqual([])
})

test('confidence lies between 0 and 1 for any text', () => {
  const piece = fc.oneof(
    fc.constantFrom('退宿', '毕业证', '怎么', '几号', '贷款', ' ', '丢了'),
    fc.string({ maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      for (const { score } of understand(knowledge, pieces.join('')).candidates) {
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('candidates come best first', () => {
  for (const text of ['退宿', '补办', '流程', '证丢了怎么补办', '宿舍怎么打扫', '学校在哪', '毕业']) {
    const scores = understand(knowledge, text).candidates.map(c => c.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  }
})

test('the outcome follows from the best score', () => {
  for (const text of ['退宿什么时候截止', '宿舍怎么打扫', '宿舍步骤', '明天中午吃什么', '流程']) {
    const { outcome, candidates } = understand(knowledge, text)
    const best = candidates[0]?.score ?? 0
    const expected = best >= thresholds.answer ? 'answer' : best >= thresholds.clarify ? 'clarify' : 'unknown'
    expect(outcome).toBe(expected)
  }
})

test('a subject that lies elsewhere lowers the confidence', () => {
  const best = (text: string) => understand(knowledge, text).candidates[0]!.score
  expect(best('房贷贷款毕业确认怎么做')).toBeLessThan(best('助学贷款毕业确认怎么做'))
})

test('an added wording finds its entry', () => {
  expect(understand(knowledge, '宿舍最晚留到哪一天').candidates[0]?.entry).toBe('checkout-when')
})

for (const question of ['退宿几号截止？', '毕业证丢了咋办', '托运在哪', '退宿吗'])
  test(`“${question}” reads like a question`, () => {
    expect(understand(knowledge, question).asks).toBe(true)
  })

for (const remark of ['退宿办完了，开心', '我的毕业证到手了'])
  test(`“${remark}” does not read like a question`, () => {
    expect(understand(knowledge, remark).asks).toBe(false)
  })

for (const text of ['退宿几号截止？档案寄到哪里', '1.退宿几号截止 2.档案寄到哪里'])
  test(`without a model two questions with a mark between them are told apart: “${text}”`, () => {
    expect(partsOf(knowledge, text, 3).parts.map(part => part.replace('1.', ''))).toEqual([
      '退宿几号截止',
      '档案寄到哪里',
    ])
  })

test('a second question may begin with “还有”', () => {
  const found = questionsIn(knowledge, '退宿几号截止，还有毕业证丢了怎么补办')
  expect(found?.map(one => one.part)).toEqual(['退宿几号截止', '毕业证丢了怎么补办'])
})

test('one question stays whole, its commas included', () => {
  expect(partsOf(knowledge, '我在外地实习，退宿能不能让室友办', 3).parts).toEqual(['我在外地实习，退宿能不能让室友办'])
})

const alone = (text: string) => understand(knowledge, text)

for (const followUp of ['那要几天？', '这个要钱吗', '在哪办呢'])
  test(`“${followUp}” leans on what was asked before`, () => {
    expect(leansBack(followUp, alone(followUp))).toBe(true)
  })

for (const whole of ['毕业证丢了怎么补办', '学校里有没有什么地方可以寄大件的行李'])
  test(`“${whole}” stands on its own`, () => {
    expect(leansBack(whole, alone(whole))).toBe(false)
  })
