import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = fixtureKnowledge()
const { phrases } = knowledge
const office = fill(phrases.office, { contact: fill(phrases.sampleMark, { value: '学院学工办' }) })
const room = 'g'

/** Fits two entries of the fixture half-way: the bot asks back. */
const ambiguous = '宿舍步骤'
/** Shares a word with entries of the fixture, but nobody knows the answer. */
const strange = '学校明天食堂吃什么好呢'

test('a question with half a chance is answered with numbered choices', () => {
  const { verdict, reply, choices } = talkWith(knowledge).hear(ambiguous)
  expect(verdict.outcome).toBe('clarify')
  expect(reply?.split('\n').slice(0, 3)).toEqual([phrases.clarify, '1. 退宿怎么办理', '2. 退宿什么时候截止'])
  expect(choices).toEqual(['1', '2'])
})

for (const number of ['2', '２', '二', '第2个', '选2', ' 2。', '两'])
  test(`“${number}” picks the second choice`, () => {
    const talk = talkWith(knowledge)
    talk.hear(ambiguous)
    expect(talk.hear(number).verdict).toMatchObject({ outcome: 'answer', entry: 'checkout-when' })
  })

test('in a group the choice needs no mention', () => {
  const talk = talkWith(knowledge)
  talk.hear(ambiguous, { room, mentioned: true })
  expect(talk.hear('1', { room }).verdict.entry).toBe('checkout-steps')
})

test("another person's number in the group picks nothing", () => {
  const talk = talkWith(knowledge)
  talk.hear(ambiguous, { room, mentioned: true })
  expect(talk.hear('1', { room, from: 'u2' }).reply).toBeNull()
})

test('a number that was not offered is turned down', () => {
  const talk = talkWith(knowledge)
  talk.hear(ambiguous)
  expect(talk.hear('5').reply).toBe(phrases.choiceGone)
})

test('a number that was not offered is left alone in a group', () => {
  const talk = talkWith(knowledge)
  talk.hear(ambiguous, { room, mentioned: true })
  expect(talk.hear('5', { room }).reply).toBeNull()
})

test('a number long after the question is stale', () => {
  const talk = talkWith(knowledge)
  talk.hear(ambiguous)
  talk.wait(16)
  expect(talk.hear('1').reply).toBe(phrases.choiceGone)
})

test('a choice is used up by its answer', () => {
  const talk = talkWith(knowledge)
  talk.hear(ambiguous)
  talk.hear('1')
  expect(talk.hear('2').reply).toBe(phrases.choiceGone)
})

test('a number without any question is turned down in private and ignored in a group', () => {
  expect(talkWith(knowledge).hear('1').reply).toBe(phrases.choiceGone)
  expect(talkWith(knowledge).hear('1', { room }).reply).toBeNull()
})

test('an unknown question is told so, with the office to ask', () => {
  const { verdict, reply } = talkWith(knowledge).hear('月球背面')
  expect(verdict).toMatchObject({ outcome: 'unknown', entry: null })
  expect(reply).toContain(fill(phrases.unknown, { office }))
})

test('an unknown question offers the nearest entries as choices that can be picked', () => {
  const talk = talkWith(knowledge)
  const { reply, choices, verdict } = talk.hear(strange)
  expect(reply).toContain(phrases.unknownNearest)
  expect(choices.length).toBeGreaterThan(0)
  expect(talk.hear('1').verdict.entry).toBe(verdict.candidates[0]!.entry)
})

test('at most three nearest entries are offered', () => {
  expect(talkWith(knowledge).hear(strange).choices.length).toBeLessThanOrEqual(3)
})

test('when nothing is near, nothing is offered', () => {
  expect(talkWith(knowledge).hear('asdkjhq').reply).not.toContain(phrases.unknownNearest)
})

test('an unknown question is noted for a counselor, without a name', () => {
  const { effects } = talkWith(knowledge).hear('月球背面', { from: 'u-secret' })
  expect(effects).toContainEqual({ do: 'ask-counselor', question: '月球背面', nearest: [], unit: null })
  expect(JSON.stringify(effects)).not.toContain('u-secret')
})

test('an answered question is not noted', () => {
  expect(
    talkWith(knowledge)
      .hear('退宿什么时候截止')
      .effects.map(e => e.do),
  ).toEqual(['say'])
})

test('a short follow-up leans on the question before it', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  expect(talk.hear('那要几天？').verdict).toMatchObject({ outcome: 'answer', entry: 'checkout-steps' })
})

test('a follow-up that asks for another side of the matter finds the other entry', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  expect(talk.hear('那最晚几号').verdict.entry).toBe('checkout-when')
})

test('a follow-up without a question before it leans on nothing', () => {
  expect(talkWith(knowledge).hear('那要几天？').verdict.outcome).toBe('unknown')
})

test('a follow-up long after the question leans on nothing', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  talk.wait(16)
  expect(talk.hear('那要几天？').verdict.outcome).toBe('unknown')
})

test("a follow-up does not lean on another person's question", () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  expect(talk.hear('那要几天？', { room, mentioned: true, from: 'u2' }).verdict.outcome).toBe('unknown')
})

test('a new subject does not lean on the old one', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  expect(talk.hear('毕业证丢了怎么补办').verdict.entry).toBe('diploma-lost')
})

test('two questions in one line are both answered', () => {
  const { reply, verdict } = talkWith(knowledge).hear('退宿什么时候截止？毕业证丢了怎么补办？')
  expect(reply).toContain(fill(phrases.several, { count: 2 }))
  expect(reply).toContain('【退宿什么时候截止】')
  expect(reply).toContain('【毕业证丢了怎么补办】')
  expect(verdict.entry).toBe('checkout-when')
})

test('the same question asked twice in one line is answered once', () => {
  expect(talkWith(knowledge).hear('退宿什么时候截止？退宿最晚几号？').reply).not.toContain('【')
})

test('the answer in a group is the short one', () => {
  const { reply } = talkWith(knowledge).hear('@小助手 退宿怎么办理', { room })
  expect(reply).toContain('退宿先清行李')
  expect(reply).not.toContain('1. 清行李。')
})

test('the answer in a private chat is short, and a button says the rest', () => {
  const { reply, choices } = talkWith(knowledge).hear('退宿怎么办理')
  expect(reply).toMatch(/^分三步：\n1\. 清行李。/)
  expect(reply).not.toContain('“退宿什么时候截止”')
  expect(choices).toEqual([phrases.more.words[0]])
})

test('a question repeated in a group within a minute gets a pointer', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  const again = talk.hear('怎么退宿', { room, mentioned: true, from: 'u2' })
  expect(again.reply).toBe(fill(phrases.pointerNow, { title: '退宿怎么办理' }))
})

test('a question repeated in a group within minutes gets a pointer that says how many', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  talk.wait(4)
  const again = talk.hear('退宿怎么办理', { room, mentioned: true })
  expect(again.reply).toBe(fill(phrases.pointer, { title: '退宿怎么办理', minutes: 4 }))
})

test('a pointer is not a new answer: ten minutes after the answer it is given whole again', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  talk.wait(9)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  talk.wait(2)
  expect(talk.hear('退宿怎么办理', { room, mentioned: true }).reply).toContain('退宿先清行李')
})

test('in a private chat a repeated question is answered whole', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  expect(talk.hear('退宿怎么办理').reply).toContain('1. 清行李。')
})

test('an answer in one group is no pointer for another', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  expect(talk.hear('退宿怎么办理', { room: 'other', mentioned: true }).reply).toContain('退宿先清行李')
})
