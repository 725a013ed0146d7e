import { expect, test } from 'vitest'
import { linesAsked } from '../../src/knowledge/direct/asked.ts'
import { situationsNear } from '../../src/knowledge/direct/situations.ts'
import { fixtureKnowledge, fixtureProblems } from '../support/fixture.ts'
import { talkWith } from '../support/talk.ts'

const proxy = '可以：写张委托，让他带钥匙去。'
const train = '先打宿管电话约早一点的时间。'
const situations = `situations:
  - if: [让室友替我交钥匙, 人在外地回不来, 同学帮我弄退宿]
    say: ${proxy}
  - if: [早上七点的高铁, 半夜就要走, 天没亮出发]
    say: ${train}
`
const withSituations = (text: string) => text.replace('direct:\n  何时: 截止', `${situations}direct:\n  何时: 截止`)
const knowledge = fixtureKnowledge({ 'leaving.md': withSituations })
const ground = { reader: knowledge.reader, guesser: null }
const checkout = knowledge.entries.get('checkout-when')!
const saidTo = (question: string) => linesAsked(knowledge, question, checkout).map(line => line.say)

test('whoever speaks of a situation gets its line in place of the line for the kind of question', () => {
  expect(saidTo('我人在外地回不来，室友替我交钥匙几号截止')).toEqual([proxy])
  expect(saidTo('我早上七点的高铁，几号之前要搬')).toEqual([train])
})

test('whoever speaks of none gets the line for the kind of question', () => {
  expect(saidTo('退宿几号截止')).toEqual(['截止 {{checkout.end}}。'])
})

test('an entry without situations has none near', () => {
  const steps = knowledge.entries.get('checkout-steps')!
  expect(situationsNear(ground, '让室友替我交钥匙', steps)).toEqual([])
})

test('what all situations share tells none from the others', () => {
  const entry = {
    id: 'diploma',
    situations: [
      { if: ['毕业证丢了怎么办', '毕业证在车上丢了'], say: '先找。' },
      { if: ['毕业证湿了怎么办', '毕业证被水泡了'], say: '先晾。' },
    ],
  }
  const scores = (question: string) => situationsNear(ground, question, entry).map(hit => hit.score)
  const [best, next] = scores('毕业证怎么办')
  expect(best! - next!).toBeLessThan(0.2)
  const [wet, lost] = scores('被水泡了')
  expect(wet! - lost!).toBeGreaterThan(1)
})

test('a situation that people can speak of in one way only, or that leads to steps, is reported with its cure', () => {
  const problemsWith = (change: (text: string) => string) =>
    fixtureProblems({ 'leaving.md': text => change(withSituations(text)) }).map(({ what, cure }) => `${what} ${cure}`)
  expect(problemsWith(text => text.replace(', 半夜就要走, 天没亮出发', ''))[0]).toContain('2 种')
  expect(problemsWith(text => text.replace(train, '按这几步：'))[0]).toContain('不接步骤')
})

test('whoever goes on about the same entry gets only what was not said yet', () => {
  const talk = talkWith(knowledge)
  expect(talk.hear('退宿什么时候截止').reply).toContain('退宿从')
  const { reply, verdict } = talk.hear('退宿舍截止时间前托人代办行不行')
  expect(verdict.entry).toBe('checkout-when')
  expect(reply).toMatch(/^可以，先跟宿管说一声。/)
  expect(reply).not.toContain('退宿从')
})

test('whoever asks the same again gets the whole text', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿什么时候截止')
  expect(talk.hear('退宿什么时候截止').reply).toContain('早点办，人少。')
})
