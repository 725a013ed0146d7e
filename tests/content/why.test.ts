import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { nothingEarlier, understand } from '../../src/knowledge/understanding/understand.ts'
import { whatSpeaks } from '../../src/knowledge/understanding/why.ts'

const knowledge = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), { zone: 'Asia/Shanghai' })

test('what speaks for the answer is told as the answer was found', () => {
  for (const asked of ['退宿什么时候截止', '毕业证丢了怎么补办']) {
    const [best, next] = whatSpeaks(knowledge, asked, nothingEarlier)!
    const answered = understand(knowledge, asked).candidates[0]!
    expect([best!.entry, best!.score]).toEqual([answered.entry, answered.score])
    expect(best!.by.guess + best!.by.words).toBeGreaterThan(0)
    expect(best!.score).toBeGreaterThan(next!.score)
  }
})

test('what was said before is a witness of its own', () => {
  const after = { texts: ['生源地贷款毕业确认怎么做'], entry: null }
  const alone = whatSpeaks(knowledge, '那什么时候截止', nothingEarlier)!
  const leaning = whatSpeaks(knowledge, '那什么时候截止', after)!
  expect(alone.every(one => one.by.before === 0)).toBe(true)
  expect(leaning[0]!.by.before).not.toBe(0)
})
