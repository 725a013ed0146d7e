import { expect, test } from 'vitest'
import { into, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { writing } from '../support/flow.ts'

const { caseWords } = contentOf(fixtureKnowledge())
const words = caseWords.crisis
const room = 'g1'
const cry = '我真的不想活了'
const sigh = '每天都在哭，好久没睡着过，觉得自己什么都做不好'
const asks = writing()
const first = (text: string) => text.split('\n')[0]!

test('in private: the one thing to do first, the numbers, and who will know by name', async () => {
  const office = await openCaseOffice()
  const [text] = into(await office.hear('s1', cry), 'private/s1')
  expect(first(text!)).toBe(first(words.soon.mind.self))
  for (const part of ['110', '120', '12356', '示例辅导员一']) expect(text).toContain(part)
})

test('no page is said to somebody in danger', async () => {
  for (const text of [cry, '我在天台上，要跳了', '车翻沟里了人卡住出不来']) {
    const office = await openCaseOffice()
    const [said] = into(await office.hear('s1', text), 'private/s1')
    expect(said!.length).toBeLessThan(220)
  }
})

test('the words promise no secrecy, name no diagnosis, and never call 12356 open around the clock', async () => {
  const office = await openCaseOffice()
  expect(await office.say('s1', cry)).not.toMatch(/保密|抑郁症|24 ?小时/)
})

test('in a group nobody called the bot: nothing there on one signal alone, the words in private', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '有人从六楼窗户翻出去了 站在外面那条边上 谁离得近', { room })
  expect(into(arrived, 'room/g1')).toEqual([])
  expect(into(arrived, 'private/s1').join()).toContain('110')
})

test('in a group two witnesses agree: a neutral line there, the words in private', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我现在就在楼顶，药也吃了，对不起，我不想活了', { room })
  expect(into(arrived, 'room/g1')).toEqual([words.group])
  expect(into(arrived, 'private/s1').join()).toContain('120')
})

test('whoever speaks to the bot in a group hears the neutral line there', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', cry, { room, mentioned: true })
  expect(into(arrived, 'room/g1')).toEqual([words.group])
})

test('a second cry in the group says nothing there any more, and goes on in private', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry, { room })
  const arrived = await office.hear('s1', cry, { room })
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
  expect(arrived[0]!.text).toBe(words.again.self)
})

test('inside a conversation it comes first, and the conversation waits', async () => {
  const office = await openCaseOffice({ flows: [asks] })
  await office.say('s1', '写几句')
  expect(await office.say('s1', cry)).toContain(words.laterThat)
  await office.wait(3)
  expect(await office.say('s1', '大学四年谢谢大家')).toContain('收到你写的了')
})

test('the named counselor hears it privately, with the least of what was said', async () => {
  const office = await openCaseOffice()
  const told = into(await office.hear('s1', `${cry}，我叫某某住在六号楼，电话13800138000`), 'private/c1')
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('示例同学甲（示例学院 一班）')
  expect(told[0]).not.toMatch(/六号楼|13800138000/)
})

test('the counselor can say with one press that it was taken up, that the person was reached, or that it was wrong', async () => {
  const office = await openCaseOffice()
  const told = (await office.hear('s1', cry)).find(a => a.chat === 'private/c1')
  expect(told!.choices).toEqual(['收到 C01', 'C01 已联系', 'C01 误报'])
})

test('nobody but the named counselor hears it at first', async () => {
  const office = await openCaseOffice()
  expect((await office.hear('s1', cry)).map(a => a.chat).sort()).toEqual(['private/c1', 'private/s1'])
})

test('of a friend in danger the counselor hears who worries and about whom, and the friend is not the patient', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我室友说他不想活了要跳楼，怎么办')
  expect(into(arrived, 'private/s1').join()).not.toContain('你这阵子')
  expect(into(arrived, 'private/c1').join()).toContain(`在为别人担心，说的是：${words.someone}`)
})

test('whom the words name is named to the counselor, as the roster writes them', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '示例同学乙说她不想活了要跳楼，怎么办')
  expect(into(arrived, 'private/c1').join()).toContain('示例同学乙（二班）')
})

test('what comes in pieces is heard as one, and told once', async () => {
  const office = await openCaseOffice()
  expect(into(await office.hear('s1', '我不想', { room }), 'private/c1')).toEqual([])
  expect(into(await office.hear('s1', '活了', { room }), 'private/c1')).toHaveLength(1)
  expect(into(await office.hear('s1', '好累', { room }), 'private/c1')).toEqual([])
})

test('pieces that lie minutes apart are not read together', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', '我不想', { room })
  await office.wait(3)
  expect(await office.hear('s1', '活了', { room })).toEqual([])
})

test('somebody who is not well is asked gently, in private; nothing is noted and nobody told', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', sigh)
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
  expect(arrived[0]!.text).toContain('回“是”就行')
  expect(await office.database.db.selectFrom('crisis_case').selectAll().execute()).toEqual([])
})

test('no article follows the question, and the words are no unanswered question', async () => {
  const office = await openCaseOffice()
  const [asked] = await office.hear('s1', sigh)
  expect(asked!.choices).toEqual([words.yesLabel, words.noLabel])
  expect(await office.database.db.selectFrom('unanswered').selectAll().execute()).toEqual([])
})

test('“是” calls the counselor, without the words', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', sigh)
  const arrived = await office.hear('s1', '是')
  expect(into(arrived, 'private/s1').join()).toContain('示例辅导员一')
  expect(into(arrived, 'private/c1').join()).toContain(words.asked)
  expect(into(arrived, 'private/c1').join()).not.toContain('睡着')
})

test('“没事” ends it, and nothing is left', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', sigh)
  expect(await office.say('s1', '没事')).toBe(words.dismissed)
  expect(await office.say('c1', '案件')).toBe(caseWords.desk.none)
})

test('“是” half an hour later means something else', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', sigh)
  await office.wait(31)
  expect(into(await office.hear('s1', '是'), 'private/c1')).toEqual([])
})

test('the question is not put twice: what follows is heard out', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', sigh)
  await office.wait(3)
  expect(await office.say('s1', sigh)).toBe(words.still)
})

test('inside a conversation the question stands beside it, and the conversation goes on', async () => {
  const office = await openCaseOffice({ flows: [asks] })
  await office.say('s1', '写几句')
  const texts = into(await office.hear('s1', sigh), 'private/s1')
  expect(texts.join()).toContain('收到你写的了')
  expect(texts.join()).toContain('回“是”就行')
})

test('where no private chat can be had, a sigh in the group is left alone', async () => {
  const office = await openCaseOffice()
  expect(await office.hear('stranger', sigh, { room, unreachable: true })).toEqual([])
})

test('danger after a question is told the counselor at once', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', sigh)
  expect(into(await office.hear('s1', cry), 'private/c1').join()).toContain('C01')
})

test('idioms and goodbyes raise nothing', async () => {
  const office = await openCaseOffice()
  for (const text of ['笑死我了', '累得要死', '今天是死线', '各位再见 江湖有缘', '手机掉下楼了'])
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
  for (const part of ['current', 'find'])
    Object.defineProperty(office.content.flows, part, {
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
  expect(said).not.toContain('已经请')
})

test('a counselor who asks how to help a student opens no case, and is not told that somebody was called', async () => {
  const office = await openCaseOffice()
  const said = await office.say('c1', '我室友说他不想活了要跳楼，怎么办')
  expect(await office.database.db.selectFrom('crisis_case').selectAll().execute()).toEqual([])
  expect(said).not.toContain('告诉了')
})

test('whoever is held by others reads a few lines and no more', async () => {
  const office = await openCaseOffice()
  const text = '我被关在一个出租屋里，手机快被收走了，他们不让走，救我'
  const [said] = into(await office.hear('s1', text), 'private/s1')
  expect(said).toContain(words.toldHeld)
  expect(said!.length).toBeLessThan(130)
})
