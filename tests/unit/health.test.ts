import { expect, onTestFinished, test } from 'vitest'
import { picturesRoom } from '../../src/core/asset.ts'
import type { Channel, ChannelStatus } from '../../src/core/channel.ts'
import { healthOf, makeErrorBook } from '../../src/health.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { FakeChannel } from '../support/channel.ts'
import { tempFolder } from '../support/folder.ts'

function channel(name: string, state: ChannelStatus['state']): Channel {
  const made = new FakeChannel()
  return Object.assign(made, { name, status: () => ({ state, detail: '' }) })
}

async function health({
  home = 'up',
  other = 'up',
  problems = 0,
  isOpen = true,
  database: given,
}: Partial<Record<'home' | 'other', ChannelStatus['state']>> & {
  problems?: number
  isOpen?: boolean
  database?: Database
}) {
  const database = given ?? (await openDatabase(tempFolder()))
  onTestFinished(() => database.close().catch(() => undefined)) // one test closes it
  if (!isOpen) await database.close()
  const [web, telegram] = [channel('web', home), channel('telegram', other)]
  const problem = { where: 'knowledge/loan.md', line: 3, what: '', cure: '' }
  return healthOf({
    database,
    home: web,
    channels: new Map([
      ['web', web],
      ['telegram', telegram],
    ]),
    content: () => ({ entries: 7, problems: Array.from({ length: problems }, () => problem) }),
    errors: makeErrorBook(),
  })
}

test('with everything up the bot is well', async () => {
  expect((await health({})).state).toBe('well')
})

test('a platform that is away, starting or waits to be scanned is degraded and does not ask for a restart', async () => {
  for (const other of ['down', 'starting', 'waiting'] as const) expect((await health({ other })).state).toBe('degraded')
})

test('the room for pictures is told, and needs a look before it is full', async () => {
  const folder = tempFolder()
  const database = await openDatabase(folder)
  const picture = { name: 'aaaaaaaa.png', code: null, at: 0, look_at: 0, bytes: 0.95 * picturesRoom }
  const rows = ['web:a', 'web:b'].map(holder => ({ ...picture, holder }))
  expect((await health({ database })).parts).toContainEqual({ name: 'pictures', state: 'up', detail: '0 of 5120 MB' })
  await database.db.insertInto('picture').values(rows).execute()
  const { state, parts } = await health({ database })
  expect([state, parts.find(p => p.name === 'pictures')?.state]).toEqual(['degraded', 'waiting'])
})

test('a content file that is wrong is degraded: the old content serves on', async () => {
  const { state, parts } = await health({ problems: 1 })
  expect(state).toBe('degraded')
  expect(parts.find(p => p.name === 'knowledge')?.detail).toContain('knowledge/loan.md')
})

test('without the web chat or the database the bot has failed', async () => {
  expect((await health({ home: 'down' })).state).toBe('failed')
  expect((await health({ isOpen: false })).state).toBe('failed')
})

test('the last ten errors are kept by event and id, and nothing of what they are about', () => {
  const book = makeErrorBook()
  for (let n = 0; n < 12; n++)
    book.note({ event: 'turn-defect', update: `u-${n}`, chat: 'c', err: new Error('text') }, new Date(n))
  expect(book.last()).toHaveLength(10)
  expect(book.last().at(-1)).toEqual({ at: '1970-01-01T00:00:00.011Z', event: 'turn-defect', id: 'u-11' })
})
