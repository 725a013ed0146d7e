import { expect, test } from 'vitest'
import { groupLimit } from '../../src/knowledge/check.ts'
import { nextStory, storyText } from '../../src/knowledge/stories/told.ts'
import { openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aStory, storiesOf } from '../support/stories.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = fixtureKnowledge()
const entries = ['checkout-steps']
const [a, b, other] = [
  aStory('a', { entries }),
  aStory('b', { entries, happened: '2024' }),
  aStory('other', { kind: 'rental', happened: '2023' }),
]
const stories = storiesOf(a, b, other)
const question = '退宿怎么办理'
const loss = '我刚把三千块转过去了，对方把我拉黑了'

const talk = (told = stories) => talkWith(knowledge, { ...contentOf(knowledge), stories: told })

test('an answer about something of which there are real cases ends with one, its date and who published it', () => {
  const { reply } = talk().hear(question)
  expect(reply!.split('\n').at(-1)).toBe('真事：2025年6月，一名学生遇到了a。（示例发布单位，2025年7月1日发布）')
})

test('the next time it is another one, and what was told last is not told twice running', () => {
  const heard = talk()
  const last = () => {
    heard.wait(11)
    heard.hear('退宿什么时候截止')
    return heard.hear(question).reply!
  }
  expect(last()).toContain('遇到了a')
  expect(last()).toContain('遇到了b')
  expect(last()).toContain('遇到了a')
})

test('the only one is not told twice running', () => {
  const heard = talk(storiesOf(a))
  heard.hear(question)
  heard.hear('退宿什么时候截止')
  expect(heard.hear(question).reply).not.toContain('真事')
})

test('whoever goes on about the same hears no second one', () => {
  const heard = talk()
  heard.hear(question)
  expect(heard.hear(question).reply).not.toContain('真事')
})

test('an answer with nothing real beside it stays as it was', () => {
  expect(talk().hear('退宿什么时候截止').reply).not.toContain('真事')
})

for (const word of ['还有别的例子吗', '讲个真事', '有没有真实案例？'])
  test(`“${word}” after an answer tells the next, with what can be learnt`, () => {
    const heard = talk()
    heard.hear(question)
    const { reply } = heard.hear(word)
    expect(reply).toContain('遇到了b')
    expect(reply).toContain('记一句：先停下来。')
  })

test('alone it tells the newest, then on to the others', () => {
  const heard = talk()
  const said = [1, 2, 3].map(() => heard.hear('讲个真事').reply!)
  expect(said.map(s => /遇到了(\w+)/.exec(s)![1])).toEqual(['a', 'b', 'other'])
})

test('a kind that is named is the kind that is told, until there is none left', () => {
  const heard = talk()
  expect(heard.hear('讲个租房的真事').reply).toContain('遇到了other')
  expect(heard.hear('有没有租房的案例').reply).toBe(stories.words.none)
})

test('asked for in a group it is told in private', () => {
  const says = talk()
    .hear('讲个真事', { room: 'g', mentioned: true })
    .effects.flatMap(e => (e.do === 'say' ? [[e.chat?.kind, e.saying.text.includes('真事')]] : []))
  expect(says).toEqual([
    [undefined, false],
    ['private', true],
  ])
})

test('in a group the answer stays within what a group is told at once, or has no case', () => {
  const long = aStory('long', { entries, story: `一名学生${'很'.repeat(groupLimit)}着急。` })
  const asked = { room: 'g', mentioned: true }
  expect(talk().hear(question, asked).reply).toContain('遇到了a')
  expect(talk(storiesOf(long)).hear(question, asked).reply).not.toContain('真事')
})

test('whoever has just lost money hears help and no story, and for days after', () => {
  const heard = talk()
  heard.hear(loss)
  heard.wait(3 * 24 * 60)
  expect(heard.hear(question).reply).not.toContain('真事')
  expect(heard.hear('讲个真事').reply).toBe(stories.words.trouble)
})

test('an example of something else is not taken for a case', () => {
  const heard = talk()
  heard.hear('退宿什么时候截止')
  expect(heard.hear('还有别的例子吗').reply).not.toContain('真事')
  expect(heard.hear('举个贷款利息的例子').reply).not.toContain('真事')
})

test('whoever was in danger lately is told none, asked for or not', async () => {
  const office = await openCaseOffice({ knowledge })
  office.reload({ ...office.content, stories })
  expect(await office.say('s2', question)).toContain('真事')
  await office.say('s1', '我不想活了')
  await office.wait(2 * 24 * 60)
  expect(await office.say('s1', question)).not.toContain('真事')
  expect(await office.say('s1', '讲个真事')).not.toContain('遇到了')
})

test('what somebody was told goes with their data', async () => {
  const office = await openCaseOffice({ knowledge })
  office.reload({ ...office.content, stories })
  await office.say('s1', question)
  const sessions = () => office.database.db.selectFrom('session').select('state').where('person', '=', 's1').execute()
  expect((await sessions()).some(s => JSON.parse(s.state).told.includes('a'))).toBe(true)
  await office.decideWith('s1', [{ do: 'forget', scope: 'all', erased: '', requests: [] }])
  expect((await sessions()).some(s => s.state.includes('"a"'))).toBe(false)
})

test('the address is shown only where it is the publisher’s own, and a date as far as it is known', () => {
  const own = { ...a, happened: '', source: { ...a.source, published: '2024', certainty: 'A' as const, own: true } }
  expect(storyText(stories, own)).toBe('真事：一名学生遇到了a。（示例发布单位，2024年发布，https://example.edu.cn/a）')
  expect(storyText(stories, a)).not.toContain('http')
})

test('once all were told it begins again with the one that was told longest ago', () => {
  expect(nextStory([a, b], ['b', 'a'])).toBe(b)
  expect(nextStory([a], ['a'])).toBeNull()
  expect(nextStory([], [])).toBeNull()
})
