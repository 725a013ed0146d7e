import { expect, test } from 'vitest'
import { aFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const ask = aFlow(
  'ask',
  `
title: 找老师
starts: [找老师]
private: true
steps:
  - { id: what, type: text, ask: 什么事？ }
  - { id: way, type: text, ask: 怎么联系？ }
  - { id: may, type: confirm, ask: 可以联系吗？, yes: [可以], no: [不可以] }
  - { id: hand, type: effect, do: handoff, with: { topic: 退宿, urgency: 不急, text: what, how: way, contact: may } }
  - { id: end, type: end, say: "编号 {receipt}。" }
`,
)

/** s1 is of 一班 and their counselor is c2; c9 looks after 三班 alone. */
async function office() {
  const people = [
    aPerson('s1', { counselor: 'c2' }),
    aCounselor('c1'),
    aCounselor('c2'),
    aCounselor('c9', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
  ]
  const made = await openOffice({ people, flows: [ask] })
  for (const number of ['c1', 'c2', 'c9']) await made.say(number, '你好')
  return made
}

async function asked() {
  const made = await office()
  for (const text of ['找老师', '钥匙丢了', '短信']) await made.say('s1', text)
  return { ...made, arrived: await made.hear('s1', '可以') }
}

test('who asks for a person is heard by their own counselor, privately, with how to reach them', async () => {
  const { arrived } = await asked()
  const told = arrived.find(a => a.to === 'c2')
  expect(told).toMatchObject({ chat: 'private/c2' })
  expect(told!.text).toContain('示例s1同学想请你跟进：退宿（不急）')
  expect(told!.text).toContain('可以联系：短信')
  expect(arrived.filter(a => a.to !== 's1')).toHaveLength(1)
})

test('counselors list what waits in their classes, mark it done, and both stand in the audit log', async () => {
  const made = await asked()
  const list = await made.say('c1', '待办')
  const number = /H\d{6}-\w+/.exec(list)![0]
  expect(await made.say('c1', `办结 ${number}`)).toContain('已标记为跟进完')
  expect(await made.say('c2', '待办')).toBe(made.content.knowledge.phrases.handoff.none)
  const acts = await made.database.db.selectFrom('audit').select('act').execute()
  expect(acts.map(a => a.act)).toEqual(['read-handoffs', 'finish-handoff', 'read-handoffs'])
})

test('nobody sees or ends what is not in their classes', async () => {
  const made = await asked()
  const number = /H\d{6}-\w+/.exec(await made.say('c1', '待办'))![0]
  expect(await made.say('c9', '待办')).toBe(made.content.knowledge.phrases.handoff.none)
  expect(await made.say('c9', `办结 ${number}`)).toContain('没有找到')
  expect(await made.say('s1', '待办')).not.toContain(number)
})

test('in a group the list is said in private', async () => {
  const made = await asked()
  const arrived = await made.hear('c1', '待办', { room: 'g', mentioned: true })
  expect(
    arrived
      .filter(a => a.chat === 'room/g')
      .map(a => a.text)
      .join(),
  ).not.toContain('钥匙')
  expect(arrived.find(a => a.chat === 'private/c1')!.text).toContain('钥匙丢了')
})
