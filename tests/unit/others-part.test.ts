import { expect, test } from 'vitest'
import { deskRulesOf } from '../../src/bot/office.ts'
import type { Unit } from '../../src/core/roster.ts'
import { saveField } from '../../src/office/content/fields.ts'
import { fieldsKnown } from '../../src/office/content/listing.ts'
import { takeItemBack } from '../../src/office/content/versions.ts'
import { openReviews } from '../../src/office/desk/reviews.ts'
import { parseAudience } from '../../src/office/people/audience.ts'
import { readCalendar } from '../../src/office/reminders/calendar.ts'
import { actAs } from '../support/acting.ts'
import { greet, publish } from '../support/broadcast.ts'
import { brushing, into, openCaseOffice, settle, staffed } from '../support/cases.ts'
import { rosterWords } from '../support/content.ts'
import { openDesk } from '../support/desk.ts'
import { openEditing } from '../support/editing.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'
import { byCommand, openBeside } from '../support/through.ts'

// What is not in somebody's care is not named to them, whichever way they ask. c1 has 一班 and 二班, c2 has 一班 alone.

const college = '示例学院'
const classUnit = (name: string, of = college): Unit => ({ of: 'class', college: of, name })
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aCounselor('c1'),
  aCounselor('c2', { scope: [classUnit('一班')] }),
  aPerson('x1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

/** S01 was seen in 甲群 of 一班 and in 乙群 of 二班. */
async function seenTwice({ hear }: Pick<Awaited<ReturnType<typeof openCaseOffice>>, 'hear'>) {
  await hear('s1', brushing, { room: 'g1', title: '甲群' })
  return hear('s2', brushing, { room: 'g2', title: '乙群' })
}
const elsewhere = '甲群、另外 1 个群不归你负责'

test('a scam names no groups of others in its list or whole, only how many they are', async () => {
  const office = await openCaseOffice()
  await seenTwice(office)
  for (const said of ['案件', '案件 S01']) {
    const theirs = await office.say('c2', said)
    expect(theirs).toContain(elsewhere)
    expect(theirs).not.toContain('乙群')
    expect(await office.say('c1', said)).toContain('甲群、乙群')
  }
  expect((await (await openDesk(office).as('c2')).get('/desk/scams/S01')).text).toContain('另外 1 个群不归你负责')
})

test.each([[['list']], [['show', 'S01']]])('nor do they stand on the command line: cases %s', async args => {
  const office = await openBeside({ people: staffed }, async o => {
    await settle(o)
    await seenTwice(o)
  })
  const { says } = await byCommand(office, 'c2', ['cases', ...args])
  expect(says).toContain(elsewhere)
  expect(says).not.toContain('乙群')
})

test('who is told that a message goes round reads the names of their own groups alone', async () => {
  const arrived = await seenTwice(await openCaseOffice())
  expect(into(arrived, 'private/c2').join()).toContain(`出现在 2 个群：${elsewhere}`)
  expect(into(arrived, 'private/c1').join()).toContain('出现在 2 个群：甲群、乙群')
})

test('a name that several classes have lists those of one’s own alone', () => {
  const classes = ['甲学院', '乙学院', '丙学院'].map(college => ({ college, name: '1班' }))
  const ground = { classes, colleges: [], home: null, flows: [], buildings: [] }
  const scope = [classUnit('1班', '甲学院'), classUnit('1班', '乙学院')]
  const { problem } = parseAudience('1班', { ...ground, scope }, rosterWords.audience)
  expect(problem?.text).toContain('甲学院1班、乙学院1班')
  expect(problem?.text).not.toContain('丙学院')
})

test('a broadcast to classes of others too says only to which of one’s own it went', async () => {
  const office = await openOffice({ people })
  await greet(office, 's1', 's2', 'c1', 'c2')
  await publish(office, '发布通知 普通通知 普通 给：一班、二班 时间：现在 内容：明天交表。')
  const desk = openDesk(office)
  const seen = async (number: string) => {
    const person = await desk.as(number)
    const paths = ['/desk/broadcasts', '/desk/broadcasts/A01', '/desk/calendar?month=2026-06&view=list']
    return Promise.all(paths.map(async path => (await person.get(path)).text))
  }
  for (const text of await seen('c1')) expect(text).toContain('示例学院一班、示例学院二班的同学')
  for (const text of await seen('c2')) {
    expect(text).toContain('示例学院一班的同学（不归你负责的不列出）')
    expect(text).not.toContain('二班')
  }
  expect((await (await desk.as('c2')).get('/desk/broadcasts?q=二班')).text).not.toContain('A01')
})

test('how many a reminder went to in the whole school is not counted for whoever has a part of it', async () => {
  const office = await openOffice({ people, reminders: [aStanding('tidy')], begin: '2026-06-10T10:00:00+08:00' })
  await greet(office, 's1', 's2')
  await office.wait(24 * 60)
  const june = { from: new Date('2026-06-01T00:00:00+08:00'), until: new Date('2026-07-01T00:00:00+08:00'), unit: '' }
  const countsFor = async (number: string) => {
    const came = await actAs(office, readCalendar, { number, rules: office.content, input: june })
    return came.done?.calendar.times.filter(time => time.run).map(time => time.run?.counts)
  }
  expect(await countsFor('x1')).toEqual([{ planned: 2, unreachable: 0, held: 0 }])
  expect(await countsFor('c2')).toEqual([null])
})

test('values of other classes are named neither among a field’s nor where they stand in the way', async () => {
  const { act } = await openEditing({ people })
  const end = { key: 'checkout.end', value: null, why: '', basedOn: 0 }
  const value = { for: { class: '二班' }, value: '2026-06-27' }
  expect((await act(saveField, 'x1', { ...end, values: [value] })).done?.version).toBe(1)
  const fields = async (number: string) =>
    JSON.stringify((await act(fieldsKnown, number, undefined)).done?.fields.find(f => f.key === end.key))
  expect(await fields('c1')).toContain('二班')
  expect(await fields('c2')).not.toContain('二班')
  const back = { item: { kind: 'field' as const, key: end.key }, to: 0, basedOn: 1, why: '' }
  const { refused } = await act(takeItemBack, 'c2', back)
  expect(refused?.why).toBe('noRight')
  expect(refused?.says).not.toContain('二班')
})

test('a contribution with the picture of somebody else’s names only those in one’s care', async () => {
  const office = await openOffice({ people })
  const row = { flow: 'media', version: 1, state: 'review', code: null, at: 0, revised_at: null, delete_at: 9e15 }
  const answers = '{"photos":[{"url":"/pictures/a.png","alt":"","hash":"same"}]}'
  const of = { s1: ['M1', 'M2'], s2: ['M3'] }
  for (const [number, all] of Object.entries(of))
    for (const one of all)
      await office.database.db
        .insertInto('submission')
        .values({ ...row, number: one, person: `n:${number}`, answers })
        .execute()
  const rules = deskRulesOf(office.content.knowledge)
  const same = async (number: string) => {
    const { done } = await actAs(office, openReviews, { number, rules, input: undefined })
    return done?.reviews.map(r => `${r.number}: ${r.samePictures.join(' ')}`)
  }
  expect(await same('c2')).toEqual(['M1: M2', 'M2: M1'])
  expect(await same('c1')).toEqual(['M1: M2 M3', 'M2: M1 M3', 'M3: M1 M2'])
})
