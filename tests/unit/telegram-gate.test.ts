import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Leaving, makeGate, type Passage } from '../../src/channels/telegram/gate.ts'
import { Judge } from '../support/telegram/judge.ts'

const entry = (chat: string, more: Partial<Leaving> = {}): Leaving => ({
  chat,
  isGroup: true,
  count: 1,
  isUrgent: true,
  ...more,
})

test('whenever messages arrive between leaving and answer, no limit is broken', () => {
  const message = fc.record({
    chat: fc.integer({ min: 1, max: 45 }),
    count: fc.constantFrom(1, 1, 1, 3),
    takes: fc.integer({ min: 0, max: 900 }),
    arrivesAfter: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(message, { minLength: 60, maxLength: 150 }), messages => {
      const gate = makeGate()
      const judge = new Judge()
      const waiting = [...messages]
      const underway: { passage: Passage; end: number }[] = []
      const arrivals: { at: number; chat: number; count: number }[] = []
      for (let now = 0; waiting.length > 0; now += 7) {
        for (const each of underway.splice(0))
          if (each.end <= now) each.passage.answered(now)
          else underway.push(each)
        for (const each of waiting.splice(0)) {
          const passage = gate.enter(now, entry(`${each.chat}`, { count: each.count }))
          if (typeof passage === 'number') waiting.push(each)
          else {
            underway.push({ passage, end: now + each.takes })
            arrivals.push({ at: now + each.takes * each.arrivesAfter, chat: each.chat, count: each.count })
          }
        }
      }
      arrivals.sort((a, b) => a.at - b.at)
      for (const { chat, at, count } of arrivals) judge.take(chat, { at, isGroup: true, count })
      return judge.violations.length === 0
    }),
    { numRuns: 12 },
  )
})

test('the judge of these tests sees what breaks a limit', () => {
  const judge = new Judge()
  for (let n = 0; n < 31; n++) judge.take(n, { at: 1000, isGroup: true, count: 1 })
  for (let n = 0; n < 2; n++) judge.take(99, { at: 3000, isGroup: false, count: 1 })
  for (let n = 0; n < 21; n++) judge.take(77, { at: 5000 + n * 1000, isGroup: true, count: 1 })
  expect(judge.violations.map(v => v.limit)).toEqual(['perSecond', 'perChatPerSecond', 'perGroupPerMinute'])
})

test('whoever waits for an answer passes before a broadcast', () => {
  const gate = makeGate()
  const [reply, broadcast] = [entry('a'), entry('b', { isUrgent: false })]
  gate.queue(reply, 1)
  expect(gate.enter(0, broadcast)).toBeGreaterThan(0)
  gate.queue(reply, -1)
  expect(gate.enter(0, broadcast)).not.toBeTypeOf('number')
})

test('what was never answered keeps its place', () => {
  const gate = makeGate()
  gate.enter(0, entry('a'))
  expect(gate.enter(60_000, entry('a'))).toBeTypeOf('number')
})
