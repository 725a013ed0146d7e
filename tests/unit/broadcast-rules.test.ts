import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heard } from '../../src/bot/chat/broadcasts/heard.ts'
import { broadcastNumber, broadcastNumberIn } from '../../src/core/broadcast.ts'
import { Secret } from '../../src/core/secret.ts'
import { type BroadcastLink, readBroadcastLink, signBroadcastLink } from '../../src/office/broadcasts/link.ts'
import { readQuestion } from '../../src/office/broadcasts/question.ts'
import { advance, estimateSeconds, givingWayTo, mayMove, recipientStates } from '../../src/office/broadcasts/states.ts'
import { wallTime } from '../../src/time/calendar.ts'
import { readInstant } from '../../src/time/instant.ts'
import { afterQuiet } from '../../src/time/recurrence.ts'
import { broadcastWords } from '../support/content.ts'
import { zone } from '../support/fixture.ts'

const state = fc.constantFrom(...recipientStates)
const words = broadcastWords

test('no news ever takes a recipient back: once confirmed or late, it stays so', () => {
  fc.assert(
    fc.property(fc.array(state), fc.constantFrom('confirmed' as const, 'late' as const), (news, end) => {
      expect(news.reduce(advance, end)).toBe(end)
    }),
  )
})

test('news is taken or refused, never turned into something else; what was passed never comes back', () => {
  fc.assert(
    fc.property(state, fc.array(state), (first, news) => {
      let now = first
      const passed = new Set<string>()
      for (const one of news) {
        const next = advance(now, one)
        expect([now, one]).toContain(next)
        expect(passed.has(next)).toBe(false)
        if (next !== now) passed.add(now)
        now = next
      }
    }),
  )
})

test('the database moves exactly those that the rule moves', () => {
  for (const news of recipientStates)
    expect(givingWayTo(news)).toEqual(recipientStates.filter(old => advance(old, news) === news && old !== news))
})

test('what has ended moves no more', () => {
  for (const end of ['recalled', 'cancelled', 'refused'] as const)
    for (const to of ['draft', 'waiting', 'approved', 'queued', 'sent', 'recalled'] as const)
      expect(mayMove(end, to)).toBe(false)
})

test('numbers run from A01 over A99 to A100, and are found however they are written', () => {
  expect([1, 9, 99, 100].map(broadcastNumber)).toEqual(['A01', 'A09', 'A99', 'A100'])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), n => {
      expect(broadcastNumberIn(`看 ${broadcastNumber(n).toLowerCase()}。`)).toBe(broadcastNumber(n))
    }),
  )
  expect(broadcastNumberIn('BA07')).toBeNull()
  expect(broadcastNumberIn('A0')).toBeNull()
})

test('whatever denies or asks never confirms', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('收到', '收到 A01', '已阅A01', '好的收到'),
      fc.constantFrom('没', '未', '不', '吗', '？', '谁', '怎么'),
      fc.nat(10),
      (text, word, at) => {
        const place = Math.min(at, text.length)
        expect(heard(text.slice(0, place) + word + text.slice(place), words)?.is).not.toBe('confirm')
      },
    ),
  )
})

test('any text is read without a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      heard(text, words)
      readQuestion(text)
      readInstant(text, { now: new Date(0), zone })
    }),
  )
})

test.each([
  ['明天 9:00', '2026-06-11T09:00:00+08:00'],
  ['今天下午三点半', '2026-06-10T15:30:00+08:00'],
  ['6月12日 18:00', '2026-06-12T18:00:00+08:00'],
  ['周五晚上8点', '2026-06-12T20:00:00+08:00'],
  ['明晚八点', '2026-06-11T20:00:00+08:00'],
  ['2026-06-30T09:00', '2026-06-30T09:00:00+08:00'],
])('“%s” is %s', (text, at) => {
  expect(readInstant(text, { now: new Date('2026-06-10T12:00:00+08:00'), zone })).toEqual({ at: new Date(at) })
})

test.each(['以后', '99点', '明天', '第3条'])('“%s” is no time', text => {
  expect(readInstant(text, { now: new Date('2026-06-10T12:00:00+08:00'), zone })).toHaveProperty('not')
})

test('after the quiet hours it is never quiet, never earlier, and at most one night later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), at => {
      const later = afterQuiet(new Date(at), words.quiet, zone)
      expect(later.getTime()).toBeGreaterThanOrEqual(at)
      expect(later.getTime() - at).toBeLessThan(86_400_000)
      const { hour, minute } = wallTime(later, zone)
      const time = hour * 60 + minute
      expect(time >= 7 * 60 && time < 22 * 60 + 30).toBe(true)
    }),
  )
})

test('the estimate is what the slowest platform asks for', () => {
  const of = (count: number, perSecond: number | null, perDay: number | null = null) =>
    estimateSeconds([{ channel: 'x', count, perSecond, perDay }])
  expect(of(20_000, null)).toBe(0)
  expect(of(20_000, 20)).toBe(999)
  expect(of(250, null, 100)).toBe(2 * 86_400)
})

test('a question is well formed with exactly one right answer', () => {
  expect(readQuestion('先打哪个？\n96110\n110 *\n解释：先报警。')).toEqual({
    question: '先打哪个？',
    options: ['96110', '110'],
    right: 1,
    explain: '先报警。',
  })
  expect(readQuestion('先打哪个？\n96110\n110')).toBeNull()
  expect(readQuestion('先打哪个？\n96110*\n110*')).toBeNull()
})

const secret = new Secret('s'.repeat(32))
const pass: BroadcastLink = { for: 'class', broadcast: 'A07', college: '示例学院', name: '一班', until: 1000 }

test('a signed link opens what it names until it ends', () => {
  const token = signBroadcastLink(pass, secret)
  expect(readBroadcastLink(token, secret, new Date(999))).toEqual(pass)
  expect(readBroadcastLink(token, secret, new Date(1000))).toBe('expired')
})

test('a link that was changed anywhere, or signed by another, is forged', () => {
  const token = signBroadcastLink(pass, secret)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcXYZ019_-.'), (at, letter) => {
      fc.pre(token[at] !== letter)
      expect(readBroadcastLink(token.slice(0, at) + letter + token.slice(at + 1), secret, new Date(0))).toBe('forged')
    }),
  )
  expect(readBroadcastLink(token, new Secret('t'.repeat(32)), new Date(0))).toBe('forged')
})
