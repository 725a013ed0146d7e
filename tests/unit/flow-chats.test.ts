import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases
const room = { room: 'c1' }
const called = { room: 'c1', mentioned: true }

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
const loan = aFlow(
  'loan',
  `
title: 贷款登记
starts: [登记贷款]
private: true
steps:
  - { id: bank, type: text, ask: 哪家银行？ }
  - { id: end, type: end, say: "{bank}。" }
`,
)
/** Public but for the telephone number. */
const help = aFlow(
  'help',
  `
title: 帮忙登记
starts: [登记帮忙]
submits: { receipt: B, keepDays: 30 }
steps:
  - { id: what, type: text, ask: 帮什么？, label: 事情 }
  - { id: note, type: say, say: 电话只有老师看得到。, private: true }
  - { id: phone, type: text, ask: 电话多少？, label: 电话, private: true }
  - { id: check, type: review, ask: 对吗？ }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: 记下了。 }
`,
)
const talk = () => flowTalk(knowledge, [keys, loan, help])

test('two students in one group run the same flow without mixing', () => {
  const bot = talk()
  for (const from of ['u1', 'u2']) bot.say('登记钥匙', { ...called, from })
  bot.say('1', { ...room, from: 'u1' })
  bot.say('2', { ...room, from: 'u2' })
  expect(bot.say('红', { ...room, from: 'u2' }).text).toBe('2 把红的。')
  expect(bot.say('绿', { ...room, from: 'u1' }).text).toBe('1 把绿的。')
})

test('one student runs a flow in a group and another in private at the same time', () => {
  const bot = talk()
  bot.say('登记钥匙', called)
  bot.say('登记贷款')
  expect(bot.say('1', room).text).toBe('什么颜色？')
  expect(bot.say('红银行').text).toBe('红银行。')
  expect(bot.say('红', room).text).toBe('1 把红的。')
})

test('talk of others in the group does not disturb a run', () => {
  const bot = talk()
  bot.say('登记钥匙', called)
  expect(bot.say('8', { ...room, from: 'u2' }).text).toBe('')
  expect(bot.say('1', room).text).toBe('什么颜色？')
})

test('minutes later a run in a group hears only what is said to the bot', () => {
  const bot = talk()
  bot.say('登记钥匙', called)
  bot.wait(6)
  expect(bot.say('1', room).text).toBe('')
  expect(bot.say('1', called).text).toBe('什么颜色？')
})

test('a private flow asked for in a group goes on in the private chat', () => {
  const bot = talk()
  expect(bot.say('登记贷款', called).in).toEqual({ 'room/c1': words.toPrivate, 'private/u1': '哪家银行？' })
  expect(bot.say('红银行').in).toEqual({ 'private/u1': '红银行。' })
})

test('what is said in the group does not answer the private flow', () => {
  const bot = talk()
  bot.say('登记贷款', called)
  bot.say('红银行', room)
  expect(bot.memoryOf().frames[0]!.answers).toEqual({})
})

test('where no private chat can be opened, one sentence says how to begin there', () => {
  const said = talk().say('登记贷款', { ...called, unreachable: true })
  expect(said.in).toEqual({ 'room/c1': fill(words.toPrivateSelf, { start: '登记贷款' }) })
})

test('a private step of a public flow moves the run to the private chat', () => {
  const bot = talk()
  bot.say('登记帮忙', called)
  expect(bot.say('搬箱子', room).in).toEqual({
    'room/c1': words.toPrivate,
    'private/u1': '电话只有老师看得到。\n\n电话多少？',
  })
  expect(bot.say('13800000000', room).text).toBe('')
  expect(bot.say('13800000000').in['private/u1']).toContain('2. 电话：13800000000')
})

test('where no private chat can be opened, a run at a private step waits as a draft', () => {
  const bot = talk()
  bot.say('登记帮忙', { ...called, unreachable: true })
  const said = bot.say('搬箱子', { ...room, unreachable: true })
  expect(said.in).toEqual({ 'room/c1': fill(words.toPrivateSelf, { start: words.resume[0]! }) })
  expect(bot.say('继续').text).toContain('电话只有老师看得到。\n\n电话多少？')
})

test('a private step in the private chat is asked like any other', () => {
  expect(talk().all('登记帮忙', '搬箱子').in).toEqual({ 'private/u1': '电话只有老师看得到。\n\n电话多少？' })
})

test('private answers of a draft are not shown in a group', () => {
  const bot = talk()
  bot.all('登记帮忙', '搬箱子', '13800000000', '退出', '1')
  const said = bot.say('继续', called)
  expect(said.in['room/c1']).toBe(`${fill(words.resumed, { title: '帮忙登记' })}\n\n${words.toPrivate}`)
  expect(said.in['private/u1']).toContain('13800000000')
})

test('private answers of a submission are not shown in a group', () => {
  const bot = talk()
  bot.all('登记帮忙', '搬箱子', '13800000000', '提交')
  const said = bot.say('登记帮忙', called)
  expect(said.in['room/c1']).toBe(words.toPrivate)
  expect(said.in['private/u1']).toContain('13800000000')
})

test('a group does not learn the names of private drafts', () => {
  const bot = talk()
  bot.all('登记贷款', '退出') // nothing answered: no draft
  bot.all('登记帮忙', '搬箱子', '退出', '1')
  bot.say('登记贷款')
  bot.wait(2 * 24 * 60)
  const said = bot.say('继续', called)
  expect(said.in['room/c1']).toBe(words.toPrivate)
  expect(said.in['private/u1']).toContain('贷款登记')
})

test('a student cannot begin a flow for staff, in words or by its name', () => {
  const staff = aFlow(
    'staff',
    'title: 走访登记\nstarts: [登记走访]\nfor: staff\nsteps:\n  - { id: a, type: text, ask: 哪里？ }\n  - { id: b, type: end }',
  )
  const bot = flowTalk(knowledge, [staff])
  for (const text of ['登记走访', '走访登记', 'staff']) bot.say(text)
  expect(bot.memoryOf().frames).toEqual([])
  expect(bot.say('登记走访', { role: 'counselor', from: 'teacher' }).text).toBe('哪里？')
})

test('in a group that the bot is not spoken to in, no flow begins', () => {
  expect(talk().say('登记钥匙', room).text).toBe('')
})

test('a question about a draft in a group is not answered by chatter minutes later', () => {
  const bot = talk()
  bot.say('登记钥匙', called)
  bot.say('1', room)
  bot.say('退出', room)
  bot.wait(10)
  expect(bot.say('2', room).text).toBe('')
  expect(bot.memoryOf().frames).toHaveLength(1)
})

const links = () => flowTalk(knowledge, [keys, loan, help], { oneTimeUrl: id => `https://lixiao.example/go/${id}` })
const unreachable = { ...called, unreachable: true }
const linksIn = (effects: { do: string }[]) => effects.filter(e => e.do === 'make-one-time-link')

test('where no private chat can be opened, a private flow begins behind a one-time link', () => {
  const said = links().say('登记贷款', unreachable)
  expect(said.text).toMatch(/https:\/\/lixiao\.example\/go\/\S+\n/)
  expect(linksIn(said.effects)).toMatchObject([{ says: '登记贷款', frame: null, until: 1781064000000 + 15 * 60_000 }])
})

test('a run that comes to its private step in a group goes on behind the link, and no longer in the group', () => {
  const bot = links()
  bot.say('登记帮忙', unreachable)
  const said = bot.say('搬行李', { ...room, unreachable: true })
  expect(linksIn(said.effects)).toMatchObject([
    { says: words.resume[0], frame: { flow: 'help', answers: { what: '搬行李' } } },
  ])
  expect(bot.memoryOf()).toMatchObject({ frames: [], drafts: [] })
})

test('nothing that someone handed in before is behind a link', () => {
  const bot = links()
  bot.all('登记帮忙', '搬行李', '宿舍楼电话', '提交')
  bot.all('登记贷款')
  bot.wait(60 * 48)
  const said = bot.say('登记贷款', unreachable)
  expect(linksIn(said.effects)).toEqual([])
  expect(said.text).toBe(fill(words.toPrivateSelf, { start: '登记贷款' }))
})

test('without an address of the web the bot says what to say in the private chat', () => {
  expect(talk().say('登记贷款', unreachable).text).toBe(fill(words.toPrivateSelf, { start: '登记贷款' }))
})
