import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { groupAnswer, privateAnswer } from '../../src/knowledge/render.ts'
import { type Edits, fixtureKnowledge } from '../support/fixture.ts'

const sample = fixtureKnowledge()
/** The same school once it is a real one that has published only its last day. */
const real = fixtureKnowledge({
  'school.yaml': text =>
    text
      .replace('sample: true', 'sample: false')
      .replace('    value:\n    sample: 06-30 17:30', '    value: 2027-06-30'),
})
const { phrases } = sample

const at = (text: string) => new Date(`${text}:00+08:00`)
const inMay = at('2026-05-20T12:00')

function inGroup(id: string, { knowledge = sample, now = inMay, change = {} as Partial<Entry> } = {}): string {
  const { school } = knowledge
  return groupAnswer({ ...knowledge.entries.get(id)!, ...change }, { phrases, school, now })
}

function inPrivate(id: string, { knowledge = sample, now = inMay, titles = [] as string[] } = {}): string {
  const { school } = knowledge
  return privateAnswer(knowledge.entries.get(id)!, { phrases, school, now }, titles)
}

test('a value that the school has not set says so and names whom to ask', () => {
  expect(inGroup('luggage-where')).toContain(fill(phrases.unset, { ask: '后勤处' }))
})

test('an answer never shows a placeholder', () => {
  for (const id of sample.entries.keys()) expect(inGroup(id) + inPrivate(id)).not.toMatch(/\{|\}|undefined|null/)
})

test('an example value is marked and explained', () => {
  const text = inGroup('checkout-steps')
  expect(text).toContain('一楼值班室（示例）')
  expect(text).toContain(phrases.sampleNote)
})

test('an answer that shows no example value has no note about examples', () => {
  expect(inGroup('loan-confirm')).not.toContain(phrases.sampleNote)
})

test("a real school's own value has no mark", () => {
  const text = inGroup('checkout-when', { knowledge: real, now: at('2027-06-01T12:00') })
  expect(text).toContain('2027年6月30日 周三')
  expect(text).not.toContain('示例')
})

test('a real school never speaks the examples of the sample school', () => {
  const text = inGroup('checkout-steps', { knowledge: real })
  expect(text).not.toContain('一楼值班室')
  expect(text).toContain(fill(phrases.unset, { ask: '宿管' }))
})

test('a fact of certainty C says that it was not checked', () => {
  expect(inGroup('mind-talk')).toContain(phrases.uncertain)
})

test('where help is needed now the same is said kindly, as the last line above the source', () => {
  const text = inGroup('mind-talk', { change: { emergency: true } })
  expect(text).not.toContain(phrases.uncertain)
  expect(text.split('\n').at(-2)).toBe(phrases.uncertainEmergency)
})

test('a fact of certainty A carries no such note', () => {
  expect(inGroup('loan-confirm')).not.toContain(phrases.uncertain)
})

test('a local rule says that places differ', () => {
  expect(inGroup('degree-lost')).toContain(phrases.local)
})

test('an answer past its validity says so', () => {
  expect(inGroup('loan-confirm', { now: at('2027-01-01T00:00') })).toContain(
    fill(phrases.expired, { date: '2026-12-31' }),
  )
})

test('on its last day an answer is still valid', () => {
  expect(inGroup('loan-confirm', { now: at('2026-12-31T23:59') })).not.toContain('2026-12-31')
})

test('an answer before its validity says so', () => {
  const text = inGroup('loan-confirm', { now: at('2026-02-28T12:00') })
  expect(text).toContain(fill(phrases.notYetValid, { date: '2026-03-01' }))
})

const date = '2026年6月30日 周二 17:30（示例）'
const label = '退宿截止'
const countdowns: [when: string, moment: string, line: string][] = [
  ['many days before', '2026-06-10T12:00', fill(phrases.countdown, { label, date, days: 20 })],
  ['two days before', '2026-06-28T23:59', fill(phrases.countdown, { label, date, days: 2 })],
  ['the day before, however late', '2026-06-29T23:30', fill(phrases.countdownTomorrow, { label, date })],
  ['on the day itself', '2026-06-30T00:01', fill(phrases.countdownToday, { label, date })],
  ['at the very minute', '2026-06-30T17:30', fill(phrases.countdownToday, { label, date })],
]
for (const [when, moment, line] of countdowns)
  test(`the countdown ${when} reads “${line}”`, () => {
    expect(inGroup('checkout-when', { now: at(moment) }).split('\n')).toContain(line)
  })

test('after the deadline the answer says so and gives the late procedure', () => {
  const text = inGroup('checkout-when', { now: at('2026-06-30T17:31') })
  expect(text).toContain(fill(phrases.overdue, { label, date }))
  expect(text).toContain('带上身份证去 一楼值班室（示例） 补办。')
})

test('after a deadline without a late procedure the answer names whom to ask', () => {
  const text = inGroup('checkout-when', { now: at('2026-07-02T12:00'), change: { late: null } })
  expect(text).toContain(fill(phrases.overdueAsk, { ask: '宿管' }))
})

test('a day without an hour is in time until midnight', () => {
  const text = inGroup('checkout-when', { knowledge: real, now: at('2027-06-30T23:58') })
  expect(text).toContain(fill(phrases.countdownToday, { label, date: '2027年6月30日 周三' }))
})

test('a deadline that is not published is not counted down to', () => {
  const unset: Edits = { 'school.yaml': text => text.replace('sample: true', 'sample: false') }
  expect(inGroup('checkout-when', { knowledge: fixtureKnowledge(unset) })).not.toContain('距离')
})

test('every answer ends with its source in one line: document, clause and date', () => {
  const line = '来源：测试通知 第一条（2026-05-20）'
  expect(inGroup('checkout-when').split('\n').at(-1)).toBe(line)
  expect(inPrivate('checkout-when').split('\n').at(-1)).toBe(line)
})

test('a source without a clause leaves no gap', () => {
  expect(inGroup('luggage-where')).toContain('来源：测试通知（2026-05-20）')
})

test('the private answer has title, contacts and what else one may ask', () => {
  const text = inPrivate('checkout-when', { titles: ['退宿怎么办理'] })
  expect(text.split('\n')[0]).toBe('【退宿什么时候截止】')
  expect(text).toContain('辅导员：学院学工办（示例）')
  expect(text).toContain('“退宿怎么办理”')
})

test('a value with dollar signs or braces is shown as it stands', () => {
  const odd: Edits = { 'school.yaml': text => text.split('一楼值班室').join('"$& {days} $1"') }
  expect(inGroup('checkout-steps', { knowledge: fixtureKnowledge(odd) })).toContain('$& {days} $1（示例）')
})
