import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noLimits } from '../../src/core/channel.ts'
import { makePace } from '../../src/delivery/pace.ts'

const a = { chatId: 'a', isGroup: true }

test('without limits there is always room', () => {
  const pace = makePace(noLimits)
  for (let n = 0; n < 1000; n++) pace.take({ ...a, at: 0 })
  expect(pace.room(0)).toBe(Number.POSITIVE_INFINITY)
  expect(pace.earliest(0, a)).toBe(0)
})

test('a second takes so many messages and no more', () => {
  const pace = makePace({ ...noLimits, perSecond: 3 })
  for (const chatId of ['a', 'b', 'c']) pace.take({ chatId, isGroup: false, at: 0 })
  expect(pace.room(1000)).toBe(0)
  expect(pace.room(pace.opensAt(0))).toBe(3)
})

test('one chat waits while others go on', () => {
  const pace = makePace({ ...noLimits, perChatMs: 1000 })
  pace.take({ ...a, at: 0 })
  expect(pace.earliest(10, a)).toBe(1000)
  expect(pace.earliest(10, { chatId: 'b', isGroup: true })).toBe(10)
})

test('a group takes twenty a minute, a private chat more', () => {
  const pace = makePace({ ...noLimits, perGroupPerMinute: 20 })
  for (let n = 0; n < 20; n++) {
    pace.take({ ...a, at: n })
    pace.take({ chatId: 'p', isGroup: false, at: n })
  }
  expect(pace.earliest(20, a)).toBeGreaterThan(60_000)
  expect(pace.earliest(20, { chatId: 'p', isGroup: false })).toBe(20)
})

test('what was sent before a restart counts', () => {
  const pace = makePace({ ...noLimits, perDay: 2 }, [
    { ...a, at: 0 },
    { ...a, at: 1 },
  ])
  expect(pace.opensAt(5000)).toBe(86_400_000)
})

test('a platform that asks for silence gets it', () => {
  const pace = makePace(noLimits)
  pace.pause(500)
  expect(pace.room(0)).toBe(0)
  expect(pace.room(500)).toBe(Number.POSITIVE_INFINITY)
})

test('whatever is sent as early as allowed never breaks a limit', () => {
  const limits = { perSecond: 5, perChatMs: 700, perGroupPerMinute: 8, perDay: 60 }
  fc.assert(
    fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 120 }), chats => {
      const pace = makePace(limits)
      const sent: { chat: number; at: number }[] = []
      let now = 0
      for (const chat of chats) {
        now = Math.max(now, pace.earliest(now, { chatId: String(chat), isGroup: true }))
        pace.take({ chatId: String(chat), isGroup: true, at: now })
        sent.push({ chat, at: now })
      }
      const within = (list: { at: number }[], most: number, ms: number) =>
        list.every((s, n) => n < most || s.at - list[n - most]!.at >= ms)
      expect(within(sent, 5, 1000) && within(sent, 60, 86_400_000)).toBe(true)
      for (const own of Map.groupBy(sent, s => s.chat).values())
        expect(within(own, 1, 700) && within(own, 8, 60_000)).toBe(true)
    }),
  )
})
