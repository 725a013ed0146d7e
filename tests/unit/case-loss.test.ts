import { expect, test } from 'vitest'
import { into, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { writing } from '../support/flow.ts'

const { caseWords, knowledge } = { ...contentOf(fixtureKnowledge()), knowledge: fixtureKnowledge() }
const room = 'g1'
const loss = '我刚把三千块转过去了，对方把我拉黑了'
const asks = writing()

test('whoever tells that money has gone hears whom to call before everything else', async () => {
  const office = await openCaseOffice()
  expect(into(await office.hear('s1', loss), 'private/s1')[0]).toBe(caseWords.check.moved)
})

test('inside a conversation too, and the conversation goes on', async () => {
  const office = await openCaseOffice({ flows: [asks] })
  await office.say('s1', '写几句')
  const said = into(await office.hear('s1', loss), 'private/s1')
  expect(said[0]).toBe(caseWords.check.moved)
  expect(said.join()).toContain('收到你写的了')
})

test('it is said once an hour', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', loss)
  await office.wait(5)
  const again = into(await office.hear('s1', `${loss} 怎么办啊`), 'private/s1').join()
  expect(again).not.toContain(caseWords.check.moved)
})

test('in a group it is said in private only', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', loss, { room, mentioned: true })
  expect(into(arrived, 'room/g1').join()).not.toContain('110')
  expect(into(arrived, 'private/s1').join()).toContain('110')
})

test('friends who send each other small money are left alone', async () => {
  const office = await openCaseOffice()
  expect(await office.hear('s1', '奶茶钱转你了 12块5', { room })).toEqual([])
})

test('a trouble of one’s own that is told to the bot in a group is answered in private', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我论文没过 好难受', { room, mentioned: true })
  expect(into(arrived, 'room/g1')).toEqual([knowledge.phrases.flow.toPrivate])
  expect(into(arrived, 'private/s1')).toHaveLength(1)
})

test('where the person cannot be written to, the group hears where to go and nothing of what was said', async () => {
  const office = await openCaseOffice()
  const told = { room, mentioned: true, unreachable: true }
  for (const text of ['我论文没过 好难受', '退{{x}}证在了', '我学位证被扣了 {office}']) {
    const arrived = await office.hear('s2', text, told)
    expect(into(arrived, 'room/g1').join()).not.toContain(text)
  }
  const [said] = into(await office.hear('s2', '我论文没过 好难受', told), 'room/g1')
  expect(said).toBe(knowledge.phrases.flow.toPrivateAgain)
})
