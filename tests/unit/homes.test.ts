import { expect, test } from 'vitest'
import type { Home } from '../../src/core/roster.ts'
import { tellOperator } from '../../src/store/notices.ts'
import { firstHomes } from '../../src/store/people/homes.ts'
import { linkReads, makeLinks } from '../../src/store/people/links.ts'
import { greet, publish, standings } from '../support/broadcast.ts'
import { aFlow } from '../support/flow.ts'
import { handLink, takeLinksBack } from '../support/links.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from '../support/office.ts'
import { aSaying } from '../support/store.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const hour = 3_600_000
const warning = '发布预警 诈骗预警 重要 给：我带的班 时间：现在 内容：有人冒充辅导员收押金，别转账。'
const people = [aPerson('s1'), aPerson('s2'), aCounselor('c1')]

const open = (options: OfficeOptions = {}) => openOffice({ people, linkPrefix: 'linked/', ...options })

/** Where a personal link for somebody leads. */
const linked = (number: string): Home => ({
  handle: `linked/${number}`,
  chat: { id: `private/linked/${number}`, channel: 'test', kind: 'private', title: '' },
})

const giveLink = ({ database, clock }: Office, number: string, hours = 24) => {
  const until = new Date(clock.now().getTime() + hours * hour)
  return handLink(database, number, { until, home: linked(number), now: clock.now() })
}

/** Binds somebody on a channel that was switched off since, later than everywhere else. */
const bindElsewhere = ({ database, clock }: Office, number: string) =>
  database.db
    .insertInto('binding')
    .values({
      handle: `gone/${number}`,
      number,
      channel: 'gone',
      private_chat: `gone/${number}`,
      at: clock.now().getTime() + 1,
    })
    .execute()

let count = 0

/** The chats in which these people are written to. */
async function written(office: Office, ...numbers: string[]): Promise<string[]> {
  const key = `test:${++count}`
  const arrived = await office.decideWith('c9', [{ do: 'write-to', key, numbers, saying: aSaying('看看') }])
  return arrived.map(a => a.chat)
}

const ask = aFlow(
  'ask',
  `
title: 找老师
starts: [找老师]
private: true
steps:
  - { id: what, type: text, ask: 什么事？ }
  - { id: hand, type: effect, do: handoff, with: { topic: 退宿, urgency: 不急, text: what, how: what, contact: what } }
  - { id: end, type: end, say: "编号 {receipt}。" }
`,
)

test('staff whose newest binding is on a channel that was switched off hear of requests, cries for help and trouble where they still are', async () => {
  const office = await open({ flows: [ask], operator: 'c1' })
  await greet(office, 's1', 'c1')
  await bindElsewhere(office, 'c1')
  await office.say('s1', '找老师')
  expect((await office.hear('s1', '钥匙丢了')).map(a => a.chat)).toContain('private/c1')
  expect((await office.hear('s1', '我不想活了，现在就在楼顶')).map(a => a.chat)).toContain('private/c1')
  const { database, clock } = office
  const what = { operator: 'c1', about: 'web', key: 'k', saying: aSaying('坏了') }
  await tellOperator(database, what, { ids: { next: () => 'notice' }, at: clock.now() })
  expect((await office.round()).map(a => a.chat)).toEqual(['private/c1'])
})

test('of several places the one where somebody was bound last is written to', async () => {
  const office = await open()
  await greet(office, 's1')
  const later = office.clock.now().getTime() + 1
  const row = { number: 's1', channel: 'test', private_chat: 'private/new', at: later }
  await office.database.db
    .insertInto('binding')
    .values({ handle: 'new', ...row })
    .execute()
  expect(await written(office, 's1')).toEqual(['private/new'])
})

test('whoever holds a link that is good can be written to before they said anything, in what they see when they open it', async () => {
  const office = await open()
  await giveLink(office, 's1')
  const arrived = await publish(office, warning)
  expect(arrived.map(a => a.chat)).toContain('private/linked/s1')
  expect(await standings(office)).toEqual(['s1 sent', 's2 unreachable not-bound'])
})

test('where somebody is bound goes before a link that they may not have opened', async () => {
  const office = await open()
  await greet(office, 's1')
  await giveLink(office, 's1')
  expect(await written(office, 's1')).toEqual(['private/s1'])
})

for (const [what, undo] of [
  ['that was taken back', ({ database, clock }) => takeLinksBack(database, 's1', clock.now())],
  ['that has ended', async ({ clock }) => clock.set(new Date(clock.now().getTime() + 25 * hour))],
  ['whose holder has undone the binding', office => office.say('s1', '解绑', { handle: 'linked/s1' })],
] as const satisfies [string, (office: Office) => Promise<unknown>][])
  for (const isUsed of [false, true])
    test(`a link ${what} leads nowhere, ${isUsed ? 'also where its holder has written' : 'though it was never used'}`, async () => {
      const office = await open()
      await giveLink(office, 's1')
      if (isUsed) await office.say('s1', '你好', { handle: 'linked/s1' })
      expect(await written(office, 's1')).toEqual(['private/linked/s1'])
      if (what.includes('undone') && !isUsed) await office.say('s1', '你好', { handle: 'linked/s1' })
      await undo(office)
      expect(await written(office, 's1')).toEqual([])
      // With the next link they are reached again, unless they decided about it themselves.
      await giveLink(office, 's1')
      expect(await written(office, 's1')).toEqual(what.includes('undone') ? [] : ['private/linked/s1'])
    })

test('a link into a sandbox, which nobody enters by links, leads nowhere', async () => {
  const office = await openOffice({ people })
  await giveLink(office, 's1')
  expect(await written(office, 's1')).toEqual([])
})

test('whoever has the page open can be written to, though no link of theirs is recorded', async () => {
  const { database, clock } = await open()
  const links = makeLinks(database)
  const pass = { number: 's1', generation: 0, until: new Date(clock.now().getTime() + hour), home: linked('s1') }
  for (const _ of ['opened', 'opened again']) await links.entered(pass, clock.now())
  expect(await linkReads(database.db, clock.now().getTime()).links()).toHaveLength(1)
  const homes = await firstHomes(database.db, { numbers: ['s1'], at: clock.now().getTime() })
  expect(homes.get('s1')).toEqual(linked('s1'))
})

test('who is bound after a broadcast to them went out gets it then, once, and counts as reached', async () => {
  const office = await open()
  await publish(office, warning)
  expect(await standings(office)).toEqual(['s1 unreachable not-bound', 's2 unreachable not-bound'])
  await greet(office, 's1')
  expect((await office.wait(1)).map(a => [a.chat, a.text.includes('A01')])).toEqual([['private/s1', true]])
  expect(await standings(office)).toEqual(['s1 sent', 's2 unreachable not-bound'])
  await office.say('s1', '解绑')
  await greet(office, 's1')
  expect(await office.wait(1)).toEqual([])
  expect(await office.say('s1', '收到 A01')).toContain('确认')
})

test('a link that is handed out later brings what still holds', async () => {
  const office = await open()
  await publish(office, warning)
  await giveLink(office, 's1')
  expect((await office.wait(1)).map(a => a.chat)).toEqual(['private/linked/s1'])
})

for (const [what, after] of [
  ['was recalled', office => office.say('c1', '撤回 A01 时间写错了')],
  ['is over', office => office.wait(8 * 24 * 60)],
] as const satisfies [string, (office: Office) => Promise<unknown>][])
  test(`what ${what} is not given to those who come later`, async () => {
    const office = await open()
    await greet(office, 's2')
    await publish(office, warning)
    await after(office)
    await office.wait(1)
    await greet(office, 's1')
    expect((await office.wait(1)).map(a => a.text).filter(text => text.includes('押金'))).toEqual([])
  })

test('of a corrected one those who come later get the correction alone', async () => {
  const office = await open()
  await publish(office, warning)
  await office.say('c1', '更正 A01 有人冒充学院收押金，别转账。')
  await office.say('c1', '发布')
  await office.wait(1)
  await greet(office, 's1')
  expect((await office.wait(1)).map(a => /】(A0\d)/.exec(a.text)![1])).toEqual(['A02'])
})

test('a class whose group is bound after a broadcast gets it there, once', async () => {
  const office = await open()
  await publish(office, warning)
  await greet(office, 'c1')
  await office.hear('c1', '绑定班级 一班', { room: 'g1', mentioned: true })
  expect((await office.wait(1)).map(a => a.chat)).toEqual(['room/g1'])
  expect(await standings(office)).toEqual(['s1 sent', 's2 sent'])
  await office.hear('c1', '绑定班级 一班', { room: 'g1', mentioned: true })
  expect(await office.wait(1)).toEqual([])
})

test('a bot that starts with a channel that was switched off gives what was missed there', async () => {
  const before = await open({ abilities: ['private', 'choices'] })
  await greet(before, 's1')
  await publish(before, warning)
  expect(await standings(before)).toEqual(['s1 unreachable cannot-push', 's2 unreachable not-bound'])
  await before.database.close()
  const office = await open({ folder: before.folder, drawn: 1000, begin: '2026-06-10T13:00:00+08:00' })
  expect((await office.wait(1)).map(a => a.chat)).toEqual(['private/s1'])
  expect(await standings(office)).toEqual(['s1 sent', 's2 unreachable not-bound'])
})
