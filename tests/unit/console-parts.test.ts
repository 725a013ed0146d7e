import { expect, test } from 'vitest'
import { partQuery, unitAsked } from '../../src/console/parts/part.ts'
import type { Unit } from '../../src/core/roster.ts'
import { greet, publish } from '../support/broadcast.ts'
import { openDesk } from '../support/desk.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

// A part of the school stands in addresses as `part=学院/班`. What people have sent and kept from before is read too.

const asked = (query: string) => {
  const { searchParams } = new URL(`http://desk/?${query}`)
  return unitAsked({ query: name => searchParams.get(name) ?? '', queries: name => searchParams.getAll(name) })
}
const inClass: Unit = { of: 'class', college: '甲学院', name: '一班' }

test.each<[string, Unit | null]>([
  ['', null],
  ['part=甲学院', { of: 'college', college: '甲学院' }],
  ['part=甲学院/一班', inClass],
  ['part=甲学院/3/4班', { ...inClass, name: '3/4班' }],
  ['part=甲学院/', { ...inClass, name: '' }],
  ['part=甲学院|一班', inClass],
  ['unit=甲学院/一班', inClass],
  ['college=甲学院', { of: 'college', college: '甲学院' }],
  ['college=甲学院&class=一班', inClass],
  ['college=甲学院&class=', { ...inClass, name: '' }],
  ['class=甲学院/一班', inClass],
  ['class=一班', { of: 'class', college: '', name: '一班' }],
])('%s asks for its part', (query, unit) => {
  expect(asked(query)).toEqual(unit)
})

test.each([null, { of: 'college', college: '甲学院' } as const, inClass, { ...inClass, name: '' }])(
  'what is written is read as it was: %j',
  unit => {
    expect(asked(String(new URLSearchParams(partQuery(unit))))).toEqual(unit)
  },
)

const people = [
  aPerson('20230001'),
  aPerson('20230002', { className: '二班' }),
  aCounselor('c1'),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college: '示例学院' }] }),
]
const second = '示例学院/二班'
const before = ['part=示例学院|二班', 'unit=示例学院/二班', 'college=示例学院&class=二班']

/** Pages that look at 二班 alone, and what of an address from before there led to them. */
const pages: [address: string, ...before: string[]][] = [
  ['/desk/roster', ...before],
  ['/desk/roster/sheet', ...before, 'class=二班'],
  ['/desk/progress/pledge', ...before],
  ['/desk/broadcasts/A01', ...before],
  ['/desk/records', ...before],
  ['/desk/contributions', ...before],
  ['/desk/calendar', ...before],
  ['/desk/try', ...before, 'class=示例学院/二班'],
]

test('whatever people have sent and kept of an address leads to the same page', async () => {
  const flows = ['meeting', 'pledge', 'message'].map(name => aFlow(name, shippedFlow(name)))
  const office = await openOffice({ people, flows, reminders: [aStanding('tidy')] })
  await greet(office, '20230001', '20230002', 'c1')
  await publish(office, '发布通知 普通通知 普通 给：一班、二班 时间：现在 内容：明天交表。')
  const k1 = await openDesk(office).as('k1')
  const main = async (address: string) => {
    const { status, html } = await k1.get(encodeURI(address))
    return [
      status,
      /<main.*<\/main>/s
        .exec(html)?.[0]
        .replace(/name="token" value="[^"]*"|data-live="[^"]*"|name="back" value="[^"]*"/g, ''),
    ]
  }
  for (const [address, ...old] of pages) {
    const now = await main(`${address}?part=${second}`)
    expect([address, now[0]]).toEqual([address, 200])
    expect(now, address).not.toEqual(await main(address))
    for (const query of old) expect(await main(`${address}?${query}`), `${address}?${query}`).toEqual(now)
  }
  for (const query of ['class=二班', 'class=示例学院二班', 'college=示例学院&class=示例学院二班']) {
    const { text } = await k1.get(encodeURI(`/desk/roster?${query}`))
    expect([text.includes('示例20230002'), text.includes('示例20230001')], query).toEqual([true, false])
  }
})
