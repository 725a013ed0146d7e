import { expect, test } from 'vitest'
import { parseCaseWords } from '../../src/office/cases/words.ts'
import { brushing, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow } from '../support/flow.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = fixtureKnowledge()
const content = contentOf(knowledge)
const words = content.caseWords.check
const talk = () => talkWith(knowledge)
const certain = /一定是|肯定是|就是骗|是骗局|是骗子/

test('“帮我看看这个” and the message behind it: the signs in it are quoted and nothing is called certain', () => {
  const { reply } = talk().hear(`帮我看看这个：${brushing}`)
  expect(reply).toContain('【风险提示】')
  expect(reply).toContain('· 刷单')
  expect(reply).toContain('96110')
  expect(reply).not.toMatch(certain)
})

test('“帮我看看这个” alone asks for the message, and the next one is looked at', () => {
  const t = talk()
  expect(t.hear('帮我看看这个').reply).toBe(words.send)
  expect(t.hear(brushing).reply).toContain('【风险提示】')
})

test('what comes next is looked at even when nothing is suspicious in it', () => {
  const t = talk()
  t.hear('帮我看看这个')
  expect(t.hear('明天下午三点在学生活动中心集合，记得带学生证').reply).toContain('不代表安全')
})

test('a thank-you or a question after it is taken for what it is', () => {
  const t = talk()
  t.hear('帮我看看这个')
  expect(t.hear('谢谢').reply).toContain('不客气')
  expect(t.hear('退宿什么时候截止').verdict.entry).toBe('checkout-when')
})

test('after ten minutes the next message is not it any more', () => {
  const t = talk()
  t.hear('帮我看看这个')
  t.wait(11)
  expect(t.hear('明天下午三点在学生活动中心集合，记得带学生证').reply).not.toContain('不代表安全')
})

test('a quoted message is looked at', () => {
  expect(talk().hear('帮我看看这个', { quoted: brushing }).reply).toContain('【风险提示】')
})

test('a forwarded message is looked at without a word', () => {
  expect(talk().hear(brushing, { forwarded: true }).reply).toContain('【风险提示】')
  const plain = talk().hear('明天下午三点在学生活动中心集合，记得带学生证', { forwarded: true })
  expect(plain.reply).toContain('不代表安全')
})

test('a suspicious message that is simply pasted is looked at', () => {
  expect(talk().hear(brushing).reply).toContain('【风险提示】')
})

test('a picture with a QR code is looked at by what the code says', () => {
  const t = talk()
  t.hear('帮我看看这个')
  const { reply } = t.hear('', { code: 'https://www.chsi.com.cn.login-xuexin.top/pay' })
  expect(reply).toContain('https://www.chsi.com.cn.login-xuexin.top/pay')
  // It imitates a true domain.
  expect(reply).toContain('【风险提示】')
})

test('a picture in which nothing was read is said to be one, with what to send instead', () => {
  const t = talk()
  t.hear('帮我看看这个')
  expect(t.hear('帮我看看这个', { images: 1 }).reply).toBe(words.nothingToSee)
})

test('when money has moved, 110 comes before everything else', () => {
  const { reply } = talk().hear(`帮我看看这个，我已经转了两百，${brushing}`)
  expect(reply!.indexOf('110')).toBeGreaterThanOrEqual(0)
  expect(reply!.startsWith(words.moved)).toBe(true)
})

test('honest questions go on to the knowledge', () => {
  expect(talk().hear('退宿什么时候截止').verdict.entry).toBe('checkout-when')
  expect(talk().hear('帮我看看这个，退宿什么时候截止').verdict.outcome).toBe('answer')
})

test('in a group the answer comes in private, with a line in the group', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '帮我看看这个', { room: 'g0', mentioned: true, quoted: brushing })
  expect(arrived.map(a => a.chat).sort()).toEqual(['private/s1', 'room/g0'])
  expect(arrived.find(a => a.chat === 'room/g0')!.text).toBe(knowledge.phrases.flow.toPrivate)
})

test('the person is told whom to ask by name, and where the conversation about it begins', async () => {
  const flow = aFlow(
    'scam',
    'title: 骗子\nstarts: [我是不是遇到骗子了]\nsteps: [{ id: a, type: say, say: 好 }, { id: done, type: end, say: 好 }]',
  )
  const office = await openCaseOffice({ flows: [flow] })
  const [arrived] = await office.hear('s1', `帮我看看这个：${brushing}`)
  expect(arrived!.text).toContain('示例辅导员一')
  expect(arrived!.choices).toEqual(['我是不是遇到骗子了'])
})

test('what was looked at in private is not kept as a case', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', `帮我看看这个：${brushing}`)
  expect(await office.database.db.selectFrom('scam_case').selectAll().execute()).toEqual([])
})

const shipped = (edit: (text: string) => string) => {
  const problems: Parameters<typeof parseCaseWords>[1] = []
  parseCaseWords({ where: 'cases.yaml', text: edit(yaml) }, problems)
  return problems.map(p => `${p.line} ${p.what}`)
}
const { readFileSync } = await import('node:fs')
const yaml = readFileSync('knowledge/cases.yaml', 'utf8')

test('a verdict, a promise of secrecy, a diagnosis or an always open 12356 is a problem with its line', () => {
  expect(shipped(t => t)).toEqual([])
  expect(shipped(t => t.replace('拿不准，私聊我', '这一定是骗局，私聊我')).join()).toContain('scam.card')
  expect(shipped(t => t.replace('我在听。', '我在听，会替你保密。')).join()).toContain('不能答应保密')
  expect(shipped(t => t.replace('我在听。', '我在听，这像抑郁症。')).join()).toContain('不下诊断')
  expect(shipped(t => t.replace('可以打 12356。', '可以打 12356（24 小时）。')).join()).toContain('24 小时')
  expect(shipped(t => t.replaceAll('打 110 或 120', '等等')).join()).toContain('要写 110 和 120')
})
