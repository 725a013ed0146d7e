import { expect, test } from 'vitest'
import { comingUp, dormant } from '../../src/office/reminders/coming.ts'
import { planningParts } from '../../src/office/reminders/ground.ts'
import { makePlanning } from '../../src/office/reminders/planning.ts'
import { makeOccasions } from '../../src/store/reminders/occasions.ts'
import { reminderReads } from '../../src/store/reminders/reads.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from '../support/office.ts'
import { at } from '../support/seen.ts'
import { aStanding } from '../support/standing.ts'
import { deciding } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

/** An office whose people have all written once, so that they can be written to. It is Wednesday, ten o'clock. */
async function open(options: OfficeOptions = {}): Promise<Office> {
  const people = options.people ?? [aPerson('s1'), aPerson('s2', { className: '二班' }), aCounselor('c1')]
  const office = await openOffice({ begin: '2026-06-10T10:00:00+08:00', ...options, people })
  for (const { number } of people) await office.hear(number, '你好')
  return office
}

const texts = (arrived: { chat: string; text: string }[]) => arrived.map(a => `${a.chat} ${a.text}`)
const hours = 60
const latest = (office: Office) => reminderReads(office.database.db).latest(50)

let planned = 0

const places = ['beforeOpening', 'insideChunk', 'afterChunk', 'beforeEnd'] as const
type Place = (typeof places)[number]

/** The planner of an office, to be stopped at some place. */
const plannerOf = (
  office: Office,
  { chunk, points = {} }: { chunk: number; points?: Partial<Record<Place, () => void>> },
) => {
  const ids = { next: () => `planned-${++planned}` }
  const occasions = makeOccasions(office.database, { ids, insideChunk: points.insideChunk })
  return makePlanning(occasions, { ...planningParts(() => office.content), chunk, points })
}

test('everyone whom it is for hears it once, by name, at its time', async () => {
  const office = await open({ reminders: [aStanding('tidy')] })
  expect(await office.wait(4 * hours)).toEqual([])
  expect(texts(await office.wait(2 * hours))).toEqual([
    'private/s1 示例s1，记得收拾宿舍。',
    'private/s2 示例s2，记得收拾宿舍。',
  ])
  expect(await office.wait(24 * hours)).toEqual([])
})

test('what lay before it was there is not made up for', async () => {
  const office = await open({ reminders: [aStanding('tidy', 'when: { once: 2026-06-10 09:55 }')] })
  expect(await office.wait(48 * hours)).toEqual([])
})

test('7, 3 and 1 days before: only to those who have not done it, with the days that are left', async () => {
  const reminder = aStanding(
    'checkout',
    `when: { date: checkout.end, days: [7, 3, 1], at: "10:00" }
audience: { roles: [student], progress: { name: checkout_done, done: false } }
say: "{name}，{left}退宿截止。"`,
  )
  const office = await open({ reminders: [reminder], begin: '2026-06-22T10:00:00+08:00' })
  expect(texts(await office.wait(25 * hours))).toEqual([
    'private/s1 示例s1，7 天后退宿截止。',
    'private/s2 示例s2，7 天后退宿截止。',
  ])
  const done = (person: string, value: string) =>
    office.turns.run(anUpdate({ from: person }), deciding([{ do: 'tag', name: 'checkout_done', value, keepDays: 180 }]))
  await done('s1', 'yes')
  await done('s2', 'no')
  expect(texts(await office.wait(4 * 24 * hours))).toEqual(['private/s2 示例s2，3 天后退宿截止。'])
  expect(texts(await office.wait(2 * 24 * hours))).toEqual(['private/s2 示例s2，明天退宿截止。'])
})

test('a borrower is reminded in private, others hear nothing', async () => {
  const people = [aPerson('s1', { loan: '生源地' }), aPerson('s2'), aPerson('s3', { loan: '无' })]
  const reminders = [aStanding('loan', 'audience: { roles: [student], loan: "yes" }')]
  const office = await open({ people, reminders })
  await office.hear('s1', '大家好', { room: 'g' })
  expect((await office.wait(6 * hours)).map(a => a.chat)).toEqual(['private/s1'])
})

test('those whom no channel reaches are counted, not lost', async () => {
  const office = await openOffice({ reminders: [aStanding('tidy')], begin: '2026-06-10T10:00:00+08:00' })
  await office.hear('s1', '你好')
  await office.wait(6 * hours)
  expect(await latest(office)).toMatchObject([
    { reminder: 'tidy', state: 'planned', audience: 2, planned: 1, unreachable: 1, deliveries: { delivered: 1 } },
  ])
})

test('a group reminder goes to the groups of the classes and counts those without one', async () => {
  const reminder = aStanding('tidy', 'to: group\nsay: "{class}的同学，记得收拾宿舍。"')
  const office = await open({ reminders: [reminder] })
  const update = anUpdate({ from: 'c1', room: 'g1' })
  const to = { college: '示例学院', name: '一班' }
  await office.turns.run(update, deciding([{ do: 'bind-group', chat: update.chat, to, by: 'n:c1' }]))
  expect(texts(await office.wait(6 * hours))).toEqual(['room/g1 一班的同学，记得收拾宿舍。'])
  expect(await latest(office)).toMatchObject([{ audience: 2, planned: 1, unreachable: 1 }])
})

test('a flow is offered with a button that begins it', async () => {
  const office = await open({ reminders: [{ ...aStanding('tidy'), offer: 'nothing' }] })
  expect((await office.wait(6 * hours))[0]!.choices).toEqual([])
})

test('quiet hours put it off to the morning', async () => {
  const office = await open({ reminders: [aStanding('late', 'when: { weekly: [三], at: "23:30" }')] })
  expect(await office.wait(20 * hours)).toEqual([])
  expect(await office.wait(2 * hours)).toHaveLength(2)
})

/** What arrives when nothing has run for some hours. */
async function afterDowntime(text: string, down: number, begin = '2026-06-10T14:00:00+08:00') {
  const office = await open({ reminders: [aStanding('tidy', text)], begin })
  await office.wait(0)
  office.clock.set(new Date(office.clock.now().getTime() + down * 3_600_000))
  const arrived = await office.wait(0)
  return { office, arrived, runs: await latest(office) }
}

test('after two hours of downtime it comes late, within its grace', async () => {
  const { arrived, runs, office } = await afterDowntime('', 3)
  expect(arrived).toHaveLength(2)
  expect(runs).toMatchObject([{ state: 'planned', reason: 'late' }])
  expect(await office.wait(24 * hours)).toEqual([])
})

test('after more than its grace it is skipped, and that is on record', async () => {
  const { arrived, runs } = await afterDowntime('', 6)
  expect(arrived).toEqual([])
  expect(runs).toMatchObject([{ state: 'skipped', reason: 'missed', planned: 0 }])
})

test('one that is to come all the same comes late', async () => {
  const { arrived } = await afterDowntime('missed: { graceMinutes: 30, otherwise: late }', 6)
  expect(arrived).toHaveLength(2)
})

test('of several that were missed only the last is said', async () => {
  const { arrived, runs } = await afterDowntime('when: { cron: "0 15 * * *" }', 24 * 3 + 2)
  expect(arrived).toHaveLength(2)
  expect(runs.map(r => r.reason).sort()).toEqual(['late', 'superseded', 'superseded', 'superseded'])
})

test('after years of downtime it goes on, whatever was missed', async () => {
  const years = 3 * 365 * 24
  const { arrived, office } = await afterDowntime('when: { once: 2026-06-11 15:00 }', years)
  expect(arrived).toEqual([])
  expect(await office.wait(24 * hours)).toEqual([])
  expect((await afterDowntime('when: { cron: "0 15 * * *" }', years + 2)).arrived).toHaveLength(2)
})

test('what is late waits for quiet hours to end', async () => {
  const { office, arrived } = await afterDowntime('missed: { graceMinutes: 1440, otherwise: skip }', 10)
  expect(arrived).toEqual([])
  expect(await office.wait(7 * hours)).toEqual([])
  expect(await office.wait(1 * hours)).toHaveLength(2)
})

test.each(places)('killed at %s, and started anew on the same folder: each recipient gets it once', async place => {
  const folder = tempFolder()
  const people = Array.from({ length: 7 }, (_, n) => aPerson(`s${n}`))
  const reminders = [aStanding('tidy')]
  const first = await open({ folder, people, reminders })
  await first.wait(0)
  first.clock.set(at('2026-06-10 15:00'))
  let left = place === 'beforeOpening' || place === 'beforeEnd' ? 0 : 1
  const kill = () => {
    if (left-- === 0) throw new Error('killed')
  }
  const dying = plannerOf(first, { chunk: 2, points: { [place]: kill } })
  await expect(dying.run(first.clock.now())).rejects.toThrow('killed')
  await first.database.close()
  // What was begun is ended however late; what was not still has its grace.
  const begin = place === 'beforeOpening' ? '2026-06-10T17:30:00+08:00' : '2026-06-10T20:30:00+08:00'
  const second = await openOffice({ folder, people, reminders, begin, drawn: 1000 })
  const arrived = await second.wait(0)
  expect(arrived.map(a => a.chat).sort()).toEqual(people.map(p => `private/${p.number}`))
  expect(await second.wait(48 * hours)).toEqual([])
  expect(await latest(second)).toMatchObject([{ audience: 7, planned: 7, unreachable: 0 }])
})

test('two runs at once plan nobody twice and nobody not', async () => {
  const people = Array.from({ length: 25 }, (_, n) => aPerson(`s${String(n).padStart(2, '0')}`))
  const office = await open({ people, reminders: [aStanding('tidy')] })
  await office.wait(0)
  office.clock.set(at('2026-06-10 15:00'))
  const planners = [2, 3, 5].map(chunk => plannerOf(office, { chunk }))
  await Promise.all(planners.map(p => p.run(office.clock.now())))
  const arrived = await office.wait(0)
  expect(arrived.map(a => a.chat).sort()).toEqual(people.map(p => `private/${p.number}`))
  expect(await latest(office)).toMatchObject([{ audience: 25, planned: 25 }])
})

test('one with a defect does not keep the others from being given', async () => {
  const office = await open({ reminders: [aStanding('bad'), aStanding('tidy')] })
  await office.wait(0)
  const parts = planningParts(() => office.content)
  const planner = makePlanning(makeOccasions(office.database, { ids: { next: () => `planned-${++planned}` } }), {
    ...parts,
    saying(reminder, who, now) {
      if (reminder.name === 'bad') throw new TypeError('a defect')
      return parts.saying(reminder, who, now, {})
    },
  })
  await expect(planner.run(at('2026-06-10 15:00'))).rejects.toThrow('a defect')
  const occasions = await latest(office)
  expect(occasions.map(o => `${o.reminder} ${o.state}`).sort()).toEqual(['bad planning', 'tidy planned'])
})

test('a time that was begun before its grace ended is given to the end after it, and only to the rest', async () => {
  const people = ['s1', 's2', 's3'].map(n => aPerson(n))
  const office = await open({ people, reminders: [aStanding('tidy')] })
  await office.wait(0)
  office.clock.set(at('2026-06-10 15:00'))
  const dying = plannerOf(office, {
    chunk: 1,
    points: {
      afterChunk() {
        throw new Error('killed')
      },
    },
  })
  await expect(dying.run(office.clock.now())).rejects.toThrow('killed')
  office.clock.set(at('2026-06-10 21:00'))
  expect(await office.wait(0)).toHaveLength(3)
})

test('a date that the school moves takes its reminder along', async () => {
  const reminder = aStanding('checkout', 'when: { date: checkout.end, days: [1], at: "10:00" }')
  const office = await open({ reminders: [reminder], begin: '2026-06-28T12:00:00+08:00' })
  const { school } = office.content.knowledge
  const field = school.fields.get('checkout.end')!
  const fields = new Map([...school.fields, ['checkout.end', { ...field, value: '2026-07-03', isSample: false }]])
  Object.assign(office.content, {
    knowledge: { ...office.content.knowledge, school: { ...school, fields } },
    reminders: [{ ...reminder }],
  })
  expect(await office.wait(3 * 24 * hours)).toEqual([])
  expect(await office.wait(2 * 24 * hours)).toHaveLength(2)
})

/** A reminder whose next time cannot be reckoned. */
const unreckonable = () => {
  const bad = aStanding('bad')
  return { ...bad, rule: { ...bad.rule, zone: 'Nowhere/Else' } as typeof bad.rule }
}

test('one whose next time cannot be reckoned is set aside and told once, and the others are given', async () => {
  const office = await open({ reminders: [unreckonable(), aStanding('tidy')] })
  expect(await office.wait(6 * hours)).toHaveLength(2)
  expect(office.events).toEqual(['reminder-set-aside RangeError'])
})

test('it is left out of what comes up, and named among those that are not given', async () => {
  const office = await open({ reminders: [unreckonable(), aStanding('tidy')] })
  const now = at('2026-06-10 10:00')
  expect(comingUp(office.content, now, 1).map(({ reminder }) => reminder.name)).toEqual(['tidy'])
  expect(dormant(office.content, now)).toMatchObject([{ reminder: { name: 'bad' }, why: 'defect' }])
})
