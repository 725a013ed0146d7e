import { expect, test } from 'vitest'
import type { Receipt } from '../../src/core/delivery.ts'
import { into, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const { caseWords } = contentOf(fixtureKnowledge())
const serious = '我真的不想活了'
const immediate = '我现在就在楼顶，准备跳下去了'
const chats = (arrived: { chat: string }[]) => arrived.map(a => a.chat)

test('when nobody answers in the minutes for an immediate crisis, the backup is told, then the college, the school, the operator', async () => {
  const office = await openCaseOffice({ operator: 'op' })
  await office.hear('s1', immediate)
  expect(await office.wait(4)).toEqual([])
  for (const chat of ['private/c2', 'private/k1', 'private/x1', 'private/op']) {
    const arrived = await office.wait(chat === 'private/c2' ? 1 : 5)
    expect(chats(arrived)).toEqual([chat])
    expect(arrived[0]!.text).toContain('C01')
  }
  expect(await office.wait(60)).toEqual([])
  expect(office.events.at(-1)).toBe('crisis-nobody-left unanswered')
})

test('a serious one waits longer', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', serious)
  expect(await office.wait(14)).toEqual([])
  expect(chats(await office.wait(1))).toEqual(['private/c2'])
})

test('an acknowledged one is told nobody else', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  expect(await office.say('c1', '收到 C01')).toContain('你在跟进')
  expect(await office.wait(120)).toEqual([])
})

test('“已联系” acknowledges too, in any writing of the number', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  expect(await office.say('c1', 'c01已联系')).toContain('已经联系上')
  expect(await office.wait(120)).toEqual([])
})

test('the backup who was told may acknowledge, and the first is told who did when they answer later', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  await office.wait(5)
  await office.say('c2', '收到 C01')
  expect(await office.say('c1', '收到 C01')).toContain('示例辅导员二')
})

test('“收到” alone, or with the number of a notice, acknowledges nothing', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  await office.say('c1', '收到')
  await office.say('c1', '收到 A07')
  expect(chats(await office.wait(5))).toEqual(['private/c2'])
})

test('a counselor whom nothing reaches is passed over at once, and that is logged', async () => {
  const office = await openCaseOffice({ silent: ['c1'] })
  await office.hear('s1', immediate)
  const arrived = await office.wait(0)
  expect(chats(arrived)).toEqual(['private/c2'])
  expect(arrived[0]!.text).toContain('联系不上')
  expect(office.events).toEqual(['crisis-escalated unreachable'])
})

test('a message that the platform refuses is passed on at once, and that is logged', async () => {
  const office = await openCaseOffice()
  const send = office.channel.send.bind(office.channel)
  office.channel.send = async (delivery, signal): Promise<Receipt> =>
    delivery.chatId === 'private/c1' ? { outcome: 'refused', reason: 'blocked' } : send(delivery, signal)
  await office.hear('s1', immediate)
  expect(chats(await office.wait(0))).toEqual(['private/c2'])
  expect(office.events).toEqual(['crisis-escalated refused'])
})

test('someone without a class goes straight to the school', async () => {
  const office = await openCaseOffice()
  await office.hear('stranger', immediate)
  expect(chats(await office.wait(0))).toEqual(['private/x1'])
})

test('a group lends its class to someone whom the roster does not know', async () => {
  const office = await openCaseOffice()
  expect(into(await office.hear('stranger', immediate, { room: 'g2' }), 'private/c1')).toHaveLength(1)
})

test('everything that happened is recorded, each telling once', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  await office.wait(5)
  await office.say('c2', '收到 C01')
  const events = await office.database.db.selectFrom('crisis_event').selectAll().orderBy('seq').execute()
  expect(events.map(e => `${e.event} ${e.step} ${e.staff ?? ''}`.trim())).toEqual([
    'told 0 c1',
    'unanswered 0',
    'told 1 c2',
    'acknowledged 1 c2',
  ])
})

test('a restart in the middle tells nobody twice', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  const again = office.chores.find(c => c.name === 'escalation')!
  office.clock.set(new Date(office.clock.now().getTime() + 5 * 60_000))
  await again.run(office.clock.now())
  await again.run(office.clock.now())
  const keys = await office.database.db.selectFrom('delivery').select('key').where('key', 'like', 'crisis:%').execute()
  expect(keys.map(k => k.key)).toEqual(['crisis:C01:0:c1', 'crisis:C01:1:c2'])
})

test('two processes that see a case due at the same time tell the next once, and skip nobody', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  const escalation = office.chores.find(c => c.name === 'escalation')!
  office.clock.set(new Date(office.clock.now().getTime() + 5 * 60_000))
  const now = office.clock.now()
  await Promise.all([escalation.run(now), escalation.run(now)])
  const told = await office.database.db.selectFrom('crisis_event').select('staff').where('event', '=', 'told').execute()
  expect(told.map(t => t.staff)).toEqual(['c1', 'c2'])
})

test('the record goes when its days are over, with what was sent because of it', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', immediate)
  await office.say('c1', '收到 C01')
  await office.wait(caseWords.crisis.keepDays.open * 1440 + 1)
  const { db } = office.database
  expect(await db.selectFrom('crisis_case').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('crisis_event').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('delivery').select('key').where('key', 'like', 'crisis:%').execute()).toEqual([])
})
