import { expect, test } from 'vitest'
import { makeShowing } from '../../src/bot/showing.ts'
import { ManualClock } from '../../src/core/clock.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { anUpdate, type Sent } from '../support/update.ts'

const content = contentOf(fixtureKnowledge())
const inGroup = { room: 'g', mentioned: true, unreachable: true, quoted: '先垫付后返佣' }

/** What is known in the private chat of what was shown in a group so many minutes ago. */
function shownBefore(sent: Sent, { minutes = 1, from = 'u1' } = {}) {
  const clock = new ManualClock(new Date('2026-06-10T04:00:00Z'))
  const showing = makeShowing(() => content, clock)
  const there = showing.recall(anUpdate(sent))
  expect(there.message.shownBefore).toBeUndefined()
  clock.set(new Date(clock.now().getTime() + minutes * 60_000))
  return showing.recall(anUpdate({ text: '帮我看看这个', from })).message.shownBefore
}

test('what was asked about in a group is there when the person comes to the private chat', () => {
  expect(shownBefore({ ...inGroup, text: '这是真的吗' })?.quoted).toBe('先垫付后返佣')
  expect(shownBefore({ ...inGroup, text: '帮我看看这个', quotedCode: 'https://x.example' })?.quotedImages).toHaveLength(
    1,
  )
  const pasted = { room: 'g', mentioned: true, unreachable: true, text: '帮我看看这个：先垫付后返佣' }
  expect(shownBefore(pasted)?.quoted).toBe('先垫付后返佣')
})

test('it is there for nobody else, and for some minutes only', () => {
  expect(shownBefore({ ...inGroup, text: '这是真的吗' }, { from: 'u2' })).toBeUndefined()
  expect(shownBefore({ ...inGroup, text: '这是真的吗' }, { minutes: 10 })).toBeUndefined()
})

test.each([
  ['of somebody who can be written to', { unreachable: false }],
  ['that was not for the bot', { mentioned: false }],
  ['that was not asked about', { text: '收到，谢谢' }],
  ['of the bot itself', { replies: true }],
])('nothing is held %s', (_, other) => {
  expect(shownBefore({ ...inGroup, text: '这是真的吗', ...other })).toBeUndefined()
})
