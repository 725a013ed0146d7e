import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import type { GroupMode } from '../../src/core/group.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { talkWith } from '../support/talk.ts'

const inMode = (mode: GroupMode) =>
  fixtureKnowledge({ 'school.yaml': text => text.replace('group_mode:', `group_mode: ${mode}`) })
const auto = inMode('自动')
const keyword = inMode('关键词')
const { phrases } = auto
const room = 'g'

test('in mode 自动 a very clear question to nobody is answered', () => {
  expect(talkWith(auto).hear('退宿什么时候截止？', { room }).verdict).toMatchObject({
    outcome: 'answer',
    entry: 'checkout-when',
  })
})

for (const remark of [
  '我退宿啦',
  '退宿好麻烦',
  '大家毕业快乐',
  '宿舍怎么打扫',
  '今晚打球吗',
  '哈哈哈哈',
  '毕业证真好看',
])
  test(`in mode 自动 “${remark}” is left alone`, () => {
    expect(talkWith(auto).hear(remark, { room })).toMatchObject({ reply: null, effects: [] })
  })

test('private matters are never answered unasked in a group', () => {
  expect(talkWith(auto).hear('学校的心理咨询怎么约？', { room }).reply).toBeNull()
  expect(talkWith(auto).hear('学校的心理咨询怎么约？', { room, mentioned: true }).verdict.entry).toBe('mind-talk')
})

test('in mode 关键词 a clear question with a trigger word is answered', () => {
  expect(talkWith(keyword).hear('退宿什么时候截止？', { room }).verdict.outcome).toBe('answer')
})

test('in mode 关键词 a clear question without a trigger word is left alone', () => {
  expect(talkWith(keyword).hear('毕业证丢了怎么补办？', { room }).reply).toBeNull()
})

test('in mode 关键词 a trigger word alone is no question', () => {
  expect(talkWith(keyword).hear('终于退宿了', { room }).reply).toBeNull()
})

test('unasked, the bot never says that it does not know', () => {
  for (const knowledge of [auto, keyword])
    expect(talkWith(knowledge).hear('明天食堂吃什么？', { room }).effects).toEqual([])
})

test('unasked answers in one group are limited to five in ten minutes', () => {
  const talk = talkWith(auto)
  const questions = [
    '退宿什么时候截止？',
    '怎么退宿？',
    '行李托运点在哪里？',
    '助学贷款毕业确认怎么做？',
    '毕业证丢了怎么补办？',
    '学位证丢了怎么补办？',
  ]
  const answered = questions.map(q => talk.hear(q, { room }).verdict.outcome === 'answer')
  expect(answered).toEqual([true, true, true, true, true, false])
})

test('after ten minutes unasked answers are given again', () => {
  const talk = talkWith(auto)
  for (const q of [
    '退宿什么时候截止？',
    '怎么退宿？',
    '行李托运点在哪里？',
    '助学贷款毕业确认怎么做？',
    '毕业证丢了怎么补办？',
  ])
    talk.hear(q, { room })
  talk.wait(11)
  expect(talk.hear('学位证丢了怎么补办？', { room }).verdict.outcome).toBe('answer')
})

test('a counselor sets the mode of a group, and it is noted', async () => {
  const talk = talkWith(auto)
  const { reply, effects } = await talk.order('模式 静默', { room, role: 'counselor' })
  expect(reply).toBe(fill(phrases.modeSet, { mode: '静默' }))
  expect(effects).toContainEqual({ do: 'audit', act: 'set-group-mode', detail: '静默 room/g' })
})

test('a mode that was set holds in that group for everyone', async () => {
  const talk = talkWith(auto)
  await talk.order('模式 静默', { room, role: 'counselor', from: 'teacher' })
  expect(talk.hear('退宿什么时候截止？', { room }).reply).toBeNull()
})

test('a mode that was set does not touch other groups', async () => {
  const talk = talkWith(auto)
  await talk.order('模式 静默', { room, role: 'counselor' })
  expect(talk.hear('退宿什么时候截止？', { room: 'other' }).verdict.outcome).toBe('answer')
})

test('a student is refused and changes nothing', async () => {
  const talk = talkWith(auto)
  expect((await talk.order('@小助手 模式 静默', { room })).reply).toBe(phrases.modeRefused)
  expect(talk.hear('退宿什么时候截止？', { room }).verdict.outcome).toBe('answer')
})

test('a student who talks about modes to nobody is left alone', () => {
  expect(talkWith(auto).hear('模式 静默', { room }).reply).toBeNull()
})

test('the mode can be asked for', () => {
  expect(talkWith(keyword).hear('/模式', { room, role: 'counselor' }).reply).toBe(
    fill(phrases.modeNow, { mode: '关键词' }),
  )
})

test('an unknown mode is named and nothing is set', async () => {
  const talk = talkWith(auto)
  expect((await talk.order('模式 大声', { room, role: 'counselor' })).reply).toBe(
    fill(phrases.modeUnknown, { mode: '大声' }),
  )
  expect(talk.hear('退宿什么时候截止？', { room }).verdict.outcome).toBe('answer')
})

test('仅@ may be typed with a full-width @', async () => {
  const { reply } = await talkWith(auto).order('模式 仅＠', { room, role: 'counselor' })
  expect(reply).toBe(fill(phrases.modeSet, { mode: '仅@' }))
})

test('in a private chat there is no mode to set', () => {
  expect(talkWith(auto).hear('模式 自动', { role: 'counselor' }).reply).toBe(phrases.modePrivate)
})
