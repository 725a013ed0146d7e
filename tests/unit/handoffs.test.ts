import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { handoffAsked as asked } from '../support/handoff.ts'

test('who asks for a person is heard by their own counselor, privately, with how to reach them', async () => {
  const { arrived } = await asked()
  const told = arrived.find(a => a.to === 'c2')
  expect(told).toMatchObject({ chat: 'private/c2' })
  expect(told!.text).toContain('示例s1同学想请你跟进：退宿（不急）')
  expect(told!.text).toContain('可以联系：短信')
  expect(arrived.filter(a => a.to !== 's1')).toHaveLength(1)
})

test('counselors list what waits in their classes, mark it done, and both stand in the audit log', async () => {
  const { office, number, audit } = await asked()
  expect(await office.say('c1', '待办')).toContain(number)
  expect(await office.say('c1', `办结 ${number}`)).toContain('已标记为跟进完')
  expect(await office.say('c2', '待办')).toBe(office.content.knowledge.phrases.handoff.none)
  expect((await audit()).map(line => line.split(' ')[1])).toEqual(['read-handoffs', 'finish-handoff', 'read-handoffs'])
})

test('nobody sees or ends what is not in their classes', async () => {
  const { office: made, number } = await asked()
  expect(await made.say('c9', '待办')).toBe(made.content.knowledge.phrases.handoff.none)
  expect(await made.say('c9', `办结 ${number}`)).toContain('没有找到')
  expect(await made.say('s1', '待办')).not.toContain(number)
})

test('in a group the list is said in private', async () => {
  const { office } = await asked()
  const arrived = await office.hear('c1', '待办', { room: 'g', mentioned: true })
  expect(
    arrived
      .filter(a => a.chat === 'room/g')
      .map(a => a.text)
      .join(),
  ).not.toContain('钥匙')
  expect(arrived.find(a => a.chat === 'private/c1')!.text).toContain('钥匙丢了')
})

const mydata = aFlow('mydata', shippedFlow('mydata'))

/** As `asked`, where one may also have one's data deleted. */
async function askedAndSorry() {
  const { office, number } = await asked({ way: '短信 13800138000', flows: [mydata] })
  return { ...office, number }
}

test('whoever has an open request hears that it would go before they delete their data', async () => {
  const made = await askedAndSorry()
  await made.say('s1', '我的数据')
  const said = await made.say('s1', '删除')
  expect(said).toContain(fill(made.content.knowledge.phrases.flow.requestsGo, { numbers: made.number }))
  expect(await made.say('s1', '先不删')).toContain('什么都没删')
  expect(await made.say('c2', '待办')).toContain('13800138000')
})

test('once it is deleted the counselor hears it, and what they were sent of it holds no word any more', async () => {
  const made = await askedAndSorry()
  for (const text of ['我的数据', '删除']) await made.say('s1', text)
  const arrived = await made.hear('s1', '确定删除')
  const { phrases, retention } = made.content.knowledge
  const gone = fill(phrases.handoff.requestGone, { number: made.number })
  expect(arrived.filter(a => a.to === 'c2').map(a => a.text)).toEqual([gone])
  const bodies = await made.database.db.selectFrom('delivery').select('body').where('chat', '=', 'private/c2').execute()
  const text = JSON.stringify(bodies)
  expect([text.includes('钥匙'), text.includes('13800138000'), text.includes(retention.erased)]).toEqual([
    false,
    false,
    true,
  ])
  expect(await made.say('c2', '待办')).toBe(phrases.handoff.none)
})

test('without an open request nobody is told', async () => {
  const made = await askedAndSorry()
  await made.say('c2', `办结 ${made.number}`)
  await made.say('s1', '我的数据')
  expect(await made.say('s1', '删除')).not.toContain(made.number)
  expect((await made.hear('s1', '确定删除')).filter(a => a.to === 'c2')).toEqual([])
})

test('what was asked for goes when its half year is over', async () => {
  const made = await askedAndSorry()
  await made.wait(179 * 24 * 60)
  expect(await made.database.db.selectFrom('handoff').selectAll().execute()).toHaveLength(1)
  await made.wait(3 * 24 * 60)
  expect(await made.database.db.selectFrom('handoff').selectAll().execute()).toEqual([])
})
