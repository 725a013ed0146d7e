import { expect, test } from 'vitest'
import type { ModelPicker, PickAnswer, PickQuestion } from '../../src/core/picking.ts'
import { makeCareful, type PickLimits } from '../../src/model/careful.ts'
import { makeEndpointPicker } from '../../src/model/endpoint.ts'
import { aQuestion } from '../contract/model-picker.ts'
import { SettableClock } from '../support/clock.ts'
import { deadUrl } from '../support/model/server.ts'
import { noon } from '../support/store.ts'

const second = 1000
const minute = 60 * second
const asking = (n: number): PickQuestion => ({ ...aQuestion, question: `第 ${n} 个问题` })

/** A service that answers as told, behind its limits; time stands still until it is moved. */
function open(answer: () => PickAnswer | Promise<PickAnswer>, limits: Partial<PickLimits> = {}) {
  const clock = new SettableClock(noon)
  let calls = 0
  const ends: AbortController[] = []
  const picker: ModelPicker = {
    async pick() {
      calls++
      return answer()
    },
  }
  const careful = makeCareful(picker, {
    clock,
    limits: { waitMs: 2000, perMinute: 1000, perDay: 1000, ...limits },
    after() {
      ends.push(new AbortController())
      return ends.at(-1)!.signal
    },
  })
  return { clock, careful, calls: () => calls, endTime: () => ends.at(-1)!.abort() }
}

const right: PickAnswer = { ids: ['checkout-when'], tokens: 10 }
const away: PickAnswer = { failed: 'unreachable', tokens: null }

test('the same question with the same candidates is asked once in ten minutes', async () => {
  const { careful, calls, clock } = open(() => right)
  for (let n = 0; n < 3; n++) expect(await careful.ask(aQuestion)).toEqual(['checkout-when'])
  expect(calls()).toBe(1)
  await careful.ask({ ...aQuestion, candidates: aQuestion.candidates.slice(1) })
  clock.pass(10 * minute)
  await careful.ask(aQuestion)
  expect(calls()).toBe(3)
  expect(careful.counts()).toMatchObject({ asked: 3, picked: 3, cached: 2, tokens: 30 })
})

test('what is remembered has an end', async () => {
  const { careful, calls } = open(() => right)
  for (let n = 0; n <= 500; n++) await careful.ask(asking(n))
  await careful.ask(asking(500))
  await careful.ask(asking(0))
  expect(calls()).toBe(502)
})

test('it is asked so often a minute, and so often a day', async () => {
  const { careful, calls, clock } = open(() => right, { perMinute: 3, perDay: 5 })
  for (let n = 0; n < 10; n++) await careful.ask(asking(n))
  expect(calls()).toBe(3)
  clock.pass(minute)
  for (let n = 10; n < 20; n++) await careful.ask(asking(n))
  expect(calls()).toBe(5)
  clock.pass(86_400_000)
  await careful.ask(asking(20))
  expect(calls()).toBe(6)
  expect(careful.counts().capped).toBe(15)
})

test('after three failures it rests, is tried once, and rests longer', async () => {
  const { careful, calls, clock } = open(() => away)
  for (let n = 0; n < 100; n++) expect(await careful.ask(asking(n))).toBe(null)
  expect([calls(), careful.isResting()]).toEqual([3, true])
  clock.pass(30 * second)
  for (let n = 0; n < 100; n++) await careful.ask(asking(n))
  expect(calls()).toBe(4)
  clock.pass(30 * second)
  await careful.ask(asking(0))
  expect(calls()).toBe(4)
  clock.pass(30 * second)
  await careful.ask(asking(0))
  expect(calls()).toBe(5)
})

test('an answer ends the rest', async () => {
  let now: PickAnswer = away
  const { careful, calls, clock } = open(() => now)
  for (let n = 0; n < 5; n++) await careful.ask(asking(n))
  now = right
  clock.pass(30 * second)
  for (let n = 0; n < 5; n++) expect(await careful.ask(asking(n))).toEqual(['checkout-when'])
  expect([calls(), careful.isResting()]).toEqual([8, false])
})

test('nobody waits in vain twice: one that does not answer in its time rests at once', async () => {
  const { careful, calls, endTime } = open(() => new Promise(() => undefined))
  const waiting = careful.ask(asking(1))
  endTime()
  expect(await waiting).toBe(null)
  expect(await careful.ask(asking(2))).toBe(null)
  expect([calls(), careful.counts().failed]).toEqual([1, { timeout: 1 }])
})

test('few questions wait at once; the others go on without', async () => {
  const { careful, calls } = open(() => new Promise(() => undefined))
  for (let n = 0; n < 4; n++) void careful.ask(asking(n))
  expect(await careful.ask(asking(9))).toBe(null)
  expect(calls()).toBe(4)
})

test('a picker that breaks its promise and throws is away', async () => {
  const { careful } = open(() => {
    throw new Error('defect')
  })
  expect(await careful.ask(aQuestion)).toBe(null)
  expect(careful.counts().failed).toEqual({ unreachable: 1 })
})

test('a hundred questions to an endpoint where nobody listens cost less than a second', async () => {
  const picker = makeEndpointPicker({ url: await deadUrl(), model: 'm', key: null })
  const limits = { waitMs: 2000, perMinute: 1000, perDay: 1000 }
  const careful = makeCareful(picker, { clock: new SettableClock(noon), limits })
  const begun = performance.now()
  for (let n = 0; n < 100; n++) expect(await careful.ask(asking(n))).toBe(null)
  expect(performance.now() - begun).toBeLessThan(1000)
})
