import { expect, test } from 'vitest'
import { type Audience, everyone, type Identity, stranger } from '../../src/core/roster.ts'
import type { Act } from '../../src/office/outcome.ts'
import { sha256 } from '../../src/office/people/code.ts'
import type { PeopleGround } from '../../src/office/people/ground.ts'
import { markLeft, moveClass, setTags } from '../../src/office/people/marks.ts'
import { listPeople, showPerson } from '../../src/office/people/read.ts'
import { codeSheet, linkSheet } from '../../src/office/people/sheets.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { perform } from '../../src/store/perform.ts'
import { readsIn } from '../../src/store/reads.ts'
import { rosterWords } from '../support/content.ts'
import { handLink } from '../support/links.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const college = '示例学院'
const people = [
  aPerson('2001', { name: '示例甲', counselor: '9001' }),
  aPerson('2002', { name: '示例乙', counselor: '9001', tags: ['党员'], role: 'monitor' }),
  aPerson('2003', { className: '二班', counselor: '9002' }),
  aPerson('2004', { className: '二班', counselor: '9002', left: 'suspended' }),
  aPerson('2009', { className: '九班' }),
  aCounselor('9001'),
]
const unit = (name: string) => ({ of: 'class' as const, college, name })
const actor: Identity = { ...stranger, number: '9001', role: 'counselor', scope: [unit('一班'), unit('二班')] }
const rules: PeopleGround['rules'] = { words: rosterWords, office: '示例办公室', digest: sha256, zone: 'Asia/Shanghai' }
const home = (number: string) => ({
  handle: `linked/${number}`,
  chat: { id: `private/${number}`, channel: 'test', kind: 'private' as const, title: '' },
})

/** An office with an act done in it by the counselor of two classes, or by somebody else. */
async function opened() {
  const office = await openOffice({ people, linkPrefix: 'linked/' })
  const { database, clock } = office
  let drawn = 0
  const ids = { next: () => String(++drawn * 7919).padStart(24, '3') }
  const act = <Input, What>(of: Act<typeof linkRules, Input, What, { says: string }>, input: Input, who = actor) => {
    const deed = { by: `n:${who.number}`, through: 'test', at: clock.now().getTime() }
    return perform(database, { act: of, rules: linkRules, actor: who, input, deed, ids })
  }
  const linkRules = { ...rules, homeOf: home }
  const done = async <Input, What>(of: Act<typeof linkRules, Input, What, { says: string }>, input: Input) => {
    const outcome = await act(of, input)
    if ('refused' in outcome) throw new Error(outcome.refused.says)
    return outcome.done
  }
  const refused = async <Input, What>(of: Act<typeof linkRules, Input, What, { says: string }>, input: Input) => {
    const outcome = await act(of, input)
    return 'refused' in outcome ? outcome.refused.says : null
  }
  const row = (number: string) =>
    database.db.selectFrom('roster').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
  const counted = async (audience: Partial<Audience>) =>
    (await readsIn(database.db, clock.now()).broadcasts.reckon({ ...everyone, ...audience })).people
  const audit = async () =>
    (await database.db.selectFrom('audit').select(['act', 'detail']).orderBy('seq').execute()).map(
      a => `${a.act} ${a.detail}`,
    )
  return { ...office, done, refused, row, counted, audit }
}

test('a tag is put on and taken off, says how it is undone, and names nobody in the log', async () => {
  const { done, row, counted, audit } = await opened()
  const on = await done(setTags, { numbers: ['2001', '2002'], tag: '学生党员', on: true })
  expect(on).toEqual({ changed: 1, undo: [{ numbers: ['2001'], tag: '党员', on: false }] })
  expect(await counted({ tags: ['党员'] })).toBe(2)
  for (const input of on.undo) await done(setTags, input)
  expect((await row('2001')).tags).toBe('[]')
  expect((await row('2002')).tags).toBe('["党员"]')
  expect(await audit()).toEqual(['set-tags +党员 2001', 'set-tags -党员 2001'])
})

test('what changes nothing leaves no line', async () => {
  const { done, audit } = await opened()
  expect(await done(setTags, { numbers: ['2002'], tag: '党员', on: true })).toEqual({ changed: 0, undo: [] })
  expect(await audit()).toEqual([])
})

test('whoever has left is in no audience, is found, and is back by the undo', async () => {
  const { done, row, counted } = await opened()
  const students = { units: [unit('一班'), unit('二班')], roles: ['student', 'monitor'] as const }
  expect(await counted(students)).toBe(3)
  const left = await done(markLeft, { numbers: ['2001', '2004'], as: '退学' })
  expect(left.changed).toBe(2)
  expect(await counted(students)).toBe(2)
  expect(await counted({ numbers: ['2001'] })).toBe(1)
  expect((await done(listPeople, { of: '一班' })).entries.map(e => e.person.left)).toEqual(['withdrawn', ''])
  for (const input of left.undo) await done(markLeft, input)
  expect([(await row('2001')).left_as, (await row('2004')).left_as]).toEqual(['', 'suspended'])
})

test('a student moves to a class with its counselor, a monitor acts on the new one, and all goes back', async () => {
  const { done, row } = await opened()
  const moved = await done(moveClass, { numbers: ['2001', '2002'], to: '二班' })
  expect(moved.changed).toBe(2)
  expect(await row('2002')).toMatchObject({
    class_name: '二班',
    counselor: '9002',
    scope: JSON.stringify([unit('二班')]),
  })
  for (const input of moved.undo) await done(moveClass, input)
  expect(await row('2002')).toMatchObject({
    class_name: '一班',
    counselor: '9001',
    scope: JSON.stringify([unit('一班')]),
  })
})

test.each([
  ['somebody else’s student', setTags, { numbers: ['2001', '2009'], tag: '党员', on: true }, '有 1 个学号没有找到'],
  ['nobody at all', markLeft, { numbers: ['2777'], as: '退学' }, '有 1 个学号没有找到'],
  ['a tag that is none', setTags, { numbers: ['2001'], tag: '团员', on: true }, '有的是：党员、干部、信息员'],
  ['a way of leaving that is none', markLeft, { numbers: ['2001'], as: '毕业' }, '有的是：退学、休学、转出'],
  ['a class of somebody else', moveClass, { numbers: ['2001'], to: '九班' }, '没有找到班级“九班”'],
  ['a class by its names', moveClass, { numbers: ['2001'], to: { college, name: '九班' } }, '没有找到班级'],
  ['no number', setTags, { numbers: [], tag: '党员', on: true }, '没有写是谁'],
] as const)('%s is refused and nothing is changed', async (_, act, input, says) => {
  const { refused, row } = await opened()
  expect(await refused(act as Parameters<typeof refused>[0], input)).toContain(says)
  expect(await row('2001')).toMatchObject({ class_name: '一班', tags: '[]', left_as: '' })
})

test('people are listed with where they are bound and reached, by what is asked for, and never beyond one’s part', async () => {
  const office = await opened()
  const { done, database, clock } = office
  await office.say('2001', '你好')
  const until = new Date(clock.now().getTime() + 3_600_000)
  await handLink(database, '2003', { until, home: home('2003'), now: clock.now() })
  const seen = async (input: Parameters<typeof listPeople>[2]) =>
    (await done(listPeople, input)).entries.map(e => e.person.number)
  const all = await done(listPeople, {})
  expect(all.counts).toEqual({ people: 3, bound: 1, reached: 2, left: 1 })
  expect(all.entries.map(e => [e.person.number, e.bound, e.reached])).toEqual([
    ['2001', ['test'], ['test']],
    ['2002', [], []],
    ['2003', [], ['test']],
    ['2004', [], []],
  ])
  expect(await seen({ of: '二班' })).toEqual(['2003', '2004'])
  expect(await seen({ isBound: false })).toEqual(['2002', '2003', '2004'])
  expect(await seen({ isReached: true })).toEqual(['2001', '2003'])
  expect(await seen({ tag: '党员' })).toEqual(['2002'])
  expect(await seen({ hasLeft: true })).toEqual(['2004'])
  expect(await seen({ said: '示例乙' })).toEqual(['2002'])
  expect(await seen({ said: '200' })).toHaveLength(4)
  expect(await seen({ said: '%' })).toEqual([])
  expect(await seen({ said: '2009' })).toEqual([])
})

test('a long list comes in pages', async () => {
  const office = await opened()
  const { done, database } = office
  const many = Array.from({ length: 120 }, (_, n) => aPerson(`3${String(n).padStart(3, '0')}`))
  await savePeople(database, many, new Date(0))
  const third = await done(listPeople, { of: '一班', page: 3 })
  expect([third.found, third.pages, third.entries.length]).toEqual([122, 3, 22])
})

test('who looks is in the log', async () => {
  const { done, refused, audit } = await opened()
  await done(listPeople, { of: '一班' })
  expect((await done(showPerson, { number: '2001' })).person.name).toBe('示例甲')
  expect(await refused(showPerson, { number: '2009' })).toContain('没有找到“2009”')
  expect(await refused(listPeople, { of: '三班' })).toContain('最接近的是')
  expect(await audit()).toEqual(['see-people 示例学院一班 2', 'see-person 2001'])
})

test('codes and links of a class are a sheet for printing; whoever has left gets none', async () => {
  const { done, refused, audit } = await opened()
  const codes = await done(codeSheet, { of: '二班' })
  expect(codes).toMatchObject({
    place: '示例学院二班',
    rows: [{ person: { number: '2003' }, code: expect.stringMatching(/^[A-Z]{8}$/) }],
  })
  const links = await done(linkSheet, { of: '一班', days: 3 })
  expect(links.rows.map(r => [r.person.number, r.generation])).toEqual([
    ['2001', 0],
    ['2002', 0],
  ])
  expect(await refused(linkSheet, { of: '九班', days: null })).toContain('没有找到班级“九班”')
  expect((await audit()).map(line => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'issue-code 示例学院二班 1',
    'issue-link 示例学院一班 2',
    'issue-link-refused ',
  ])
})

test('in a private chat several are marked at once and the mark is taken off; in a group it is not talked of', async () => {
  const office = await opened()
  const { row } = office
  expect(await office.say('9001', '标记 信息员 2001 2002')).toContain('2 人记上了“信息员”')
  expect(await office.say('9001', '标记 党员 2001')).toContain('1 人')
  expect((await row('2001')).tags).toBe('["信息员","党员"]')
  expect(await office.say('9001', '取消标记 信息员 2001')).toContain('1 人去掉了')
  expect(await office.say('9001', '标记 信息员 2001', { room: 'g1', mentioned: true })).not.toContain('人')
  expect((await row('2001')).tags).toBe('["党员"]')
})

test('nobody but staff marks anybody, and staff only their own', async () => {
  const office = await opened()
  const { row } = office
  await office.say('2001', '标记 干部 2001')
  expect(await office.say('9001', '标记 干部 2009')).toContain('没有找到')
  expect((await row('2001')).tags).toBe('[]')
})
