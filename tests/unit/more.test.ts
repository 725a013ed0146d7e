import { expect, test } from 'vitest'
import { fixtureKnowledge } from '../support/fixture.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = fixtureKnowledge()
const { phrases } = knowledge
const room = 'g'

for (const word of ['详细', '详细说说', '说详细点。', '展开', '详细说明'])
  test(`“${word}” says everything about what was answered last`, () => {
    const talk = talkWith(knowledge)
    talk.hear('退宿怎么办理')
    const { reply, verdict } = talk.hear(word)
    expect(reply).toContain('【退宿怎么办理】')
    expect(reply).toContain('“退宿什么时候截止”')
    expect(verdict.entry).toBe('checkout-steps')
  })

test('a question that only holds the word is a question', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿什么时候截止')
  expect(talk.hear('退宿详细流程是什么').reply).not.toContain('【')
})

test('with nothing answered before there is nothing to say more of', () => {
  expect(talkWith(knowledge).hear('详细').reply).toBe(phrases.more.nothing)
})

test('it is forgotten after a while', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  talk.wait(16)
  expect(talk.hear('详细').reply).toBe(phrases.more.nothing)
})

test('the whole text of an answer in a group goes to whoever asked for it, in private', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  const says = talk.hear('详细', { room }).effects.flatMap(e => (e.do === 'say' ? [e] : []))
  expect(says.map(s => s.chat?.kind)).toEqual([undefined, 'private'])
  expect(says[0]?.saying.text).toBe(phrases.flow.toPrivate)
  expect(says[1]?.saying.text).toContain('【退宿怎么办理】')
})

test('where the bot cannot write to somebody the group hears what to ask in private, and not the long text', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true, unreachable: true })
  const { reply } = talk.hear('详细', { room, unreachable: true })
  expect(reply).toContain('退宿怎么办理')
  expect(reply).not.toContain('1. 清行李')
})

test('the word among group talk says nothing', () => {
  expect(talkWith(knowledge).hear('详细', { room }).reply).toBeNull()
})

test('the whole text can be rated', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  const { update } = talk.hear('详细')
  expect(talk.hear('没用').effects).toContainEqual({ do: 'rate', update, entry: 'checkout-steps', useful: false })
})
