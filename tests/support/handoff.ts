import type { Flow } from '../../src/flows/schema.ts'
import { aFlow } from './flow.ts'
import { type Arrived, aCounselor, aPerson, openOffice } from './office.ts'

const askForPerson = aFlow(
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

/** s1 of 一班, whose counselor is c2, and s2; c1 and c2 look after 一班, c9 after 三班 alone, k1 after the college. */
const people = [
  aPerson('s1', { counselor: 'c2' }),
  aPerson('s2'),
  aCounselor('c1', { name: '王敏' }),
  aCounselor('c2', { name: '李芳' }),
  aCounselor('c9', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
  aPerson('k1', { role: 'college', name: '赵强', className: '', scope: [{ of: 'college', college: '示例学院' }] }),
]

/** s1 has asked for a person because of 钥匙丢了, and may be contacted or not; all staff can be written to, and `arrived` is what was sent of it. */
export async function handoffAsked({
  may = '可以',
  way = '短信',
  flows = [],
}: {
  may?: '可以' | '不可以'
  way?: string
  flows?: readonly Flow[]
} = {}) {
  const office = await openOffice({ people, flows: [askForPerson, ...flows] })
  for (const number of ['c1', 'c2', 'c9', 'k1']) await office.say(number, '你好')
  for (const text of ['找老师', '钥匙丢了', way]) await office.say('s1', text)
  const arrived: Arrived[] = await office.hear('s1', may)
  const number = /H\d{6}-\w+/.exec(arrived.map(a => a.text).join('\n'))![0]
  const audit = async () =>
    (await office.database.db.selectFrom('audit').select(['person', 'act', 'detail']).orderBy('seq').execute()).map(
      a => `${a.person} ${a.act} ${a.detail}`,
    )
  return { office, number, arrived, audit }
}
