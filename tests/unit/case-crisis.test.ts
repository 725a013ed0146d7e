import { expect, test } from 'vitest'
import { into, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow } from '../support/flow.ts'

const { caseWords } = contentOf(fixtureKnowledge())
const words = caseWords.crisis
const room = 'g1'
const cry = '我真的不想活了'
const asks = aFlow(
  'talk',
  `title: 写几句
starts: [写几句]
steps:
  - { id: text, type: text, ask: 写点什么？, max: 200 }
  - { id: done, type: end, say: 收到你写的了 }`,
)

test('in private: where to turn, the numbers, and the counselor by name', async () => {
  const office = await openCaseOffice()
  const [text] = into(await office.hear('s1', cry), 'private/s1')
  for (const part of ['110', '120', '12356', '示例辅导员一']) expect(text).toContain(part)
})

test('the words promise no secrecy, name no diagnosis, and never call 12356 open around the clock', async () => {
  const office = await openCaseOffice()
  const said = await office.say('s1', cry)
  expect(said).not.toMatch(/保密|抑郁症|24 ?小时/)
})

test('in a group nobody called the bot: a neutral line there, the words in private', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', cry, { room })
  expect(into(arrived, 'room/g1')).toEqual([words.group])
  expect(into(arrived, 'private/s1').join()).toContain('12356')
})

test('in a group where no private chat can be had, the line says where help is and nothing else', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('stranger', cry, { room, unreachable: true })
  expect(arrived.filter(a => a.chat !== 'private/c1').map(a => a.text)).toEqual([words.groupAlone])
})

test('a second cry in the group says nothing there any more, and goes on in private', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry, { room })
  const arrived = await office.hear('s1', cry, { room })
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
  expect(arrived[0]!.text).toContain('我在听')
})

test('inside a conversation it comes first, and the conversation waits', async () => {
  const office = await openCaseOffice({ flows: [asks] })
  await office.say('s1', '写几句')
  expect(await office.say('s1', cry)).toContain(words.laterThat)
  expect(await office.say('s1', '大学四年谢谢大家')).toContain('收到你写的了')
})

test('the named counselor hears it privately, with the least of what was said', async () => {
  const office = await openCaseOffice()
  const told = (await office.hear('s1', `我叫某某住在六号楼，${cry}，电话13800138000`)).filter(
    a => a.chat === 'private/c1',
  )
  expect(told).toHaveLength(1)
  expect(told[0]!.text).toContain('示例同学甲（示例学院 一班）')
  expect(told[0]!.text).not.toMatch(/六号楼|13800138000/)
  expect(told[0]!.choices).toEqual(['收到 C01', 'C01 已联系'])
})

test('nobody but the named counselor hears it at first', async () => {
  const office = await openCaseOffice()
  expect((await office.hear('s1', cry)).map(a => a.chat).sort()).toEqual(['private/c1', 'private/s1'])
})

test('a friend in danger: what to do for the friend, and the counselor hears who worries', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我室友说他要跳楼，怎么办')
  expect(into(arrived, 'private/s1').join()).toContain('不算出卖 TA')
  expect(into(arrived, 'private/c1').join()).toContain('在担心一个同学')
})

test('someone in distress who speaks to the bot gets a kind word, and the counselor a line in the list', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我真的撑不下去了，每天都在哭')
  expect(into(arrived, 'private/s1')[0]).toContain('不用一个人扛着')
  expect(into(arrived, 'private/c1')).toEqual([])
  expect(await office.say('c1', '案件')).toContain(caseWords.crisis.grades.distress)
})

test('distress that nobody was asked about stays out of the group and is spoken of in private', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我真的撑不下去了，每天都在哭', { room })
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
})

test('distress where no private chat can be had is silent, and stands in the list', async () => {
  const office = await openCaseOffice()
  expect(await office.hear('stranger', '我真的撑不下去了，每天都在哭', { room, unreachable: true })).toEqual([])
  expect(await office.say('c1', '案件')).toContain('C01')
})

test('distress inside a conversation leaves the conversation alone and adds a kind word', async () => {
  const office = await openCaseOffice({ flows: [asks] })
  await office.say('s1', '写几句')
  const [answer, kind] = await office.hear('s1', '我真的撑不下去了，每天都在哭')
  expect(answer!.text).toContain('收到你写的了')
  expect(kind!.text).toContain('不用一个人扛着')
})

test('distress that turns into danger is told the counselor at once', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', '我真的撑不下去了，每天都在哭')
  expect(into(await office.hear('s1', cry), 'private/c1').join()).toContain('C02')
})

test('idioms raise nothing', async () => {
  const office = await openCaseOffice()
  for (const text of ['笑死我了', '累得要死', '今天是死线', '这个电影里主角跳楼了'])
    expect(await office.hear('s1', text, { room })).toEqual([])
})

test('nothing of it stands in the log of handed-over requests or open questions', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  const { db } = office.database
  expect(await db.selectFrom('handoff').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('unanswered').selectAll().execute()).toEqual([])
})

test('a conversation that is broken does not keep anyone from help', async () => {
  const office = await openCaseOffice({ flows: [asks] })
  await office.say('s1', '写几句')
  Object.defineProperty(office.content.flows, 'current', {
    get() {
      throw new Error('the flow engine is broken')
    },
  })
  Object.defineProperty(office.content.flows, 'find', {
    get() {
      throw new Error('the flow engine is broken')
    },
  })
  const arrived = await office.hear('s1', cry)
  expect(into(arrived, 'private/s1').join()).toContain('12356')
  expect(into(arrived, 'private/c1')).toHaveLength(1)
})

test('without any staff on the roster the person is told honestly to find someone', async () => {
  const office = await openCaseOffice({ people: [] })
  const said = await office.say('s1', cry)
  expect(said).toContain('联系不到老师')
  expect(said).not.toContain('已经请老师')
})

test('a counselor who asks how to help a student opens no case', async () => {
  const office = await openCaseOffice()
  await office.hear('c1', '我室友说他要跳楼，怎么办')
  expect(await office.database.db.selectFrom('crisis_case').selectAll().execute()).toEqual([])
})
