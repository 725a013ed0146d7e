import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import type { AskedKind } from '../../src/knowledge/direct/kind.ts'
import { everyLine } from '../../src/knowledge/direct/lines.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { fullAnswer, groupAnswer, privateAnswer } from '../../src/knowledge/render.ts'
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

/** The lines that the entry has for these kinds, in their order. */
const linesFor = (entry: Entry, kinds: readonly AskedKind[]) =>
  kinds.flatMap(kind => everyLine(entry).filter(line => line.of === kind))

/** The answer to a question that asks for these kinds of things. */
function inPrivate(id: string, { asked = [] as AskedKind[], now = inMay, change = {} as Partial<Entry> } = {}): string {
  const { school } = sample
  const entry = { ...sample.entries.get(id)!, ...change }
  return privateAnswer(entry, { phrases, school, now, asked: linesFor(entry, asked) })
}

/** All that there is to say of an entry, in private. */
function inFull(id: string, { knowledge = sample, now = inMay, titles = [] as string[] } = {}): string {
  const { school } = knowledge
  return fullAnswer(knowledge.entries.get(id)!, { phrases, school, now }, titles)
}

test('a value that the school has not set says so and names whom to ask', () => {
  expect(inGroup('luggage-where')).toContain(fill(phrases.unset, { ask: '后勤处' }))
})

test('an answer never shows a placeholder', () => {
  for (const id of sample.entries.keys()) expect(inGroup(id) + inFull(id)).not.toMatch(/\{|\}|undefined|null/)
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
  ['many days before', '2026-06-10T12:00', fill(phrases.countdownDays, { label, days: 20 })],
  ['two days before', '2026-06-28T23:59', fill(phrases.countdownDays, { label, days: 2 })],
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

test('the whole answer ends with its sources in one line: document, clause and date', () => {
  expect(inFull('checkout-when').split('\n').at(-1)).toBe('来源：测试通知 第一条（2026-05-20）')
})

test('a source without a clause leaves no gap', () => {
  expect(inFull('luggage-where')).toContain('来源：测试通知（2026-05-20）')
})

test('a short answer ends with how sure it is and its first source', () => {
  expect(inGroup('checkout-when').split('\n').at(-1)).toBe('来源（官方）：测试通知（2026-05-20）')
  expect(inPrivate('checkout-when').split('\n').at(-1)).toBe('来源（官方）：测试通知（2026-05-20）')
})

test('the countdown says the date where nothing else does', () => {
  const text = inGroup('checkout-when', { now: at('2026-06-10T12:00'), change: { short: '早点办。' } })
  expect(text).toContain(fill(phrases.countdown, { label, date, days: 20 }))
})

test('the whole answer has title, contacts and what else one may ask', () => {
  const text = inFull('checkout-when', { titles: ['退宿怎么办理'] })
  expect(text.split('\n')[0]).toBe('【退宿什么时候截止】')
  expect(text).toContain('辅导员：学院学工办（示例）')
  expect(text).toContain('“退宿怎么办理”')
})

test('a value with dollar signs or braces is shown as it stands', () => {
  const odd: Edits = { 'school.yaml': text => text.split('一楼值班室').join('"$& {days} $1"') }
  expect(inGroup('checkout-steps', { knowledge: fixtureKnowledge(odd) })).toContain('$& {days} $1（示例）')
})

test('what was asked for comes in the first line, and only once', () => {
  const lines = inPrivate('checkout-when', { asked: ['when'] }).split('\n')
  expect(lines[0]).toBe(`截止 ${date}。`)
  expect(inPrivate('checkout-when', { asked: ['proxy'] }).split('\n')[0]).toBe('可以，先跟宿管说一声。')
})

test('in a group it comes in the first line too', () => {
  const { school } = sample
  const checkout = sample.entries.get('checkout-when')!
  const text = groupAnswer(checkout, { phrases, school, now: inMay, asked: linesFor(checkout, ['when']) })
  expect(text.split('\n')[0]).toBe(`截止 ${date}。`)
})

test('a question that the entry has no line for gets the short text at once', () => {
  expect(inPrivate('checkout-when', { asked: ['howmuch'] })).toMatch(/^退宿从/)
})

test('the first kind that the entry knows is taken', () => {
  expect(inPrivate('checkout-when', { asked: ['howmuch', 'proxy'] }).split('\n')[0]).toBe('可以，先跟宿管说一声。')
})

test('what the direct line said is not said again by the short text', () => {
  const change = { short: '退宿截止：{{checkout.end}}。早点去，人少。' }
  const text = inPrivate('checkout-when', { asked: ['when'], change })
  expect(text.split(date)).toHaveLength(2)
  expect(text).toContain('早点去，人少。')
})

test('that it is over comes before everything else', () => {
  const text = inPrivate('checkout-when', { asked: ['when'], now: at('2026-07-02T12:00') })
  expect(text.split('\n')[0]).toContain('已经过了')
  expect(text.split('\n')[1]).toBe(`截止 ${date}。`)
})

test('that it does not hold any more comes before everything else', () => {
  const now = at('2027-01-01T00:00')
  expect(inPrivate('loan-confirm', { now }).split('\n')[0]).toBe(fill(phrases.expired, { date: '2026-12-31' }))
})

test('a direct line that ends with a colon is followed by the steps in place of the short text', () => {
  const text = inPrivate('checkout-steps', { asked: ['how'] })
  expect(text).toMatch(/^分三步：\n1\. 清行李。\n2\. /)
  expect(text).not.toContain('退宿先清行李')
})

test('beside two lines only the beginning of the short text is said', () => {
  const change = { short: '早点去，人少。'.repeat(12) }
  const length = (asked: AskedKind[]) => inPrivate('checkout-when', { asked, change }).length
  expect(length(['when', 'proxy'])).toBeLessThan(length(['when']))
  expect(inPrivate('checkout-when', { asked: ['when', 'proxy'], change })).toContain('早点去，人少。')
})

test('a group is spared the steps', () => {
  const { school } = sample
  const steps = sample.entries.get('checkout-steps')!
  const text = groupAnswer(steps, { phrases, school, now: inMay, asked: linesFor(steps, ['how']) })
  expect(text).toMatch(/^退宿先清行李/)
})

test('steps that do not fit a phone leave the short text in their place', () => {
  const long = Array.from({ length: 10 }, (_, n) => `${n + 1}. 一步。`).join('\n')
  const change = { long, direct: { how: '要办手续。分三步：' } }
  expect(inPrivate('checkout-steps', { asked: ['how'], change })).toMatch(/^要办手续。\n退宿先清行李/)
})

test('a contact is named where the next step is to speak to somebody, and not where a date was asked for', () => {
  expect(inPrivate('checkout-when', { asked: ['proxy'] })).toContain('辅导员：')
  expect(inPrivate('checkout-when', { asked: ['when'] })).not.toContain('辅导员：')
})

test('help for right now is said whole, what was asked for first', () => {
  const change = { emergency: true, direct: { how: '先走。' } }
  const text = inPrivate('checkout-steps', { asked: ['how'], change })
  expect(text).toMatch(/^先走。\n退宿分三步/)
})

test('our advice is marked as ours, in the whole answer and below the short one', () => {
  const change = { advice: '早点去。' }
  const { school } = sample
  const whole = fullAnswer({ ...sample.entries.get('checkout-steps')!, ...change }, { phrases, school, now: inMay }, [])
  expect(whole).toContain(`${phrases.advice}\n早点去。`)
  expect(inPrivate('checkout-steps', { change }).split('\n').at(-1)).toContain(phrases.sourceAdvice)
  expect(inPrivate('checkout-steps')).not.toContain(phrases.sourceAdvice)
})
