import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases
const day = 24 * 60
/** From 10 June noon to 1 July noon, after the fixture's 退宿截止 on 30 June 17:30. */
const toJuly = 21 * day

const source = `
title: 离校留言
starts: [写留言]
deadline: checkout.end
submits: { receipt: W, keepDays: 30 }
steps:
  - { id: intro, type: say, say: 写几句吧。 }
  - { id: name, type: text, ask: 署什么名？, label: 姓名 }
  - { id: body, type: text, ask: 写什么？, label: 正文, free: true }
  - { id: agree, type: confirm, ask: 同意保存三十天吗？, label: 同意保存, yes: [同意], no: [不同意] }
  - { id: choose, type: branch, cases: [{ when: agree == true, go: check }], else: none_kept }
  - { id: check, type: review, ask: 请看一遍。 }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "收到，编号 {receipt}。" }
  - { id: none_kept, type: end, say: 没有保存。 }
`
const note = aFlow('note', source)
const late = aFlow('note', source.replace('keepDays: 30', 'late: true, keepDays: 30'))
const screened = aFlow('note', source.replace('keepDays: 30', 'screen: true, keepDays: 30'))
const record = aFlow('note', source.replace('keepDays: 30', 'repeatable: true, keepDays: 30'))
const written = (flow = note) => {
  const talk = flowTalk(knowledge, [flow])
  talk.all('写留言', '小林', '再见', '同意')
  return talk
}
const handedIn = (flow = note) => {
  const talk = written(flow)
  talk.say('提交')
  return talk
}
const saves = (effects: { do: string }[]) => effects.filter(e => e.do === 'save-submission').length

test('the summary numbers all answers that have a name, and nothing is saved before 提交', () => {
  const said = flowTalk(knowledge, [note]).all('写留言', '小林', '再见', '同意')
  expect(said.text).toBe(`请看一遍。\n1. 姓名：小林\n2. 正文：再见\n3. 同意保存：${words.yes}\n${words.reviewHint}`)
  expect(saves(said.effects)).toBe(0)
})

test('提交 saves once and gives a receipt number with the day in it', () => {
  const talk = written()
  const said = talk.say('提交')
  const { number } = talk.submissions()[0]!
  expect(number).toMatch(/^W260610-[34679ACDEFGHJKMNPQRTUVWXY]{7}$/)
  expect([said.text, saves(said.effects)]).toEqual([`收到，编号 ${number}。`, 1])
})

test('without consent nothing is saved', () => {
  const talk = flowTalk(knowledge, [note])
  expect(talk.all('写留言', '小林', '再见', '不同意').text).toBe('没有保存。')
  expect(talk.submissions()).toEqual([])
})

test('an answer corrected in the summary is shown there again and handed in', () => {
  const talk = written()
  expect(talk.say('姓名改成小李').text).toContain('1. 姓名：小李')
  talk.say('提交')
  expect(talk.answers()!.name).toBe('小李')
})

test('修改 2 asks the second answer again', () => {
  const talk = written()
  expect(talk.say('修改 2').text).toBe('写什么？')
  expect(talk.say('常回来').text).toContain('2. 正文：常回来')
})

for (const text of ['嗯', '2', '修改'])
  test(`“${text}” in the summary submits nothing and says what one may do`, () => {
    const talk = written()
    const said = talk.say(text)
    expect(said.text).toContain(words.rejects['submit-or-change'])
    expect(said.text).toContain(words.reviewHint)
    expect(talk.submissions()).toEqual([])
  })

test('a summary that was accepted is shown again after a later correction', () => {
  const text = source.replace(
    '  - { id: keep,',
    '  - { id: last, type: confirm, ask: 真的交吗？, yes: [交], no: [先不交] }\n  - { id: keep,',
  )
  const talk = flowTalk(knowledge, [aFlow('note', text)])
  expect(talk.all('写留言', '小林', '再见', '同意', '提交', '姓名改成小李').text).toContain('1. 姓名：小李')
})

test('a second visit shows what was handed in and offers to revise or withdraw it', () => {
  const said = handedIn().say('写留言')
  expect(said.text).toMatch(/^你已经交过《离校留言》，编号 W260610-\w{7}（已提交）：\n1. 姓名：小林\n2. 正文：再见/)
  expect(said.choices).toEqual([words.visitRevise, words.visitWithdraw, words.visitKeep])
})

test('a revision keeps the number and replaces the answers', () => {
  const talk = handedIn()
  const { number } = talk.submissions()[0]!
  talk.all('写留言', '修改')
  talk.wait(10)
  talk.all('正文改成常回来', '提交')
  expect(talk.submissions()).toMatchObject([{ number, answers: { name: '小林', body: '常回来' }, state: 'submitted' }])
  expect(talk.submissions()[0]!.revisedAt).toBe(talk.clock.now().getTime())
})

test('a revision says nothing that was said before but the summary', () => {
  const talk = handedIn()
  expect(talk.all('写留言', '1').text).toMatch(/^请看一遍。/)
})

test('withdrawing ends a submission, and the next time begins afresh', () => {
  const talk = handedIn()
  const { number } = talk.submissions()[0]!
  const said = talk.all('写留言', '撤回')
  expect(said.text).toBe(fill(words.withdrawn, { number }))
  expect(said.effects).toContainEqual({ do: 'withdraw-submission', number })
  expect(talk.say('写留言').text).toContain('署什么名？')
})

test('an offer that another question has passed by is no longer picked by its number', () => {
  const talk = handedIn()
  talk.all('写留言', '退宿什么时候截止？', '2')
  expect(talk.submissions()[0]!.state).toBe('submitted')
})

test('after the deadline it can only be withdrawn', () => {
  const talk = handedIn()
  talk.wait(toJuly)
  const said = talk.say('写留言')
  expect(said.text).toContain(fill(words.visitClosed, { date: '6月30日 周二' }))
  expect(said.choices).toEqual([words.visitWithdraw, words.visitKeep])
  expect(talk.say('1').text).toContain('已撤回')
})

test('a flow that takes late ones can be revised after the deadline', () => {
  const talk = handedIn(late)
  talk.wait(toJuly)
  expect(talk.say('写留言').choices).toContain(words.visitRevise)
})

test('修改 that was offered before the deadline and picked after it withdraws nothing', () => {
  const talk = handedIn()
  talk.wait(20 * day + 5 * 60 + 29)
  expect(talk.say('写留言').choices[0]).toBe(words.visitRevise)
  talk.wait(5)
  expect(talk.say('1').choices).toEqual([words.visitWithdraw, words.visitKeep])
  expect(talk.submissions()[0]!.state).toBe('submitted')
})

test('a deadline that passes in the middle is said, and it is saved as late', () => {
  const talk = written()
  talk.wait(20 * day + 5 * 60 + 31)
  const said = talk.all('继续', '提交')
  expect(said.text).toContain(fill(words.savedLate, { label: '退宿截止' }))
  expect(talk.submissions()[0]!.state).toBe('late')
})

test('a flow whose runs are records of their own saves each as a new one', () => {
  const talk = handedIn(record)
  talk.all('写留言', '小王', '保重', '同意', '提交')
  expect(new Set(talk.submissions().map(s => s.number)).size).toBe(2)
})

test('an old draft of what was handed in meanwhile revises it instead of handing in a second one', () => {
  const talk = written()
  talk.say('写留言', { chat: 'phone/u1' })
  for (const text of ['小李', '常联系', '同意', '提交']) talk.say(text, { chat: 'phone/u1' })
  talk.say('提交')
  expect(talk.submissions()).toHaveLength(1)
})

test('the words that begin a flow take its draft up', () => {
  const talk = written()
  talk.all('退出', '1')
  expect(talk.say('写留言').text).toContain(fill(words.resumed, { title: '离校留言' }))
})

test('a telephone number in a screened flow sends it to a moderator', () => {
  const talk = flowTalk(knowledge, [screened])
  const said = talk.all('写留言', '小林', '打我电话 13800000000', '同意', '提交')
  expect(said.text).toContain(words.savedForReview)
  expect(talk.submissions()[0]!.state).toBe('review')
})

test('重来 after something was saved changes that instead of saving another', () => {
  const text = source.replace(
    '  - { id: end,',
    '  - { id: more, type: confirm, ask: 还要通知吗？, yes: [要], no: [不要通知] }\n  - { id: end,',
  )
  const talk = flowTalk(knowledge, [aFlow('note', text)])
  talk.all('写留言', '小林', '再见', '同意', '提交', '重来', '小李', '保重', '同意', '提交')
  expect(talk.submissions()).toMatchObject([{ answers: { name: '小李' } }])
})
