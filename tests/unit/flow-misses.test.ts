import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases

const beds = aFlow(
  'beds',
  `
title: 床位登记
starts: [登记床位]
steps:
  - { id: name, type: text, ask: 姓名？ }
  - { id: floor, type: number, ask: 几楼？, max: 9, reject: 楼只有九层。 }
  - { id: bed, type: number, ask: 几号床？, optional: true }
  - { id: end, type: end, say: "{floor} 楼 {bed}。" }
`,
)
const photos = aFlow(
  'photos',
  `
title: 照片登记
starts: [登记照片]
submits: { receipt: F, keepDays: 30, repeatable: true }
steps:
  - { id: pictures, type: picture, ask: 照片？, label: 照片, most: 3, none: [没有照片] }
  - { id: has, type: branch, cases: [{ when: pictures == none, go: nothing }], else: place }
  - { id: place, type: text, ask: 在哪里拍的？, label: 地点 }
  - { id: check, type: review, ask: 对吗？ }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: 收到。 }
  - { id: nothing, type: end, say: 没有照片也好。 }
`,
)
const stuck = (...texts: string[]) => {
  const talk = flowTalk(knowledge, [beds])
  return { talk, said: talk.all('登记床位', '小林', ...texts) }
}

test('an answer that cannot be taken gets the reason and the question again', () => {
  expect(stuck('二十楼').said.text).toBe('楼只有九层。\n\n几楼？')
})

test('without a reason of its own, a step has the general one', () => {
  expect(stuck('3', '随便').said.text).toContain(words.rejects['not-a-number'])
})

test('after three misses a person is offered, or to try again', () => {
  const { said } = stuck('甲', '乙', '丙')
  expect(said.text).toContain(words.stuck)
  expect(said.choices).toEqual([words.stuckPerson, words.stuckAgain])
})

test('where the step may be skipped, that is offered too', () => {
  const { said, talk } = stuck('3', '甲', '乙', '丙')
  expect(said.choices).toEqual([words.stuckPerson, words.stuckSkip, words.stuckAgain])
  expect(talk.say('2').text).toBe(`3 楼 ${words.notGiven}。`)
})

test('a right answer in between begins the count anew', () => {
  expect(stuck('甲', '乙', '3', '甲', '乙').said.text).not.toContain(words.stuck)
})

test('asked for a person, the bot hands over a note without the answers and keeps a draft', () => {
  const said = stuck('甲', '乙', '丙', '1').said
  const note = said.effects.find(e => e.do === 'hand-off')!
  expect(note).toMatchObject({ topic: '床位登记', text: '' })
  expect(said.text).toBe(fill(words.askedPerson, { number: (note as { number: string }).number }))
})

test('two requests for a person have two numbers', () => {
  const { talk } = stuck()
  const numbers = [1, 2].flatMap(() => {
    talk.say('继续')
    return talk.all('甲', '乙', '丙', '1').effects.flatMap(e => (e.do === 'hand-off' ? [e.number] : []))
  })
  expect(new Set(numbers).size).toBe(2)
})

test('a request for a person while revising has a number of its own', () => {
  const talk = flowTalk(knowledge, [{ ...photos, submits: { ...photos.submits!, repeatable: false } }])
  talk.say('登记照片')
  talk.say('', { images: 1 })
  talk.all('操场', '提交', '登记照片', '1')
  const said = talk.all('嗯', '嗯', '嗯', '1')
  const numbers = said.effects.flatMap(e => (e.do === 'hand-off' ? [e.number] : []))
  expect([numbers.length, numbers.includes(talk.submissions()[0]!.number)]).toEqual([1, false])
})

test('after three misses a right answer is still taken', () => {
  expect(stuck('甲', '乙', '丙', '7').said.text).toContain('几号床？')
})

test('“没有照片” answers a step for pictures', () => {
  expect(flowTalk(knowledge, [photos]).all('登记照片', '没有照片').text).toBe('没有照片也好。')
})

test('words are no picture', () => {
  const said = flowTalk(knowledge, [photos]).all('登记照片', '我在操场')
  expect(said.text).toBe(`${words.rejects['no-picture']}\n\n照片？`)
})

test('more pictures than the step takes are refused', () => {
  const talk = flowTalk(knowledge, [photos])
  talk.say('登记照片')
  expect(talk.say('', { images: 4 }).text).toContain(words.rejects['too-many'])
  expect(talk.say('', { images: 3 }).text).toBe('在哪里拍的？')
})

test('pictures that come one by one belong to the same step, up to its number', () => {
  const talk = flowTalk(knowledge, [photos])
  talk.say('登记照片')
  talk.say('', { images: 1 })
  expect(talk.say('', { images: 2 }).text).toBe('好的，照片改成：3 张\n\n在哪里拍的？')
  expect(talk.say('', { images: 1 }).text).toBe(`${words.rejects['too-many']}\n\n在哪里拍的？`)
  talk.all('操场', '提交')
  expect(talk.answers()!.pictures).toHaveLength(3)
})

test('a very long message in a run is refused quickly and harms nothing', () => {
  const { talk } = stuck()
  expect(talk.say('床'.repeat(100_000)).text).toBe('楼只有九层。\n\n几楼？')
})
