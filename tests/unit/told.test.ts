import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { openEditing } from '../support/editing.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const end = '/desk/facts/checkout.end'
const notes = '/desk/facts/message.end'
const ask = '退宿什么时候截止'
const people = [
  aPerson('s1'),
  aPerson('s2'),
  aPerson('s3', { className: '二班' }),
  aPerson('s9', { className: '九班' }),
  aCounselor('c1'),
  aPerson('u1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]
const reminders = [
  aStanding(
    'notes',
    'title: 感言提醒\nwhen: { date: message.end, days: [1], at: "10:00" }\nsay: "感言交到 {{message.end}}。"',
  ),
]
const whole = { key: 'checkout.end', part: '', why: '后勤处通知' }
const ofClass = (name: string) => JSON.stringify({ class: name })

/** An office whose school says that it ends on 12 June. */
async function open() {
  const { office, audit } = await openEditing({ people, reminders })
  const desk = openDesk(office)
  const [u1, c1] = [await desk.as('u1'), await desk.as('c1')]
  await u1.press(end, 'save', { ...whole, value: '2026-06-12', basedOn: '0' })
  const move = (value: string, basedOn = '1') => u1.press(end, 'save', { ...whole, value, basedOn })
  /** What arrives when somebody presses twice. */
  const tell = (who = u1) =>
    office.deliver(async () => void (await who.press(end, 'tell', { key: 'checkout.end', sure: '1' })))
  return { office, audit, u1, c1, move, tell }
}

test('who was told the old date in private hears the new one, once; who asked nothing hears nothing', async () => {
  const { office, audit, u1, move, tell } = await open()
  expect(await office.say('s1', ask)).toContain('6月12日')
  await office.say('s2', '你好')
  await move('2026-06-30')
  const first = await u1.press(end, 'tell', { key: 'checkout.end' })
  expect(first.text).toMatch(/有 1 位同学听到的还是旧的.*退宿截止改了.*6月12日.*现在是.*6月30日/)
  expect(first.text).not.toMatch(/示例s1|s1/)
  const arrived = await tell()
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
  expect(arrived[0]!.text).toMatch(/退宿截止改了.*6月12日.*6月30日/)
  expect(await tell()).toEqual([])
  expect((await audit()).filter(line => line.startsWith('tell-new'))).toEqual(['tell-new field checkout.end v2 1'])
})

test('who was told in a group hears it in private, and the group nothing', async () => {
  const { office, move, tell } = await open()
  await office.say('s1', '你好')
  expect(await office.say('s1', ask, { room: '毕业群', mentioned: true })).toContain('6月12日')
  await move('2026-06-30')
  expect((await tell()).map(a => a.chat)).toEqual(['private/s1'])
})

test('who heard the new one since is left in peace, and so is whose own date never moved', async () => {
  const { office, u1, move, tell } = await open()
  await u1.press(end, 'save', { ...whole, part: ofClass('二班'), value: '2026-06-12', basedOn: '1' })
  for (const who of ['s1', 's3']) await office.say(who, ask)
  await move('2026-06-30', '2')
  expect(await office.say('s1', ask)).toContain('6月30日')
  expect(await tell()).toEqual([])
})

test('a counselor tells those of their own classes alone', async () => {
  const { office, c1, move, tell } = await open()
  for (const who of ['s1', 's9']) await office.say(who, ask)
  await move('2026-06-30')
  expect((await tell(c1)).map(a => a.chat)).toEqual(['private/s1'])
})

test('who was reminded of the old date was told it; another value of the same day is not taken for it', async () => {
  const { office, u1, move, tell } = await open()
  await u1.press(notes, 'save', { ...whole, key: 'message.end', value: '2026-06-12', basedOn: '0' })
  for (const who of ['s1', 's2', 's9', 'u1']) await office.say(who, '你好')
  await office.wait(24 * 60)
  await move('2026-06-30')
  expect(await tell()).toEqual([])
  const again = await openDesk(office).as('u1')
  await again.press(notes, 'save', { ...whole, key: 'message.end', value: '2026-06-20', basedOn: '1' })
  const arrived = await office.deliver(
    async () => void (await again.press(notes, 'tell', { key: 'message.end', sure: '1' })),
  )
  expect(arrived.map(a => a.chat).sort()).toEqual(['private/s1', 'private/s2', 'private/s9'])
})

test('a day with another hour is another value', async () => {
  const { office, move, tell } = await open()
  await move('2026-06-12 17:30')
  await office.say('s1', ask)
  await move('2026-06-12', '2')
  expect((await tell()).map(a => a.chat)).toEqual(['private/s1'])
})

test('at night it waits for the morning', async () => {
  const { office, move, tell } = await open()
  await office.say('s1', ask)
  await move('2026-06-30')
  office.clock.jump(11 * 3_600_000)
  const desk = await openDesk(office).as('u1')
  const answer = await desk.press(end, 'tell', { key: 'checkout.end', sure: '1' })
  expect(answer.text).toMatch(/1 位同学.*7:30再发/)
  expect(await office.wait(5)).toEqual([])
  expect((await office.wait(9 * 60)).map(a => a.chat)).toEqual(['private/s1'])
  expect(await tell()).toEqual([])
})

test('a date that does not hold any more is taken back in words', async () => {
  const { office, u1, move, tell } = await open()
  await office.say('s1', ask)
  await u1.press(end, 'takeBack', { key: 'checkout.end', to: '0', basedOn: '1' })
  expect((await tell())[0]!.text).toMatch(/6月12日.*不作数/)
  expect(await tell()).toEqual([])
  await move('2026-06-30', '2')
  expect((await tell())[0]!.text).toContain('6月30日')
})
