import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { freshMemory } from '../../src/core/memory.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases

const ask = aFlow(
  'ask',
  `
title: 求助登记
starts: [登记求助]
submits: { receipt: H, keepDays: 30, repeatable: true }
steps:
  - id: topic
    type: choice
    ask: 什么事？
    label: 事情
    options: [{ value: dorm, label: 宿舍 }, { value: loan, label: 贷款 }]
  - { id: may, type: confirm, ask: 可以联系你吗？, yes: [可以], no: [不用] }
  - { id: asked, type: branch, cases: [{ when: may == true, go: how }], else: check }
  - { id: how, type: text, ask: 怎么联系？, label: 联系方式 }
  - { id: check, type: review, ask: 对吗？ }
  - { id: keep, type: effect, do: save }
  - { id: send, type: effect, do: handoff, with: { topic: topic, urgency: 不急, text: 见编号, contact: may, how: how } }
  - { id: mark, type: effect, do: tag, with: { name: asked, value: topic } }
  - { id: end, type: end, say: "编号 {receipt}，联系：{how}。" }
`,
)
const pledge = aFlow(
  'pledge',
  `
title: 承诺登记
starts: [登记承诺]
submits: { receipt: P, keepDays: 30 }
steps:
  - { id: name, type: text, ask: 姓名？, label: 姓名 }
  - { id: check, type: review, ask: 对吗？ }
  - { id: keep, type: effect, do: save }
  - { id: paper, type: confirm, ask: 要证书吗？, yes: [要], no: [不要证书] }
  - { id: picture, type: effect, do: certificate, with: { name: name } }
  - { id: end, type: end }
`,
)
const data = aFlow(
  'data',
  `
title: 数据登记
starts: [登记数据]
steps:
  - id: what
    type: choice
    ask: 做什么？
    options:
      - { value: see, label: 看 }
      - { value: drop, label: 删 }
      - { value: pledge, label: 撤回承诺 }
  - id: way
    type: branch
    cases: [{ when: what == 'see', go: show }, { when: what == 'drop', go: delete }]
    else: withdraw
  - { id: show, type: effect, do: export-data, with: { mode: show }, next: end }
  - { id: delete, type: effect, do: delete-data, next: end }
  - { id: withdraw, type: effect, do: withdraw-consent, with: { scope: what } }
  - { id: end, type: end, say: 好。 }
`,
)
const talk = () => flowTalk(knowledge, [ask, pledge, data])
const effect = <D extends string>(said: { effects: { do: string }[] }, name: D) =>
  said.effects.find(e => e.do === name) as Record<string, unknown> | undefined

test('a request for help reaches the counselor in words, with the number of its receipt', () => {
  const bot = talk()
  const said = bot.all('登记求助', '贷款', '可以', '微信', '提交')
  const { number } = bot.submissions()[0]!
  const note = { number, topic: '贷款', urgency: '不急', text: '见编号', how: '微信', mayContact: true }
  expect(effect(said, 'hand-off')).toMatchObject({ do: 'hand-off', ...note })
})

test('how to contact someone who then declined is neither handed over, saved nor said', () => {
  const bot = talk()
  bot.all('登记求助', '贷款', '可以', '微信 abc')
  bot.all('上一步', '上一步', '不用')
  const said = bot.say('提交')
  expect(effect(said, 'hand-off')).toMatchObject({ how: '', mayContact: false })
  expect(JSON.stringify([said, bot.submissions()])).not.toContain('微信 abc')
  expect(said.text).toContain(`联系：${words.notGiven}`)
})

test('a tag takes its value from an answer', () => {
  expect(effect(talk().all('登记求助', '宿舍', '不用', '提交'), 'tag')).toMatchObject({ name: 'asked', value: 'dorm' })
})

test('a certificate is a picture under its code, which the saved submission holds', () => {
  const said = talk().all('登记承诺', '小林', '提交', '要')
  const saved = effect(said, 'save-submission') as { submission: { code: string } }
  const picture = said.effects.flatMap(e => (e.do === 'say' ? e.saying.images : []))
  expect(saved.submission.code).toMatch(/^[A-Z0-9]{5}-[A-Z0-9]{5}$/)
  expect(picture).toEqual([{ url: `/certificates/${saved.submission.code}.png`, alt: words.certificateAlt }])
})

test('what is stored about a person is told with number and state', () => {
  const bot = talk()
  bot.all('登记承诺', '小林', '提交', '要')
  expect(bot.all('登记数据', '看').text).toContain(`承诺登记 ${bot.submissions()[0]!.number}（已提交）`)
})

test('deleting leaves nothing of the person in memory', () => {
  const bot = talk()
  bot.all('登记承诺', '小林', '提交', '要', '登记求助', '宿舍', '退出', '1')
  const said = bot.all('登记数据', '删')
  expect(effect(said, 'forget')).toMatchObject({ do: 'forget', scope: 'all' })
  expect(bot.memoryOf()).toEqual(freshMemory())
})

test('withdrawing consent for one flow deletes what rested on it and nothing else', () => {
  const bot = talk()
  bot.all('登记承诺', '小林', '提交', '要', '登记求助', '宿舍', '不用', '提交')
  const { number } = bot.submissions()[0]!
  const said = bot.all('登记数据', '撤回承诺')
  expect(effect(said, 'forget')).toMatchObject({ do: 'forget', scope: { submission: number } })
  expect(bot.submissions().map(s => s.flow)).toEqual(['ask'])
})

test('texts show answers as people read them', () => {
  const show = aFlow(
    'show',
    `
title: 显示登记
starts: [登记显示]
steps:
  - { id: day, type: date, ask: 哪天？ }
  - { id: items, type: choice, ask: 哪些？, many: true, options: [{ value: a, label: 甲 }, { value: b, label: 乙 }] }
  - { id: note, type: text, ask: 备注？, optional: true }
  - { id: sum, type: set, values: { many: "=count(items)", kind: 普通 } }
  - { id: end, type: end, say: "{day}|{items}|{note}|{many}|{kind}|{{checkout.place}}" }
`,
  )
  const said = flowTalk(knowledge, [show]).all('登记显示', '6月29日', '2 1', '跳过').text
  const place = fill(knowledge.phrases.sampleMark, { value: '一楼值班室' })
  expect(said).toBe(`6月29日 周一|甲、乙|${words.notGiven}|2|普通|${place}`)
})

test('braces in an answer stay as they were typed', () => {
  const echo = aFlow(
    'echo',
    'title: 回声登记\nstarts: [登记回声]\nsteps:\n  - { id: said, type: text, ask: 说？ }\n  - { id: end, type: end, say: "{said}" }',
  )
  expect(flowTalk(knowledge, [echo]).all('登记回声', '{receipt} {{checkout.end}} $&').text).toBe(
    '{receipt} {{checkout.end}} $&',
  )
})
