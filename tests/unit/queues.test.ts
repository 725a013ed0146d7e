import { expect, test } from 'vitest'
import { Queues } from '../../src/core/queues.ts'

test('what has the same key is done one after another, what has another key beside it', async () => {
  const queues = new Queues()
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = queues.run('a', () => gate.promise.then(() => done.push('a1')))
  const second = queues.run('a', async () => done.push('a2'))
  await queues.run('b', async () => done.push('b1'))
  gate.resolve()
  await Promise.all([first, second])
  expect(done).toEqual(['b1', 'a1', 'a2'])
})

test('a piece that fails tells its own caller and holds nobody up', async () => {
  const queues = new Queues()
  const broken = queues.run('a', () => Promise.reject(new Error('broken')))
  const next = queues.run('a', async () => 'done')
  await expect(broken).rejects.toThrow('broken')
  expect(await next).toBe('done')
})

test('it is settled when all that waited has ended, well or not', async () => {
  const queues = new Queues()
  const ended: string[] = []
  const gate = Promise.withResolvers<void>()
  const all = ['a', 'a', 'b'].map(key => queues.run(key, () => gate.promise).finally(() => ended.push(key)))
  gate.reject(new Error('broken'))
  await queues.settled()
  expect(ended).toHaveLength(3)
  await Promise.allSettled(all)
})
