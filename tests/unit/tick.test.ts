import { expect, test } from 'vitest'
import { makeChoreBook } from '../../src/app/clockwork/book.ts'
import { makeRoutine } from '../../src/app/clockwork/routine.ts'
import { startTick } from '../../src/app/clockwork/tick.ts'
import type { Chore } from '../../src/core/chore.ts'
import { makeJumpWatch } from '../../src/core/clock.ts'
import { SettableClock } from '../support/clock.ts'
import { noon } from '../support/store.ts'

const hour = 3_600_000

/** A tick whose pauses end when told to, and how many times it has worked. */
function stage(work: () => Promise<void> = async () => {}) {
  const ends: (() => void)[] = []
  const failures: unknown[] = []
  let rounds = 0
  const tick = startTick(
    async () => {
      rounds++
      await work()
    },
    {
      failed: error => failures.push(error),
      pause: (_, signal) =>
        new Promise(resolve => {
          ends.push(resolve)
          signal.addEventListener('abort', () => resolve())
        }),
    },
  )
  const next = async () => {
    await new Promise(setImmediate)
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { tick, next, failures, rounds: () => rounds }
}

test('it goes on after a failure, and ends when it is stopped', async () => {
  const { tick, next, failures, rounds } = stage(async () => {
    throw new Error('broken')
  })
  await next()
  await next()
  expect([rounds(), failures.length]).toEqual([3, 3])
  await tick.stop(1000)
  await next()
  expect(rounds()).toBe(3)
})

test('a round begins only when the one before has ended', async () => {
  let end = () => {}
  const { tick, next, rounds } = stage(
    () =>
      new Promise(resolve => {
        end = resolve
      }),
  )
  await next()
  await next()
  expect(rounds()).toBe(1)
  end()
  await next()
  await next()
  expect(rounds()).toBe(2)
  const stopped = tick.stop(1000)
  end()
  await stopped
})

test('a clock that only runs has not jumped; one that is set has, by how much', () => {
  const clock = new SettableClock(noon)
  const jumped = makeJumpWatch(clock)
  clock.pass(hour)
  expect(jumped()).toBe(0)
  clock.jump(-hour)
  expect(jumped()).toBe(-hour)
  expect(jumped()).toBe(0)
  clock.pass(1000)
  clock.jump(hour)
  expect(jumped()).toBe(hour)
})

/** A routine over these chores, and what they were told. */
function routine(chores: Partial<Chore>[], lastLived: Date | null = null) {
  const clock = new SettableClock(noon)
  const told: string[] = []
  const failures: string[] = []
  const book = makeChoreBook(clock, name => failures.push(name))
  const made = chores.map(
    (chore, n): Chore => ({
      name: `chore-${n}`,
      nextDue: async () => clock.now(),
      run: async () => void told.push(`run ${n}`),
      rewind: async (now, before) => void told.push(`rewind ${n} ${(before.getTime() - now.getTime()) / hour}`),
      ...chore,
    }),
  )
  const round = makeRoutine({ clock, chores: made, book, lastLived, besides: {}, log() {} })
  return { clock, told, failures, book, round, since: (from: number) => told.slice(from) }
}

test('a chore that fails does not stop the others, and is told of once a minute', async () => {
  const broken = async () => {
    throw new Error('broken')
  }
  const { clock, round, told, failures, book } = routine([{ run: broken }, {}])
  for (let n = 0; n < 61; n++) {
    await round()
    clock.pass(1000)
  }
  expect(told.filter(t => t === 'run 1')).toHaveLength(61)
  expect(failures).toEqual(['chore-0', 'chore-0'])
  expect(book.chores()).toMatchObject([
    { name: 'chore-0', doneAt: null, failing: { since: noon.toISOString(), seconds: 61, reason: 'Error' } },
    { name: 'chore-1', failing: null },
  ])
})

test('chores hear of a clock that is put back, with what it showed, and not of one that is put forward', async () => {
  const { clock, round, told, since } = routine([{}])
  await round()
  const begun = told.length
  clock.jump(24 * hour)
  await round()
  clock.jump(-24 * hour)
  await round()
  expect(since(begun)).toEqual(['run 0', 'rewind 0 24', 'run 0'])
})

test('a chore that could not hear of it hears of it in the next round', async () => {
  let isBusy = false
  const heard: number[] = []
  const rewind = async (now: Date, before: Date) => {
    if (isBusy) throw new Error('busy')
    heard.push((before.getTime() - now.getTime()) / hour)
  }
  const { clock, round } = routine([{ rewind }])
  await round()
  isBusy = true
  clock.jump(-hour)
  await round()
  isBusy = false
  await round()
  expect(heard).toEqual([0, 1])
})

test('at the start chores hear of a clock that was put back while nothing ran', async () => {
  const { round, told } = routine([{}], new Date(noon.getTime() + 3 * hour))
  await round()
  expect(told).toEqual(['rewind 0 3', 'run 0'])
})

test('what cannot be brought back is not deleted for half an hour after the clock was put far forward', async () => {
  const { clock, round, told, since } = routine([{ isFinal: true }, {}])
  await round()
  const begun = told.length
  clock.jump(365 * 24 * hour)
  await round()
  expect(since(begun)).toEqual(['run 1'])
  clock.pass(hour / 2)
  await round()
  expect(since(begun)).toEqual(['run 1', 'run 0', 'run 1'])
})

test('the book knows how long ago the last round was, and what is being done', async () => {
  let end = () => {}
  const stuck = () =>
    new Promise<void>(resolve => {
      end = resolve
    })
  const { clock, round, book } = routine([{ name: 'stuck', run: stuck }])
  void round()
  await new Promise(setImmediate)
  clock.pass(40_000)
  expect(book.tick()).toEqual({ agoMs: 40_000, doing: 'stuck' })
  end()
  await new Promise(setImmediate)
  expect(book.tick()).toEqual({ agoMs: 0, doing: null })
})
