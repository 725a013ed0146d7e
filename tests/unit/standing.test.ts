import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadContent, readContent } from '../../src/bot/content.ts'
import { describeProblem } from '../../src/core/errors.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { zone } from '../support/seen.ts'
import { aStanding, standingFaults, standingText } from '../support/standing.ts'

const project = resolve(import.meta.dirname, '../..')

test('a file says when, to whom, what, and what becomes of a missed time', () => {
  const reminder = aStanding(
    'checkout',
    `when: { date: checkout.end, days: [7, 3, 1], at: "10:00" }
audience: { roles: [student], units: [{ college: 示例学院, class: 一班 }, { college: 示例二院 }], progress: { name: checkout_done, done: false } }
missed: { graceMinutes: 60, otherwise: late }`,
  )
  expect(reminder).toMatchObject({
    name: 'checkout',
    rule: { on: 'school-date', field: 'checkout.end', days: [7, 3, 1], time: '10:00', zone },
    audience: {
      units: [
        { of: 'class', college: '示例学院', name: '一班' },
        { of: 'college', college: '示例二院' },
      ],
      progress: { name: 'checkout_done', isDone: false },
    },
    quiet: { from: '22:00', until: '07:30' },
    missed: { graceMs: 3_600_000, otherwise: 'late' },
  })
})

test.each([
  ['when: { cron: "0 9 * * 1" }', { on: 'cron' }],
  ['when: { weekly: [一, 日], at: "09:00" }', { on: 'weekly', weekdays: [1, 0] }],
  ['when: { once: 2027-06-01 09:00 }', { on: 'once', at: Date.parse('2027-06-01T09:00:00+08:00') }],
  [
    'zone: Europe/Berlin\nwhen: { once: 2027-06-01 09:00 }',
    { on: 'once', at: Date.parse('2027-06-01T09:00:00+02:00') },
  ],
])('%s', (text, rule) => {
  expect(aStanding('r', text).rule).toMatchObject(rule)
})

test.each([
  ['when: { cron: "*/10 * * * * *" }', 'cron'],
  ['when: { weekly: [八], at: "09:00" }', 'when'],
  ['when: { date: checkout.end, at: "25:00" }', '09:00'],
  ['when: { once: 明天 }', '读不懂这个时间'],
  ['zone: Mars/Olympus', '不是时区'],
  ['say: "{nmae}，你好"', '不认识 {nmae}'],
  ['to: group', '不认识 {name}'],
  ['to: group\nsay: "{card}"', '不认识 {card}'],
  ['to: group\nsay: "同学们好"\naudience: { roles: [student], loan: "yes" }', '不能按贷款或进度挑人'],
  [
    'to: group\nsay: "同学们好"\naudience: { roles: [student], progress: { name: checkout, done: false } }',
    '不能按贷款或进度挑人',
  ],
  ['to: group\nsay: "助学贷款毕业确认快截止了"', '个人的事'],
  ['audience: { roles: [] }', 'audience'],
  ['missed: { graceMinutes: 0, otherwise: skip }', 'missed'],
])('%s is refused', (text, what) => {
  expect(standingFaults(text).join('\n')).toContain(what)
})

/** What is wrong with the small knowledge and the shipped flows when this reminder is added. */
function faultsWith(text: string): string {
  const flows = tempFolder()
  cpSync(join(project, 'flows/loan.yaml'), join(flows, 'loan.yaml'))
  mkdirSync(join(flows, 'reminders'), { recursive: true })
  writeFileSync(join(flows, 'reminders/test.yaml'), standingText(text))
  return readContent({ knowledge: copyFixture(tempFolder()), flows, zone })
    .problems.map(describeProblem)
    .join('\n')
}

test.each([
  ['when: { date: checkout.ned, at: "10:00" }', '没有日期项 checkout.ned'],
  ['when: { date: checkout.place, at: "10:00" }', '没有日期项 checkout.place'],
  ['say: "到{{checkout.plaec}}"', '没有 checkout.plaec'],
  ['say: "还有{left}"', '{left}'],
  ['offer: checkuot', '没有流程 checkuot'],
  ['to: group\nsay: "同学们好"\noffer: loan', '只在私聊里办'],
  ['audience: { roles: [student], progress: { name: chekcout, done: false } }', '没有 chekcout'],
])('content with %s is refused', (text, what) => {
  const faults = faultsWith(text)
  expect(faults).toContain('flows/reminders/test.yaml')
  expect(faults).toContain(what)
})

const shipped = loadContent({ knowledge: join(project, 'knowledge'), flows: join(project, 'flows'), zone })

test('the shipped reminders speak of loans in private only, and only to those who have one', () => {
  const about = shipped.reminders.filter(r => /贷款/.test(r.say) && r.audience.roles.includes('student'))
  expect(about.map(r => r.name)).toEqual(['loan-end', 'loan-open'])
  for (const { to, audience } of about) expect([to, audience.loan]).toEqual(['person', 'yes'])
})

test('every deadline of the notice that the bot must remind of has its reminder', () => {
  const fields = shipped.reminders.flatMap(r => (r.rule.on === 'school-date' ? [r.rule.field] : []))
  for (const field of ['checkout.end', 'loan.confirm.start', 'loan.confirm.end', 'staff.report.end', 'leave.last_day'])
    expect(fields).toContain(field)
  expect(shipped.reminders.find(r => r.name === 'checkout')!.rule).toMatchObject({ days: [7, 3, 1] })
})
