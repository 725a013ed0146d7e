import { expect, test } from 'vitest'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import type { Sent } from '../outside/client.ts'
import { scheduleOf } from '../outside/faults.ts'
import { judgeChat, judgeUnasked } from '../outside/judge.ts'
import { makeReference } from '../outside/reference.ts'

const person = { number: 'T0001', name: '测试甲子', role: 'resident' as const, link: '' }
const me = { id: 'web:p:T0001', name: person.name }

const line = (id: string, text: string, from: WireMessage['from'] = null): WireMessage => {
  const rest = { chat: '', to: null, images: [], choices: [], rateable: false, at: '2027-06-01T00:00:00Z' }
  return { seq: 0, id, text, from, ...rest }
}
const sent = (id: string, token: string, taken: Sent['taken'] = 'told'): Sent => {
  return { id, key: 'verify', token, text: `验证 ${token}`, during: 'kill', taken, at: 0, heardBefore: 0 }
}
const mine = (id: string) => line(id, '', me)

const reference = makeReference()
reference.learn('verify', [line('x', '没有查到 AAAAA。')], { name: person.name, token: 'AAAAA' })
const unasked = () => ({ who: 'T0001', what: 'a broadcast', token: 'LETTER', times: 0, at: null })
const judged = (lines: WireMessage[], of: Sent[], expected = [unasked()]) =>
  judgeChat({ person, sent: of }, lines, { reference, unasked: expected }).map(b => b.what)

const [one, two] = [sent('m1', 'ONE'), sent('m2', 'TWO')]
const [toOne, toTwo] = [line('a1', '没有查到 ONE。'), line('a2', '没有查到 TWO。')]

test('lines with their answers once and in order are as they should be', () => {
  expect(judged([mine('m1'), mine('m2'), toOne, toTwo], [one, two])).toEqual([])
  expect(judged([mine('m1'), toOne, line('l', 'LETTER'), mine('m2'), toTwo], [one, two])).toEqual([])
})

for (const [what, lines, of, found] of [
  ['an answer that never came', [mine('m1'), mine('m2'), toTwo], [one, two], ['lost']],
  ['an answer that came twice', [mine('m1'), toOne, toOne], [one], ['doubled']],
  ['an answer to nobody', [mine('m1'), toOne, line('b', '别的')], [one], ['left']],
  ['answers in another order', [mine('m1'), mine('m2'), toTwo, toOne], [one, two], ['lost', 'left']],
  ['a line that was told 200 and is gone', [], [one], ['lost']],
  ['a line that stands there twice', [mine('m1'), mine('m1'), toOne], [one], ['doubled']],
  ['lines in another order', [mine('m2'), toTwo, mine('m1'), toOne], [one, two], ['left']],
] as const)
  test(`${what} is found`, () => {
    expect(judged([...lines], [...of])).toEqual(found)
  })

test('a line of which the page knows nothing yet may be there or not', () => {
  expect(judged([], [sent('m1', 'ONE', null)])).toEqual([])
  expect(judged([mine('m1'), toOne], [sent('m1', 'ONE', null)])).toEqual([])
})

test('what comes by itself is counted: never is lost, twice is doubled', () => {
  const [never, twice] = [unasked(), unasked()]
  expect(judged([line('l1', 'LETTER'), line('l2', 'LETTER')], [], [twice])).toEqual([])
  expect([never, twice].flatMap(u => judgeUnasked(u, 'kill')).map(b => b.what)).toEqual(['lost', 'doubled'])
})

test('the same seed makes the same schedule, and the shortest has every kind', () => {
  expect(scheduleOf(7, 50)).toEqual(scheduleOf(7, 50))
  expect(scheduleOf(7, 50)).not.toEqual(scheduleOf(8, 50))
  expect(new Set(scheduleOf(7, 4).map(k => k.kind)).size).toBe(4)
})
