import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, faultsOf, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases

const text = `
title: 留言
starts: [写留言]
deadline: checkout.end
submits: { receipt: M, keepDays: 60, each: kind }
steps:
  - { id: kind, type: choice, ask: 哪一类, label: 类别, options: [{ value: a, label: 祝福 }, { value: b, label: 体会 }, { value: t, label: 写给老师, begins: letter }] }
  - { id: body, type: text, ask: 写什么, label: 正文 }
  - { id: check, type: review, ask: 看一遍 }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "编号 {receipt}。" }
`
const letter = `
title: 写信
starts: [写信]
steps:
  - { id: to, type: text, ask: 写给谁 }
  - { id: end, type: end, say: 好。 }
`
const talk = () => flowTalk(knowledge, [aFlow('pieces', text), aFlow('letter', letter)])
type Talk = ReturnType<typeof talk>
const write = (bot: Talk, kind: string, body: string) => bot.all('写留言', kind, body, '提交')
const pieces = (bot: Talk) => bot.submissions().map(s => [s.answers.kind, s.answers.body, s.state])

test('each kind has a piece of its own', () => {
  const bot = talk()
  write(bot, '祝福', '一切都好')
  write(bot, '体会', '笔记自己理')
  expect(pieces(bot)).toEqual([
    ['a', '一切都好', 'submitted'],
    ['b', '笔记自己理', 'submitted'],
  ])
})

test('whoever comes again sees what there is, and choosing that kind shows it and offers to revise it', () => {
  const bot = talk()
  write(bot, '祝福', '一切都好')
  const { number } = bot.submissions()[0]!
  expect(bot.say('写留言').text).toContain(fill(words.piece, { kind: '祝福', number, state: words.states.submitted }))
  expect(bot.say('祝福').text).toContain('正文：一切都好')
  bot.all('修改', '正文改成一路平安', '提交')
  expect(pieces(bot)).toEqual([['a', '一路平安', 'submitted']])
  expect(bot.submissions()[0]!.number).toBe(number)
})

test('a piece that is being written never takes the place of another, however its kind is changed', () => {
  const bot = talk()
  write(bot, '祝福', '一切都好')
  const taken = fill(words.eachTaken, { number: bot.submissions()[0]!.number, start: '写留言' })
  bot.all('写留言', '体会', '笔记自己理')
  const said = bot.say('类别改成祝福').text
  expect(said).toContain(taken)
  expect(said).toContain('哪一类')
  bot.all('体会', '提交')
  expect(pieces(bot).map(p => p[1])).toEqual(['一切都好', '笔记自己理'])
})

test('of two chats that write the same kind, the second hears that there is one already', () => {
  const bot = talk()
  bot.say('写留言', { chat: 'phone/u1' })
  bot.say('祝福', { chat: 'phone/u1' })
  write(bot, '祝福', '一切都好')
  bot.say('一路平安', { chat: 'phone/u1' })
  expect(bot.say('提交', { chat: 'phone/u1' }).text).not.toContain('编号 M')
  expect(pieces(bot)).toEqual([['a', '一切都好', 'submitted']])
})

test('what was withdrawn leaves room for another of its kind', () => {
  const bot = talk()
  write(bot, '祝福', '一切都好')
  bot.all('写留言', '祝福', '撤回')
  write(bot, '祝福', '一路平安')
  expect(pieces(bot)).toEqual([
    ['a', '一切都好', 'withdrawn'],
    ['a', '一路平安', 'submitted'],
  ])
})

test('an option may begin another conversation in place of this one', () => {
  const bot = talk()
  expect(bot.all('写留言', '写给老师').text).toBe('写给谁')
  expect(bot.memoryOf().frames.map(f => f.flow)).toEqual(['letter'])
})

test('that it is late, and what that means, is said before anything is written', () => {
  const bot = talk()
  expect(bot.say('写留言').text).not.toContain('已经过了')
  bot.say('退出')
  bot.wait(60 * 24 * 60)
  expect(bot.say('写留言').text).toMatch(
    /^先说一声：截止时间（.+）已经过了。还可以交，会按补交收下.*不能再改。\n\n哪一类/s,
  )
})

test('a kind that one piece is kept of is a question with one answer', () => {
  expect(faultsOf(text.replace('each: kind', 'each: body')).join()).toContain('body 不是单选或问老师的步骤')
})
