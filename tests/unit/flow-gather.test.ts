import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, faultsOf, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases
const enough = words.enough[0]!
const first = fill(words.gathering, { enough, minutes: 2 })

const text = `
title: 写几句
starts: [写几句]
steps:
  - { id: body, type: text, ask: 写吧, label: 正文, min: 5, max: 40, free: true, refuse: [phone], collects: true, pictures: photos }
  - { id: kind, type: choice, ask: 哪一类, options: [{ value: a, label: 甲类 }, { value: b, label: 乙类 }] }
  - { id: photos, type: picture, ask: 照片呢, label: 照片, most: 3, none: [没有照片], collects: true }
  - { id: check, type: review, ask: 看一遍 }
  - { id: end, type: end, say: "好了：{body}（{photos}）" }
`
const talk = () => flowTalk(knowledge, [aFlow('lines', text)])

test('several messages are one answer, until one says that it is all', () => {
  const bot = talk()
  bot.say('写几句')
  expect(bot.say('谢谢阿姨').text).toBe(first)
  expect(bot.say('每天给我们留灯').text).toBe('')
  expect(bot.say('好了').text).toContain('哪一类')
  bot.say('1')
  expect(bot.say('没有照片').text).toContain('1. 正文：谢谢阿姨\n每天给我们留灯')
})

test('every tenth message is acknowledged once more, and no other', () => {
  const bot = talk()
  bot.say('写几句')
  const said = Array.from({ length: 12 }, (_, n) => bot.say(`${n}。`).text)
  expect(said).toEqual([first, ...Array(8).fill(''), fill(words.gatheredMany, { count: 10, enough }), '', ''])
})

test('two minutes of silence end it, in the private chat', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨')
  bot.wait(1)
  bot.say('一直都在')
  expect(bot.wait(1.5).text).toBe('')
  expect(bot.wait(1).text).toContain('哪一类')
  expect(bot.memoryOf().frames).toMatchObject([{ answers: { body: '谢谢宿管阿姨\n一直都在' } }])
})

test('what is too short when somebody pauses waits for more, and can still be added to', () => {
  const bot = talk()
  bot.all('写几句', '谢谢')
  expect(bot.wait(5).text).toBe('')
  bot.say('图书馆三楼')
  expect(bot.say('说完了').text).toContain('哪一类')
})

test('in a group nothing is said after a pause, and 说完了 still ends it', () => {
  const bot = talk()
  bot.say('写几句', { room: 'c1', mentioned: true })
  bot.say('谢谢宿管阿姨', { room: 'c1' })
  expect(bot.wait(3).text).toBe('')
  expect(bot.say('说完了', { room: 'c1' }).text).toContain('哪一类')
})

test('a line that comes after the pause and answers nothing belongs to what was written', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨')
  bot.wait(3)
  expect(bot.say('还有楼下卖早饭的那对叔叔阿姨').text).toContain(fill(words.gatheredLater, { label: '正文' }))
  expect(bot.say('不知道').text).toContain(words.rejects['not-an-option'])
  expect(bot.memoryOf().frames[0]!.answers.body).toBe('谢谢宿管阿姨\n还有楼下卖早饭的那对叔叔阿姨')
})

test('a message with which it would hold a phone number, or too much, is not taken, and the others stay', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨')
  expect(bot.say('我的电话 13800000000').text).toBe(`${words.rejects['private-data']}\n${words.notGathered}`)
  expect(bot.say('谢'.repeat(40)).text).toBe(`${words.rejects['too-long']}\n${words.notGathered}`)
  bot.say('说完了')
  expect(bot.memoryOf().frames[0]!.answers.body).toBe('谢谢宿管阿姨')
})

test('a question in between is answered and not part of it, unless the writer says so', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨')
  const said = bot.say('退宿流程是什么？').text
  expect(said).toContain(fill(words.askedBeside, { gatherIt: words.gatherIt[0]! }))
  bot.all('写进去', '说完了')
  expect(bot.memoryOf().frames[0]!.answers.body).toBe('谢谢宿管阿姨\n退宿流程是什么？')
})

test('pictures that come with the words are kept for their own step', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨')
  bot.say('', { images: 1 })
  bot.say('', { images: 1 })
  expect(bot.all('说完了', '甲类').text).toContain('照片：2 张')
})

test('pictures come one by one until there are as many as fit', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨', '好了', '1')
  expect(bot.say('', { images: 1 }).text).toBe(first)
  expect(bot.say('', { images: 1 }).text).toBe('')
  expect(bot.say('', { images: 1 }).text).toContain('照片：3 张')
})

test('of one picture too many nothing is taken', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨', '好了', '1')
  bot.say('', { images: 2 })
  expect(bot.say('', { images: 2 }).text).toContain(words.rejects['too-many'])
  expect(bot.say('就这些').text).toContain('照片：2 张')
})

test('what is written in two chats is two answers', () => {
  const bot = talk()
  bot.all('写几句', '谢谢宿管阿姨')
  bot.say('写几句', { chat: 'phone/u1' })
  bot.say('这里另写一篇', { chat: 'phone/u1' })
  bot.say('说完了')
  expect(bot.memoryOf().frames.map(f => [f.chat, f.answers.body, f.gathered?.lines])).toEqual([
    ['phone/u1', undefined, ['这里另写一篇']],
    ['private/u1', '谢谢宿管阿姨', ['谢谢宿管阿姨']],
  ])
})

test('pictures beside words need a step that takes them', () => {
  const wrong = text.replace('pictures: photos', 'pictures: kind')
  expect(faultsOf(wrong)).toEqual([expect.stringContaining('pictures 里的 kind 不是收图片的步骤')])
})
