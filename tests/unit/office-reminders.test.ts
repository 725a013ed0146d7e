import { expect, test } from 'vitest'
import type { Identity, RosterPerson, Unit } from '../../src/core/roster.ts'
import type { Act } from '../../src/office/outcome.ts'
import { planningParts } from '../../src/office/reminders/ground.ts'
import { moveTime, testTime, undoTimeChange } from '../../src/office/reminders/moving.ts'
import { leaveOutTime, pauseReminder, repauseReminder, resumeReminder } from '../../src/office/reminders/pausing.ts'
import { makePlanning } from '../../src/office/reminders/planning.ts'
import { perform } from '../../src/store/perform.ts'
import { makeOccasions } from '../../src/store/reminders/occasions.ts'
import { reminderReads } from '../../src/store/reminders/reads.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from '../support/office.ts'
import { at } from '../support/seen.ts'
import { aStanding } from '../support/standing.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const college = '示例学院'
const classUnit = (name: string): Unit => ({ of: 'class', college, name })
const staff: RosterPerson[] = [
  aCounselor('c1', { scope: [classUnit('一班')] }),
  aCounselor('k1', { role: 'college', scope: [{ of: 'college', college }] }),
  aCounselor('x1', { role: 'school', scope: [{ of: 'school' }] }),
]
const people = [aPerson('s1'), aPerson('s2', { className: '二班' }), ...staff]
const someone = (number: string): Identity => {
  const { name, role, scope } = people.find(p => p.number === number)!
  return { number, name, role, scope, home: null }
}

/** An office on a Wednesday at ten, with a reminder at three of each Wednesday; all have written once. */
async function open(options: OfficeOptions = {}): Promise<Office> {
  const given = { begin: '2026-06-10T10:00:00+08:00', reminders: [aStanding('tidy')], people, ...options }
  const office = await openOffice(given)
  for (const { number } of given.people) await office.hear(number, '你好')
  return office
}

let drawn = 0
/** Does an act in an office: what it says, or why it was refused. */
async function doing<Input, What extends { says: string }>(
  { database, content, clock }: Office,
  act: Act<Office['content'], Input, What, { why: string; says: string }>,
  number: string,
  input: Input,
) {
  const ids = { next: () => `change-${++drawn}` }
  const deed = { by: `n:${number}`, through: 'console', at: clock.now().getTime() }
  const came = await perform(database, { act, rules: content, actor: someone(number), input, deed, ids })
  return 'done' in came ? came.done : { why: came.refused.why, says: came.refused.says }
}

const three = at('2026-06-10 15:00')
const time = { reminder: 'tidy', instant: three.getTime() }
const hours = 60
const day = 24 * hours
const chats = (arrived: { chat: string }[]) => arrived.map(a => a.chat).sort()
const both = ['private/s1', 'private/s2']
const runs = ({ database }: Office) => reminderReads(database.db).runs(['tidy'], 0, at('2027-01-01').getTime())
const audit = ({ database }: Office) =>
  database.db.selectFrom('audit').select(['act', 'detail']).orderBy('seq').execute()

const pause = { reminder: 'tidy', from: at('2026-06-10 12:00'), until: at('2026-06-11 00:00'), reason: '' }

test('a paused reminder does not leave, and goes on after that', async () => {
  const office = await open()
  const came = await doing(office, pauseReminder, 'x1', { ...pause, units: [{ of: 'school' }] })
  expect(came.says).toBe('好，6月10日 12:00 到 6月11日 00:00 不给全校发“示例提醒”。')
  expect(await office.wait(day)).toEqual([])
  expect(await runs(office)).toMatchObject([{ state: 'skipped', reason: 'paused' }])
  expect(chats(await office.wait(7 * day))).toEqual(both)
})

test('a counselor pauses it for their own class, and the others hear it', async () => {
  const office = await open()
  await doing(office, pauseReminder, 'c1', { ...pause, units: [classUnit('一班')] })
  expect(chats(await office.wait(day))).toEqual(['private/s2'])
  expect(await runs(office)).toMatchObject([{ state: 'planned', audience: 2, planned: 1, held: 1, unreachable: 0 }])
  expect((await audit(office)).at(-1)).toEqual({
    act: 'reminder-paused',
    detail: 'tidy 2026-06-10T04:00:00.000Z to 2026-06-10T16:00:00.000Z 示例学院/一班',
  })
})

test('what is late waits for no pause to end: it is not said', async () => {
  const office = await open({ reminders: [aStanding('tidy', 'missed: { graceMinutes: 1440, otherwise: late }')] })
  await office.wait(0)
  await doing(office, pauseReminder, 'x1', { ...pause, from: at('2026-06-10 15:30'), units: [{ of: 'school' }] })
  office.clock.set(at('2026-06-10 16:00'))
  expect(await office.wait(12 * hours)).toEqual([])
})

test('a pause is ended, and taken up again', async () => {
  const office = await open()
  const paused = await doing(office, pauseReminder, 'c1', { ...pause, units: [classUnit('一班')] })
  const { id } = (paused as { change: { id: string } }).change
  const resumed = await doing(office, resumeReminder, 'c1', { id })
  expect(resumed).toMatchObject({ says: '好，“示例提醒”照常发给示例学院一班。', until: pause.until.getTime() })
  await doing(office, repauseReminder, 'c1', { id, until: pause.until })
  expect(chats(await office.wait(day))).toEqual(['private/s2'])
})

test('nobody pauses, leaves out or resumes for those who are not in their care', async () => {
  const office = await open()
  const other = [classUnit('二班')]
  expect(await doing(office, pauseReminder, 'c1', { ...pause, units: other })).toMatchObject({ why: 'noRight' })
  expect(await doing(office, pauseReminder, 'k1', { ...pause, units: [{ of: 'school' }] })).toMatchObject({
    why: 'noRight',
  })
  expect(await doing(office, leaveOutTime, 'c1', { ...time, units: other, reason: '放假' })).toMatchObject({
    why: 'noRight',
  })
  const paused = await doing(office, pauseReminder, 'k1', { ...pause, units: other })
  const { id } = (paused as { change: { id: string } }).change
  expect(await doing(office, resumeReminder, 'c1', { id })).toMatchObject({ why: 'unknown' })
  expect((await audit(office)).filter(l => l.act === 'refused-reminder').length).toBe(4)
})

test('times that are none, or too long, are refused', async () => {
  const office = await open()
  const units: Unit[] = [{ of: 'school' }]
  const tries = [
    [{ ...pause, units: [] }, 'units'],
    [{ ...pause, units, until: null }, 'time'],
    [{ ...pause, units, until: at('2026-06-09') }, 'order'],
    [{ ...pause, units, until: at('2028-06-09') }, 'long'],
    [{ ...pause, units, reason: '长'.repeat(101) }, 'reasonLong'],
    [{ ...pause, units, reminder: 'tidy@class=一班' }, 'unknown'],
    [{ ...pause, units, reminder: '<script>' }, 'unknown'],
  ] as const
  for (const [input, why] of tries) expect(await doing(office, pauseReminder, 'x1', input)).toMatchObject({ why })
  expect(await reminderReads(office.database.db).changes(0)).toEqual([])
})

test('one time is left out with a reason, once, and may be taken back', async () => {
  const office = await open()
  const input = { ...time, units: [classUnit('一班')], reason: '班会上说过了' }
  expect(await doing(office, leaveOutTime, 'c1', { ...input, reason: '' })).toMatchObject({ why: 'reason' })
  expect(await doing(office, leaveOutTime, 'c1', { ...input, instant: three.getTime() + 1 })).toMatchObject({
    why: 'unknown',
  })
  const { change } = (await doing(office, leaveOutTime, 'c1', input)) as { change: { id: string } }
  expect(await doing(office, undoTimeChange, 'x1', { id: change.id })).toMatchObject({
    says: '好，“示例提醒”照原来的发。',
  })
  await doing(office, leaveOutTime, 'c1', input)
  expect(chats(await office.wait(day))).toEqual(['private/s2'])
  expect(chats(await office.wait(7 * day))).toEqual(both)
  expect(await doing(office, leaveOutTime, 'c1', input)).toMatchObject({ why: 'begun' })
})

const toFour = { ...time, to: at('2026-06-10 16:00'), reason: '' }

test.each([
  ['later', '2026-06-10 18:30'],
  ['to another day', '2026-06-12 09:00'],
  ['earlier', '2026-06-10 11:00'],
])('a time that is moved %s comes once, then, and no other is touched', async (_, to) => {
  const office = await open()
  await doing(office, moveTime, 'x1', { ...toFour, to: at(to) })
  const minutes = (at(to).getTime() - office.clock.now().getTime()) / 60_000
  expect(await office.wait(minutes - 1)).toEqual([])
  expect(chats(await office.wait(2))).toEqual(both)
  expect(await office.wait(5 * day)).toEqual([])
  expect(chats(await office.wait(2 * day + 6 * hours))).toEqual(both)
  expect(await runs(office)).toMatchObject([
    { instant: three, state: 'planned', reason: null, planned: 2 },
    { instant: at('2026-06-17 15:00'), state: 'planned' },
  ])
})

test('a moved time keeps its key, so that it can never come twice', async () => {
  const office = await open()
  await doing(office, moveTime, 'x1', toFour)
  await office.wait(7 * hours)
  const keys = await office.database.db.selectFrom('delivery').select('key').where('matter', '=', 'reminder').execute()
  expect(keys.map(k => k.key).sort()).toEqual(
    ['s1', 's2'].map(number => `reminder:tidy:${three.toISOString()}:${number}`),
  )
  // Whatever becomes of the record of the move and of the time itself, nobody hears it again.
  await office.database.db.updateTable('reminder_change').set({ is_done: 0 }).execute()
  await office.database.db.deleteFrom('reminder_run').execute()
  expect(await office.wait(day)).toEqual([])
})

test('moved twice it comes when it was moved last; moved back it is as it was', async () => {
  const office = await open()
  await doing(office, moveTime, 'x1', toFour)
  const again = await doing(office, moveTime, 'x1', { ...toFour, to: at('2026-06-10 17:00') })
  expect(again).toMatchObject({ says: '好，“示例提醒”这一次从 6月10日 16:00 改到 6月10日 17:00 发。' })
  await doing(office, moveTime, 'x1', { ...toFour, to: three })
  expect(await reminderReads(office.database.db).changes(0)).toEqual([])
  expect(chats(await office.wait(5 * hours + 1))).toEqual(both)
})

test('it cannot be moved into the past, far away, into quiet hours, or when it has begun', async () => {
  const office = await open()
  const moved = (to: string) => doing(office, moveTime, 'x1', { ...toFour, to: at(to) })
  expect(await moved('2026-06-10 09:00')).toMatchObject({ why: 'past' })
  expect(await moved('2026-08-10 09:00')).toMatchObject({ why: 'far' })
  expect(await moved('2026-06-10 23:00')).toMatchObject({
    why: 'quiet',
    says: expect.stringContaining('22:00 到 07:30'),
  })
  await office.wait(6 * hours)
  expect(await moved('2026-06-11 09:00')).toMatchObject({ why: 'begun' })
})

test('only who has all hearers in their care moves a time: a college as long as it is the only one', async () => {
  const office = await open()
  expect(await doing(office, moveTime, 'c1', toFour)).toMatchObject({ why: 'noRight' })
  expect(await doing(office, moveTime, 'k1', toFour)).toMatchObject({ says: expect.stringContaining('16:00') })
  const two = await open({ people: [...people, aPerson('t1', { college: '别的学院' })] })
  expect(await doing(two, moveTime, 'k1', toFour)).toMatchObject({ why: 'others' })
})

test('what is moved and paused then is not said; what is moved out of a pause is', async () => {
  const office = await open()
  await doing(office, pauseReminder, 'x1', { ...pause, units: [{ of: 'school' }] })
  await doing(office, moveTime, 'x1', { ...toFour, to: at('2026-06-11 09:00') })
  expect(chats(await office.wait(day))).toEqual(both)
  const other = await open()
  await doing(other, pauseReminder, 'x1', { ...pause, from: at('2026-06-10 15:30'), units: [{ of: 'school' }] })
  await doing(other, moveTime, 'x1', toFour)
  expect(await other.wait(day)).toEqual([])
})

test('a moved time whose date the school takes away is none any more', async () => {
  const checkout = aStanding('tidy', 'when: { date: checkout.end, days: [1], at: "10:00" }')
  const office = await open({ reminders: [checkout], begin: '2026-06-28T10:00:00+08:00' })
  const instant = at('2026-06-29 10:00').getTime()
  await doing(office, moveTime, 'x1', { ...toFour, instant, to: at('2026-06-29 16:00') })
  office.reload({ ...office.content, reminders: [{ ...checkout, rule: { ...checkout.rule, days: [5] } as never }] })
  expect(await office.wait(3 * day)).toEqual([])
})

test.each(['beforeOpening', 'insideChunk', 'afterChunk', 'beforeEnd'] as const)(
  'a moved time that is killed at %s reaches each once',
  async place => {
    const folder = tempFolder()
    const many = [...Array.from({ length: 7 }, (_, n) => aPerson(`s${n}`)), staff[2]!]
    const first = await open({ folder, people: many })
    await first.wait(0)
    await doing(first, moveTime, 'x1', toFour)
    await first.wait(5 * hours + 30)
    first.clock.set(at('2026-06-10 16:00'))
    let left = place === 'beforeOpening' || place === 'beforeEnd' ? 0 : 1
    const kill = () => {
      if (left-- === 0) throw new Error('killed')
    }
    const ids = { next: () => `planned-${++drawn}` }
    const insideChunk = place === 'insideChunk' ? kill : undefined
    const parts = { ...planningParts(() => first.content), chunk: 2, points: { [place]: kill } }
    const dying = makePlanning(makeOccasions(first.database, { ids, insideChunk }), parts)
    await expect(dying.run(first.clock.now())).rejects.toThrow('killed')
    await first.database.close()
    const begin = '2026-06-10T17:30:00+08:00'
    const second = await openOffice({ folder, people: many, reminders: [aStanding('tidy')], begin, drawn: 5000 })
    expect(chats(await second.wait(0))).toEqual(many.slice(0, 7).map(p => `private/${p.number}`))
    expect(await second.wait(day)).toEqual([])
  },
)

test('a clock that was fast does not use up a moved time', async () => {
  const office = await open()
  await office.wait(0)
  await doing(office, moveTime, 'x1', toFour)
  await office.jump(2 * day)
  await office.jump(-2 * day)
  expect(chats(await office.wait(7 * hours))).toEqual(both)
})

test('a test goes to whoever asks for it alone, and counts as nothing', async () => {
  const office = await open()
  expect(await doing(office, testTime, 'c1', time)).toMatchObject({ says: expect.stringContaining('【测试】') })
  const arrived = await office.round()
  expect(arrived.map(a => `${a.chat} ${a.text}`)).toEqual(['private/c1 【测试】（同学姓名），记得收拾宿舍。'])
  expect(await runs(office)).toEqual([])
  expect(chats(await office.wait(7 * hours))).toEqual(both)
})

test('whoever nothing reaches is told so', async () => {
  const office = await openOffice({ begin: '2026-06-10T10:00:00+08:00', reminders: [aStanding('tidy')], people })
  expect(await doing(office, testTime, 'c1', time)).toMatchObject({ why: 'noHome' })
})
