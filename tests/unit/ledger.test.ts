import { expect, test } from 'vitest'
import { ledgerRulesOf } from '../../src/bot/office.ts'
import { makeVeil } from '../../src/office/ledger/names.ts'
import { addNote, removeNote } from '../../src/office/ledger/notes.ts'
import { choosePicture } from '../../src/office/ledger/pictures.ts'
import { ledgerAstray } from '../../src/office/ledger/words.ts'
import { actAs } from '../support/acting.ts'
import { ledgerWords } from '../support/content.ts'
import { art, ledgerFor, openTerm, saysOf, science } from '../support/term.ts'

const college = (name: string) => ({ of: 'college' as const, college: name })

test('what is counted is what the rows hold, of the whole school and of a college', async () => {
  const office = await openTerm()
  const { ledger: whole } = await ledgerFor(office, 'x1')
  const { ledger: ofArt } = await ledgerFor(office, 'x1', college(art))
  expect(saysOf(whole, 29)).toEqual(['《文明离校承诺》办完 2 人，应办 4 人（50%）'])
  expect(saysOf(ofArt, 29)).toEqual(['《文明离校承诺》办完 1 人，应办 3 人（33%）'])
  expect(saysOf(whole, 11)[0]).toBe('诈骗预警 1 条，通知到 4 人次，确认 3 人次（75%）')
  expect(saysOf(ofArt, 11)[0]).toBe('诈骗预警 1 条，通知到 3 人次，确认 2 人次（66%）')
  expect(saysOf(whole, 12)[0]).toContain('讲到租房的预警和通知 1 条')
  expect(saysOf(whole, 24)).toEqual(['主题班会 1 次，参加人数 38'])
  expect(saysOf(whole, 23)).toEqual(['走访宿舍 1 次，宿舍数 12，毕业生人数 40'])
  expect(saysOf(ofArt, 23)).toEqual([])
  expect(saysOf(whole, 6)[0]).toBe('谈心谈话 1 次')
  expect(saysOf(whole, 35)).toEqual([
    '《毕业感言》“给母校的祝福、难忘的体会，给学弟学妹的建议、实习和刚工作的体会”可用 3 份，另有 1 份等老师看',
  ])
  expect(saysOf(whole, 4)).toEqual(['写给老师、看过送出的话 不到 5 件'])
  expect(saysOf(whole, 34)).toEqual(['每周择优 1 周、1 份'])
})

test('requests, suggestions and reports are counted apart, and so few that they might be somebody’s are not told', async () => {
  const office = await openTerm()
  const { db } = office.database
  const row = {
    person: 'n:a1',
    name: '',
    topic: '',
    urgency: '',
    text: '',
    how: '',
    may_contact: 0,
    at: 0,
    delete_at: 9e15,
  }
  const before = (await ledgerFor(office, 'x1')).material.counts.reduce((sum, c) => sum + c.requests, 0)
  for (let n = 0; n < 6; n++)
    await db
      .insertInto('handoff')
      .values([
        { ...row, number: `J${n}`, office: 'college', state: n < 5 ? 'done' : 'open' },
        ...(n < 2 ? [{ ...row, number: `H9${n}`, report: 'facility' as const, state: 'done' as const }] : []),
      ])
      .execute()
  const { ledger, material } = await ledgerFor(office, 'x1')
  expect(saysOf(ledger, 3)[0]).toBe('同学给母校的建议 6 件，已经答复 5 件')
  expect(saysOf(ledger, 41)[0]).toBe('同学上报的事 不到 5 件，已经办完 不到 5 件')
  expect(material.counts.reduce((sum, c) => sum + c.requests, 0)).toBe(before)
})

test('the colleges together come to what the school is', async () => {
  const office = await openTerm()
  const sums = async (unit: ReturnType<typeof college> | null) => {
    const { material } = await ledgerFor(office, 'x1', unit)
    const { classes, sent, records, talks, contributions, counts } = material
    return [
      classes.reduce((sum, c) => sum + c.people, 0),
      sent.flatMap(s => s.classes).reduce((sum, t) => sum + t.people, 0),
      ...[records.length, talks.length, contributions.length, counts.reduce((sum, c) => sum + c.cards, 0)],
    ]
  }
  const [all, one, other] = [await sums(null), await sums(college(art)), await sums(college(science))]
  expect(all).toEqual(one.map((n, at) => n + other[at]!))
  expect(all.every(n => n > 0)).toBe(true)
})

test('what the table of colleges says is what the ledger of each says', async () => {
  const office = await openTerm()
  const { colleges } = await ledgerFor(office, 'x1')
  for (const line of colleges) {
    const { ledger } = await ledgerFor(office, 'x1', college(line.college))
    expect([line.college, line.with, line.missing.length]).toEqual([
      line.college,
      ledger.with,
      ledger.all - ledger.with,
    ])
  }
  expect(colleges.map(c => c.college)).toEqual([art, science])
})

test('a college sees its own alone, and is told so where it asks for another', async () => {
  const office = await openTerm()
  const { ledger, colleges } = await ledgerFor(office, 'k1')
  expect(saysOf(ledger, 23)).toEqual([])
  expect(saysOf(ledger, 29)).toEqual(['《文明离校承诺》办完 1 人，应办 3 人（33%）'])
  expect(colleges).toEqual([])
  expect(await ledgerFor(office, 'k1', college(science))).toBeUndefined()
})

test('the 43 duties stand in the ledger once, and lack material until there is some', async () => {
  const office = await openTerm()
  const { ledger } = await ledgerFor(office, 'x1')
  const rules = ledgerRulesOf(office.content)
  expect(ledger.all).toBe(43)
  const note = { duty: 1, college: '', day: '2026-06-10', text: '参观校史馆，120 人', picture: null, hasConsent: false }
  const { done } = await actAs(office, addNote, { number: 'x1', rules, input: note })
  const { ledger: after } = await ledgerFor(office, 'x1')
  expect(after.with).toBe(ledger.with + 1)
  await actAs(office, removeNote, { number: 'x1', rules, input: { id: done!.id } })
  expect((await ledgerFor(office, 'x1')).ledger.with).toBe(ledger.with)
})

test.each([
  ['a day that has not come', { day: '2026-06-17' }, '不是日期'],
  ['nothing', { text: ' ' }, '写一句'],
  ['a college of others', { college: science }, '选一个你管的学院'],
  ['a duty that is none', { duty: 44 }, '没有这一条'],
  ['a picture without consent', { picture: { url: '/pictures/of-note.png', alt: '' } }, '同意展示'],
])('a note with %s is refused', async (_, wrong, says) => {
  const office = await openTerm()
  const rules = ledgerRulesOf(office.content)
  const note = {
    duty: 1,
    college: '',
    day: '2026-06-10',
    text: '参观校史馆',
    picture: null,
    hasConsent: false,
    ...wrong,
  }
  const { refused } = await actAs(office, addNote, { number: 'k1', rules, input: note })
  expect(refused?.says).toContain(says)
})

test('nobody takes away the note of another college, and nobody chooses a picture without consent', async () => {
  const office = await openTerm()
  const rules = ledgerRulesOf(office.content)
  const note = { duty: 1, college: science, day: '2026-06-10', text: '做了', picture: null, hasConsent: false }
  const { done } = await actAs(office, addNote, { number: 'c2', rules, input: note })
  const gone = await actAs(office, removeNote, { number: 'k1', rules, input: { id: done!.id } })
  expect(gone.refused?.why).toBe('unknown')
  const input = { number: 'BH1', n: 1, caption: '班会', hasConsent: false }
  expect((await actAs(office, choosePicture, { number: 'c1', rules, input })).refused?.why).toBe('consent')
  const others = await actAs(office, choosePicture, { number: 'c2', rules, input: { ...input, hasConsent: true } })
  expect(others.refused?.why).toBe('picture')
})

test('names are taken out wherever they stand, the longer one first, and words of one character stay', () => {
  const veil = makeVeil(['王小', '王小明', '高', ''], '〔姓名〕')
  expect(veil('王小明、王小和高处')).toBe('〔姓名〕、〔姓名〕和高处')
})

test('the check finds what the ledger counts and is not there', () => {
  const faults = ledgerAstray(ledgerWords, { flows: [], templates: [] }).map(f => f.what)
  expect(faults).toContain('24: 没有 meeting')
  expect(faults).toContain('24: 没有 班会通知')
})
