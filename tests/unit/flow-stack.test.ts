import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases

const keys = aFlow(
  'keys',
  `
title: 钥匙登记
starts: [登记钥匙]
steps:
  - { id: count, type: number, ask: 几把钥匙？ }
  - { id: color, type: text, ask: 什么颜色？ }
  - { id: end, type: end, say: "{count} 把{color}的。" }
`,
)
const bed = aFlow(
  'bed',
  `
title: 床位登记
starts: [登记床位]
steps:
  - { id: number, type: text, ask: 哪张床？ }
  - { id: floor, type: number, ask: 几楼？ }
  - { id: end, type: end, say: "{floor} 楼 {number}。" }
`,
)
const talk = () => flowTalk(knowledge, [keys, bed])
const switchAsk = fill(words.switchAsk, { current: '床位登记', other: '钥匙登记' })
const returning = fill(words.returning, { title: '床位登记' })

test('another flow in the middle is confirmed first', () => {
  const said = talk().all('登记床位', '登记钥匙')
  expect(said.text).toContain(switchAsk)
  expect(said.choices).toEqual(['1', '2'])
})

test('at the end of the other flow the first one asks its pending question again', () => {
  const bot = talk()
  expect(bot.all('登记床位', '三号床', '登记钥匙', '1').text).toBe('几把钥匙？')
  expect(bot.all('2', '红').text).toBe(`2 把红的。\n\n${returning}\n\n几楼？`)
  expect(bot.say('4').text).toBe('4 楼 三号床。')
})

test('declined, the other flow does not begin and the question is asked again', () => {
  expect(talk().all('登记床位', '登记钥匙', '2').text).toBe('哪张床？')
})

test('the words that end one flow never fill the next', () => {
  const bot = talk()
  bot.all('登记床位', '登记钥匙', '1', '2', '红')
  expect(bot.memoryOf().frames.map(f => [f.flow, f.answers])).toEqual([['bed', {}]])
})

test('the word that leaves one flow does not answer the one below it', () => {
  const bot = talk()
  const said = bot.all('登记床位', '登记钥匙', '1', '2', '退出', '2')
  expect(said.text).toBe(`${words.dropped}\n\n${returning}\n\n哪张床？`)
  expect(bot.memoryOf().frames[0]!.answers).toEqual({})
})

test('a flow that waits below is taken up instead of begun twice', () => {
  const bot = talk()
  bot.all('登记床位', '三号床', '登记钥匙', '1')
  expect(bot.all('登记床位', '1').text).toBe('几楼？')
  expect(bot.memoryOf().frames.map(f => f.flow)).toEqual(['keys', 'bed'])
})

test('退出 with something answered asks once whether to keep it', () => {
  const said = talk().all('登记钥匙', '2', '退出')
  expect(said.text).toContain(fill(words.leaveAsk, { title: '钥匙登记' }))
})

test('退出 with nothing answered leaves at once', () => {
  const bot = talk()
  expect(bot.all('登记钥匙', '退出').text).toBe(words.dropped)
  expect(bot.memoryOf()).toMatchObject({ frames: [], drafts: [] })
})

test('a draft kept on leaving goes on at its question', () => {
  const bot = talk()
  expect(bot.all('登记钥匙', '2', '退出', '1').text).toBe(words.kept)
  expect(bot.say('继续').text).toBe(`${fill(words.resumed, { title: '钥匙登记' })}\n\n什么颜色？`)
})

for (const word of ['2', '不要了', '退出'])
  test(`asked whether to keep it, “${word}” drops the draft without asking again`, () => {
    const bot = talk()
    expect(bot.all('登记钥匙', '2', '退出', word).text).toBe(words.dropped)
    expect(bot.say('继续').text).toBe(words.nothingToResume)
  })

for (const word of ['3', '接着填', '继续'])
  test(`asked whether to keep it, “${word}” goes on`, () => {
    expect(talk().all('登记钥匙', '2', '退出', word).text).toBe('什么颜色？')
  })

test('a number does not answer a question that another message has passed by', () => {
  const bot = talk()
  bot.all('登记钥匙', '2', '退出', '帮助')
  expect(bot.say('2').text).toBe('2 把2的。')
})

for (const text of ['我想登记钥匙', '帮我登记钥匙吧', '/登记钥匙', '钥匙登记', '我要办钥匙登记'])
  test(`“${text}” begins the flow`, () => {
    expect(talk().say(text).text).toBe('几把钥匙？')
  })

for (const text of ['登记钥匙要多久', '登记', '我不想登记钥匙', '取消登记钥匙'])
  test(`“${text}” begins no flow`, () => {
    const bot = talk()
    bot.say(text)
    expect(bot.memoryOf().frames).toEqual([])
  })

test('a way that leads back to a question asks it anew', () => {
  const loop = aFlow(
    'loop',
    `
title: 核对登记
starts: [登记核对]
steps:
  - { id: name, type: text, ask: 姓名？ }
  - { id: echo, type: say, say: "你写的是{name}。" }
  - { id: sure, type: confirm, ask: 对吗？, yes: [对], no: [重填名字] }
  - { id: check, type: branch, cases: [{ when: sure == true, go: end }], else: name }
  - { id: end, type: end, say: "{name}，记下了。" }
`,
  )
  const bot = flowTalk(knowledge, [loop])
  expect(bot.all('登记核对', '小林', '重填名字').text).toBe('姓名？')
  expect(bot.say('小李').text).toMatch(/^你写的是小李。\n\n对吗？/)
  expect(bot.say('对').text).toBe('小李，记下了。')
})
