import { expect, test } from 'vitest'
import { dormant } from '../../src/office/reminders/coming.ts'
import { reminderReads } from '../../src/store/reminders/reads.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'
import { deciding } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const hours = 60
const day = 24 * hours

/** A school whose last day of moving out is the 30th, but the 25th on the west campus and the 27th for 三班. */
const knowledge = (general = '    sample: 06-30\n') =>
  fixtureKnowledge({
    'school.yaml': text =>
      `campuses: { 东区: { buildings: [1栋] }, 西区: { buildings: [2栋], colleges: [西学院] } }\n${text.replace(
        '    sample: 06-30 17:30\n',
        `${general}    values:\n      - { campus: 西区, sample: 06-25 }\n      - { class: 三班, sample: 06-27 }\n`,
      )}`,
  })

const dayBefore = `when: { date: checkout.end, days: [1], at: "10:00" }
audience: { roles: [student] }
say: "{name}，{left}退宿截止：{{checkout.end}}"`

const people = [
  aPerson('s1', { dorm: '1栋101' }),
  aPerson('s2', { dorm: '2栋101' }),
  aPerson('s3', { dorm: '2栋102', className: '三班' }),
  aPerson('s4', { dorm: '' }),
]

async function open(options: Partial<Parameters<typeof openOffice>[0]> = {}) {
  const office = await openOffice({
    knowledge: knowledge(),
    people,
    reminders: [aStanding('out', dayBefore)],
    begin: '2026-06-23T12:00:00+08:00',
    ...options,
  })
  for (const { number } of people) await office.hear(number, '你好')
  return office
}

test('each hears of the date that is theirs, a day before it', async () => {
  const office = await open()
  const heard: string[] = []
  for (let n = 0; n < 8; n++)
    for (const { chat, text } of await office.wait(day)) heard.push(`${23 + n} ${chat} ${text}`)
  expect(heard).toEqual([
    '23 private/s2 示例s2，明天退宿截止：2026年6月25日 周四（示例）',
    '25 private/s3 示例s3，明天退宿截止：2026年6月27日 周六（示例）',
    '28 private/s1 示例s1，明天退宿截止：2026年6月30日 周二（示例）',
    '28 private/s4 示例s4，明天退宿截止：2026年6月30日 周二（示例）（各校区可能不同）',
  ])
})

test('a time that was missed by one part is not passed over for that of another', async () => {
  const office = await open()
  await office.wait(0)
  office.reload({
    ...office.content,
    reminders: [{ ...aStanding('out', dayBefore), missed: { graceMs: 1e9, otherwise: 'late' } }],
  })
  office.clock.set(new Date(office.clock.now().getTime() + 7 * day * 60_000))
  expect((await office.wait(0)).map(a => a.chat).sort()).toEqual([1, 2, 3, 4].map(n => `private/s${n}`))
})

test('the records name the part that a time was for', async () => {
  const office = await open()
  await office.wait(2 * day)
  expect(await reminderReads(office.database.db).latest(5)).toMatchObject([
    { reminder: 'out@campus=西区', audience: 1, planned: 1 },
  ])
})

test('a date that only a part has wakes nobody else', async () => {
  const office = await open({ knowledge: knowledge('') })
  const heard: string[] = []
  for (let n = 0; n < 10; n++) heard.push(...(await office.wait(day)).map(a => a.chat))
  expect(heard).toEqual(['private/s2', 'private/s3'])
  expect(dormant(office.content, office.clock.now()).map(d => d.reminder.name)).toEqual(['out'])
})

test("a group hears of its class's date, whoever lives where", async () => {
  const reminders = [aStanding('out', dayBefore.replace('{name}', '{class}').replace('when:', 'to: group\nwhen:'))]
  const office = await open({ reminders, people: [...people.slice(1, 3), aPerson('w1', { college: '西学院' })] })
  const bind = async (room: string, college: string, name: string) => {
    const update = anUpdate({ from: 's2', room })
    await office.turns.run(
      update,
      deciding([{ do: 'bind-group', chat: update.chat, to: { college, name }, by: 'n:c1' }]),
    )
  }
  await bind('g1', '示例学院', '一班')
  await bind('g3', '示例学院', '三班')
  await bind('w1', '西学院', '一班')
  const heard: string[] = []
  for (let n = 0; n < 8; n++) for (const { chat, text } of await office.wait(day)) heard.push(`${chat} ${text}`)
  expect(heard).toEqual([
    'room/w1 一班，明天退宿截止：2026年6月25日 周四（示例）',
    'room/g3 三班，明天退宿截止：2026年6月27日 周六（示例）',
    'room/g1 一班，明天退宿截止：2026年6月30日 周二（示例）（各校区可能不同）',
  ])
})

test("a person's own reminder goes by the date that is theirs, and follows where they move", async () => {
  const office = await open({ reminders: [] })
  expect(await office.say('s2', '退宿截止前一天提醒我交钥匙')).toContain('6月24日')
  expect(await office.say('s1', '退宿截止前一天提醒我交钥匙')).toContain('6月29日')
  await office.database.db.updateTable('roster').set({ dorm: '1栋9' }).where('number', '=', 's2').execute()
  expect(await office.wait(3 * day)).toEqual([])
  expect((await office.wait(4 * day)).map(a => a.chat).sort()).toEqual(['private/s1', 'private/s2'])
})
