import { expect, test } from 'vitest'
import type { Delivery, Receipt } from '../../src/core/delivery.ts'
import { afterAttempt, backoffMs, mostAttempts } from '../../src/delivery/retry.ts'

const now = new Date('2026-06-10T04:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

function after(receipt: Receipt, attempts = 0) {
  const delivery: Delivery = {
    id: 'd1',
    key: 'reply:1:0',
    purpose: 'reply',
    chatKind: 'private',
    chatId: 'c1',
    channel: 'test',
    to: null,
    at: now,
    attempts,
    text: '',
    choices: [],
    images: [],
    rateable: false,
  }
  return afterAttempt(delivery, receipt, now)
}

test('waits double from one second up to half an hour', () => {
  expect([1, 2, 3, 4].map(backoffMs)).toEqual([1000, 2000, 4000, 8000])
  expect(backoffMs(50)).toBe(30 * 60_000)
})

test('a delivered message is done', () => {
  expect(after({ outcome: 'delivered', nativeId: 'n1' })).toEqual({
    id: 'd1',
    chatId: 'c1',
    state: 'delivered',
    nativeId: 'n1',
  })
})

test('a refused message is not tried again', () => {
  expect(after({ outcome: 'refused', reason: 'blocked' })).toMatchObject({ state: 'refused', reason: 'blocked' })
})

test('a failed attempt waits at least its backoff', () => {
  const settled = after({ outcome: 'retry', notBefore: now, reason: 'timeout' }, 2)
  expect(settled).toMatchObject({ state: 'waiting', attempts: 3, notBefore: later(4000), reason: 'timeout' })
})

test('a platform that asks for a longer wait gets it', () => {
  const settled = after({ outcome: 'retry', notBefore: later(90_000), reason: 'rate-limit' })
  expect(settled).toMatchObject({ state: 'waiting', notBefore: later(90_000) })
})

test('a reply whose fate is uncertain is sent again', () => {
  expect(after({ outcome: 'uncertain' })).toMatchObject({
    state: 'waiting',
    notBefore: later(1000),
    reason: 'uncertain',
  })
})

test('after the last attempt the delivery has failed', () => {
  const settled = after({ outcome: 'retry', notBefore: now, reason: 'offline' }, mostAttempts - 1)
  expect(settled).toMatchObject({ state: 'failed', reason: 'offline' })
})

test('the last attempt but one still waits', () => {
  const settled = after({ outcome: 'retry', notBefore: now, reason: 'offline' }, mostAttempts - 2)
  expect(settled.state).toBe('waiting')
})
