import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { makeFlows } from '../../src/flows/library.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk, flowText } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases
const day = 24 * 60

const text = `
title: 钥匙登记
starts: [登记钥匙]
steps:
  - { id: count, type: number, ask: 几把钥匙？ }
  - { id: color, type: text, ask: 什么颜色？ }
  - { id: end, type: end, say: "{count} 把{color}的。" }
`
const keys = aFlow('keys', text)
const secret = aFlow('secret', `${text.replace('钥匙登记', '私事登记').replace('登记钥匙', '登记私事')}private: true\n`)
const nudge = fill(words.nudge, { title: '钥匙登记' })
const parked = fill(words.parked, { title: '钥匙登记' })
const resumed = fill(words.resumed, { title: '钥匙登记' })
const talk = () => flowTalk(knowledge, [keys, secret])

test('after half an hour of silence the person is reminded once', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  expect(bot.wait(29).text).toBe('')
  expect(bot.wait(2).text).toBe(nudge)
  expect(bot.wait(20 * 60).text).toBe('')
})

test('an answer puts the reminder off', () => {
  const bot = talk()
  bot.say('登记钥匙')
  bot.wait(20)
  bot.say('2')
  expect(bot.wait(20).text).toBe('')
  expect(bot.wait(11).text).toBe(nudge)
})

test('after a day it is parked as a draft, and that is said', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  expect(bot.wait(day + 1).text).toBe(`${nudge}\n${parked}`)
  expect(bot.memoryOf()).toMatchObject({ frames: [], drafts: [{ flow: 'keys', answers: { count: 2 } }] })
})

test('what was finished is never reminded of', () => {
  const bot = talk()
  bot.all('登记钥匙', '2', '红')
  expect(bot.wait(3 * day).text).toBe('')
})

test('继续 takes a parked run up days later', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  bot.wait(5 * day)
  expect(bot.say('继续').text).toBe(`${resumed}\n\n什么颜色？`)
  expect(bot.say('红').text).toBe('2 把红的。')
})

test('继续 takes a parked run up in another chat of the same person', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  bot.wait(5 * day)
  expect(bot.say('继续', { chat: 'phone/u1' }).in).toEqual({ 'phone/u1': `${resumed}\n\n什么颜色？` })
  expect(bot.say('红', { chat: 'phone/u1' }).text).toBe('2 把红的。')
})

test('继续 brings a run that is not parked yet over from another chat', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  expect(bot.say('继续', { chat: 'phone/u1' }).text).toBe(`${resumed}\n\n什么颜色？`)
  expect(bot.memoryOf().frames).toMatchObject([{ chat: 'phone/u1' }])
})

test('of several drafts one may pick', () => {
  const bot = talk()
  bot.all('登记钥匙', '2', '退出', '1', '登记私事', '5', '退出', '1')
  const said = bot.say('继续')
  expect(said.text).toBe(`${words.resumeWhich}\n1. 钥匙登记\n2. 私事登记`)
  expect(bot.say('2').text).toContain(fill(words.resumed, { title: '私事登记' }))
})

test('a run that waits below another is not reminded of, and both are parked together', () => {
  const bot = talk()
  bot.all('登记钥匙', '2', '登记私事', '1')
  const said = bot.wait(2 * day).text
  expect(said).toBe(
    [fill(words.nudge, { title: '私事登记' }), fill(words.parked, { title: '钥匙登记》《私事登记' })].join('\n'),
  )
  expect(bot.memoryOf().drafts).toHaveLength(2)
})

test('of a run in a group nothing is said there; that it was parked is said in private', () => {
  const bot = talk()
  bot.say('登记钥匙', { room: 'c1', mentioned: true })
  bot.say('2', { room: 'c1' })
  expect(bot.wait(2 * day).in).toEqual({ 'private/u1': parked })
})

test('a private run that was asked for in a group is reminded of in the private chat', () => {
  const bot = talk()
  bot.say('登记私事', { room: 'c1', mentioned: true })
  expect(bot.wait(31).in).toEqual({ 'private/u1': fill(words.nudge, { title: '私事登记' }) })
})

const second = (more = '') =>
  aFlow('keys', text.replace('steps:', `version: 2\n${more}steps:`).replace('什么颜色？', '是什么颜色的？'))

test('a run keeps the version that it began with', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  bot.reload(makeFlows([second()], [{ name: 'keys', version: 1, text: flowText(text) }]))
  expect(bot.say('再说一遍').text).toBe('什么颜色？')
})

test('a run whose version is gone says so and ends', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  bot.reload(makeFlows([second()], []))
  expect(bot.say('红').text).toBe(words.gone)
  expect(bot.memoryOf().frames).toEqual([])
})

const moved = aFlow(
  'keys',
  `
title: 钥匙登记
starts: [登记钥匙]
version: 2
moves: [{ from: 1, steps: { count: amount, color: paint } }]
steps:
  - { id: amount, type: number, ask: 一共几把？ }
  - { id: paint, type: text, ask: 涂的什么颜色？ }
  - { id: end, type: end, say: "{amount} 把{paint}的。" }
`,
)

test('a declared map moves a run with its answers', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  bot.reload(makeFlows([moved], [{ name: 'keys', version: 1, text: flowText(text) }]))
  expect(bot.say('红').text).toBe('2 把红的。')
})

test('a declared map moves a draft, which says so', () => {
  const bot = talk()
  bot.all('登记钥匙', '2', '退出', '1')
  bot.reload(makeFlows([moved], []))
  expect(bot.say('继续').text).toBe(`${resumed}${words.moved}\n\n涂的什么颜色？`)
})

test('an answer to the old question does not fill a new one that a move put before it', () => {
  const bot = talk()
  bot.all('登记钥匙', '2')
  const asked = {
    ...moved,
    steps: [{ ...moved.steps[1]!, id: 'owner', ask: '谁的？' }, ...moved.steps] as typeof moved.steps,
  }
  bot.reload(makeFlows([asked], [{ name: 'keys', version: 1, text: flowText(text) }]))
  expect(bot.say('红').text).toBe(`${words.moved}\n\n谁的？`)
  expect(bot.memoryOf().frames[0]!.answers).toEqual({ amount: 2 })
})
