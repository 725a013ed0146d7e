import { expect, test } from 'vitest'
import { checkFieldDraft, saveField } from '../../src/office/content/fields.ts'
import { fieldsKnown } from '../../src/office/content/listing.ts'
import { savePart } from '../../src/office/content/parts.ts'
import { takeItemBack } from '../../src/office/content/versions.ts'
import { openEditing } from '../support/editing.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s9', { className: '九班' }),
  aCounselor('c1'),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college: '示例学院' }] }),
  aPerson('u1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]
const reminders = [
  aStanding(
    'checkout',
    'title: 退宿截止\nwhen: { date: checkout.end, days: [1], at: "10:00" }\nsay: "{{checkout.end}} 截止。"',
  ),
]
const open = () => openEditing({ people, reminders })
const end = { key: 'checkout.end', value: '2026-06-28', values: [], why: '', basedOn: 0 }

test('a date of the whole school is the school’s to set, and holds at once', async () => {
  const { act, office, audit } = await open()
  expect((await act(saveField, 'c1', end)).refused).toMatchObject({
    why: 'noRight',
    says: expect.stringContaining('全校'),
  })
  expect((await act(saveField, 'k1', end)).refused?.why).toBe('noRight')
  expect((await act(saveField, 'u1', end)).done).toMatchObject({ version: 1, warnings: [] })
  expect(await office.say('s1', '退宿什么时候截止')).toContain('6月28日')
  expect(await audit()).toEqual([
    'refused-content field checkout.end',
    'refused-content field checkout.end',
    'save-content field checkout.end v1',
  ])
})

test('what a value was taken from is said with it, goes when another is set, and is nobody else’s to change', async () => {
  const { act, office, content } = await open()
  const source = '学工部〔2026〕25号 三（四）'
  await act(saveField, 'u1', { ...end, source })
  expect(await office.say('s1', '退宿什么时候截止')).toContain(`；依据 ${source}`)
  expect((await act(saveField, 'c1', { ...end, source: null, basedOn: 1 })).refused?.why).toBe('noRight')
  const same = { key: 'checkout.end', part: null, value: '2026-06-28', why: '', basedOn: 1 }
  expect((await act(savePart, 'u1', same)).refused?.why).toBe('same')
  await act(savePart, 'u1', { ...same, value: '2026-06-29' })
  expect(await office.say('s2', '退宿什么时候截止')).not.toContain('依据')
  expect(content().knowledge.school.general.get('checkout.end')!.from!.source).toBeNull()
})

test('a counselor sets values of their own classes and no other', async () => {
  const { act, office } = await open()
  const forClass = (name: string) => ({ ...end, value: null, values: [{ for: { class: name }, value: '2026-06-20' }] })
  expect((await act(saveField, 'c1', forClass('九班'))).refused?.says).toContain('九班')
  expect((await act(saveField, 'c1', forClass('一班'))).done).toBeDefined()
  expect(await office.say('s1', '退宿什么时候截止')).toContain('6月20日')
  expect(await office.say('s2', '退宿什么时候截止')).toContain('截止 学校还没有公布')
})

test('a value that others set may be left as it is, not taken away', async () => {
  const { act } = await open()
  const ofCollege = { for: { college: '示例学院' }, value: '2026-06-27' }
  const ofClass = { for: { class: '一班' }, value: '2026-06-20' }
  expect((await act(saveField, 'k1', { ...end, value: null, values: [ofCollege] })).done).toBeDefined()
  const alone = { ...end, value: null, values: [ofClass], basedOn: 1 }
  expect((await act(saveField, 'c1', alone)).refused?.why).toBe('noRight')
  expect((await act(saveField, 'c1', { ...alone, values: [ofCollege, ofClass] })).done?.version).toBe(2)
  const back = { item: { kind: 'field' as const, key: 'checkout.end' }, to: 0, basedOn: 2, why: '' }
  expect((await act(takeItemBack, 'c1', back)).refused?.why).toBe('noRight')
  expect((await act(takeItemBack, 'u1', back)).done?.version).toBe(3)
})

test.each([
  ['no date', { value: '六月底' }, /不是日期/],
  ['a campus that there is not', { values: [{ for: { campus: '河东' }, value: '2026-06-28' }] }, /没有校区/],
  ['the same part twice', { values: Array(2).fill({ for: { class: '一班' }, value: '2026-06-28' }) }, /写了两次/],
])('%s is not saved, with the cure', async (_, draft, fault) => {
  const { act } = await open()
  expect((await act(saveField, 'u1', { ...end, ...draft })).refused).toMatchObject({
    why: 'faulty',
    says: expect.stringMatching(fault),
  })
})

test.each([
  ['a date of last year', { ...end, value: '2025-06-28' }, /像是往年/],
  ['a date that is over', { ...end, value: '2026-06-01' }, /已经过了/],
  ['an end before its beginning', { ...end, value: '2026-06-15' }, /“退宿开始”.*“退宿截止”/],
  ['a beginning after its end', { ...end, key: 'checkout.start', value: '2026-07-15' }, /“退宿开始”.*“退宿截止”/],
])('%s is saved with a word of warning', async (_, draft, warning) => {
  const { act } = await open()
  const other = draft.key === 'checkout.end' ? 'checkout.start' : 'checkout.end'
  await act(saveField, 'u1', { ...end, key: other, value: draft.value < '2026-06-10' ? null : '2026-06-20' })
  expect((await act(checkFieldDraft, 'u1', draft)).done?.warnings).toEqual([expect.stringMatching(warning)])
  expect((await act(saveField, 'u1', draft)).done?.warnings).toEqual([expect.stringMatching(warning)])
})

test('what moves with a date is told before it is saved: reminders, and the texts that show it', async () => {
  const { act, office } = await open()
  const { done } = await act(checkFieldDraft, 'u1', end)
  expect(done!.reminders).toEqual([
    {
      name: 'checkout',
      title: '退宿截止',
      from: new Date('2026-06-29T10:00:00+08:00'),
      to: new Date('2026-06-27T10:00:00+08:00'),
    },
  ])
  expect(done!.shows).toMatchObject({ entries: expect.arrayContaining(['checkout-when']), reminders: ['checkout'] })
  expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
})

test('a class with a date of its own gets a reminder of its own', async () => {
  const { act } = await open()
  const { done } = await act(checkFieldDraft, 'c1', {
    ...end,
    value: null,
    values: [{ for: { class: '一班' }, value: '2026-06-20' }],
  })
  expect(done!.reminders.map(r => [r.name, r.to?.toISOString() ?? null])).toEqual([
    ['checkout', null],
    ['checkout@class=一班', '2026-06-19T02:00:00.000Z'],
  ])
})

test('two who set one field do not overwrite each other', async () => {
  const { act } = await open()
  await act(saveField, 'u1', end)
  expect((await act(saveField, 'u1', { ...end, value: '2026-06-29' })).refused).toMatchObject({
    why: 'stale',
    newer: { version: 1, text: 'value: 2026-06-28' },
  })
})

test('the list tells what is missing, what is an example, and what the school set', async () => {
  const { act } = await open()
  await act(saveField, 'u1', { ...end, value: '2025-06-28' })
  const { fields } = (await act(fieldsKnown, 'u1', {})).done!
  const line = (key: string) => fields.find(f => f.key === key)
  expect(line('checkout.end')).toMatchObject({
    shows: { value: '2025-06-28', origin: 'own' },
    version: 1,
    warnings: [expect.stringContaining('往年')],
  })
  expect(line('checkout.place')).toMatchObject({ shows: { origin: 'sample' }, set: { value: null }, isMissing: false })
  expect(line('luggage.point')).toMatchObject({ shows: { value: null, origin: 'none' }, isMissing: true })
})
