import { expect, test } from 'vitest'
import { address } from '../../src/bot/address.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { talkWith } from '../support/talk.ts'
import { anUpdate, type Sent } from '../support/update.ts'

const knowledge = fixtureKnowledge({ 'school.yaml': text => text.replace('group_mode:', 'group_mode: 仅@') })
const quiet = fixtureKnowledge({ 'school.yaml': text => text.replace('group_mode:', 'group_mode: 静默') })
const own = knowledge.phrases
const question = '退宿什么时候截止'

/** Ways of speaking to the bot. */
const addressing: [how: string, text: string, sent: Partial<Sent>][] = [
  ['in a private chat', question, {}],
  ['by a mention at the beginning', `@小助手 ${question}`, { room: 'g' }],
  ['by a mention at the end', `${question} @小助手`, { room: 'g' }],
  ['by a mention in the middle', `退宿 @小助手 什么时候截止`, { room: 'g' }],
  ["by a mention that ends as WeChat's do", `@小助手\u2005${question}`, { room: 'g' }],
  ['by a mention of the long name', `@离校小助手 ${question}`, { room: 'g' }],
  ['by a mention that only the platform sees', question, { room: 'g', mentioned: true }],
  ['by a mention under another name', `@小离 ${question}`, { room: 'g', mentioned: true }],
  ['by its name as a prefix', `小助手，${question}`, { room: 'g' }],
  ['by its name without a comma', `小助手${question}`, { room: 'g' }],
  ['by a reply to one of its messages', question, { room: 'g', replies: true }],
]
for (const [how, text, sent] of addressing) {
  test(`spoken to ${how}, the bot answers`, () => {
    expect(talkWith(knowledge).hear(text, sent).verdict).toMatchObject({ outcome: 'answer', entry: 'checkout-when' })
  })
  test(`spoken to ${how}, the bot answers even in a group that is set to silence`, () => {
    expect(talkWith(quiet).hear(text, sent).verdict.outcome).toBe('answer')
  })
}

const notAddressing: [what: string, text: string][] = [
  ['a question to nobody', question],
  ['a mention of somebody else', `@小王 ${question}`],
  ['its name in the middle of a sentence', `听说小助手知道${question}`],
  ['a thank-you to nobody', '谢谢'],
  ['a greeting', '你好'],
  ['a picture', ''],
  ['emoji', '😀😀'],
  ['the word for help', '帮助'],
  ['a mention of another helper', `@小助手二号 ${question}`],
  ['a mention of a name that goes on', `@小助手abc ${question}`],
  ['talk of several helpers', `小助手们 ${question}`],
  ['an address of mail with its name in front', `小助手@school.example ${question}`],
  ['an address of mail with its name behind', `发到 lixiao@小助手 ${question}`],
  ['a line that quotes who mentioned it', `> @小助手 ${question}\n我也想知道`],
]
for (const [what, text] of notAddressing)
  for (const [mode, knows] of [
    ['仅@', knowledge],
    ['静默', quiet],
  ] as const)
    test(`in a group in mode ${mode} the bot stays silent on ${what}`, () => {
      expect(talkWith(knows).hear(text, { room: 'g' })).toMatchObject({ reply: null, effects: [] })
    })

test('what remains of a message has neither the name nor the punctuation after it', () => {
  for (const text of ['@小助手 退宿', '小助手：退宿', '离校小助手，退宿', '退宿 @离校小助手'])
    expect(address(anUpdate({ text, room: 'g' }), own)).toEqual({ addressed: true, text: '退宿' })
})

test('a message that is nothing but the name has no text left', () => {
  expect(address(anUpdate({ text: '@小助手', room: 'g' }), own)).toEqual({ addressed: true, text: '' })
})

test('in a private chat the name may be there or not', () => {
  expect(address(anUpdate({ text: '小助手 退宿' }), own).text).toBe('退宿')
})

test('whoever is called along with the bot stands in the way of nothing', () => {
  for (const text of ['@王同学 @小助手 模式 自动', '@小助手 @王同学 模式 自动', '@王同学 @李同学 @小助手 模式 自动'])
    expect(address(anUpdate({ text, room: 'g' }), own)).toEqual({ addressed: true, text: '模式 自动' })
})

test('beside a line that quotes a mention the bot can be mentioned too', () => {
  expect(address(anUpdate({ text: '> @小王 退宿\n@小助手 怎么办', room: 'g' }), own).addressed).toBe(true)
})

test('a name that is not written in Chinese counts whatever its case, and only as a whole word', () => {
  const latin = { names: ['FarewellBot'], nameTails: [] }
  expect(address(anUpdate({ text: '@farewellbot 退宿', room: 'g' }), latin)).toEqual({ addressed: true, text: '退宿' })
  expect(address(anUpdate({ text: '@farewellbot2 退宿', room: 'g' }), latin).addressed).toBe(false)
})
