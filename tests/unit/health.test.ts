import { expect, onTestFinished, test } from 'vitest'
import { makeChoreBook } from '../../src/app/clockwork/book.ts'
import { healthOf, makeErrorBook } from '../../src/app/health.ts'
import type { StorageState } from '../../src/app/storage.ts'
import { picturesRoom } from '../../src/core/asset.ts'
import type { Channel, ChannelStatus } from '../../src/core/channel.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { FakeChannel } from '../support/channel.ts'
import { SettableClock } from '../support/clock.ts'
import { tempFolder } from '../support/folder.ts'
import { noon } from '../support/store.ts'

function channel(name: string, state: ChannelStatus['state']): Channel {
  const made = new FakeChannel()
  return Object.assign(made, { name, status: () => ({ state, detail: '' }) })
}

async function health({
  home = 'up',
  other = 'up',
  problems = 0,
  isOpen = true,
  storage = {},
  chore = async () => {},
  quietMs = 0,
  failures = 0,
  database: given,
}: Partial<Record<'home' | 'other', ChannelStatus['state']>> & {
  problems?: number
  isOpen?: boolean
  storage?: Partial<StorageState>
  /** What the one chore does, twice, two minutes apart. */
  chore?: () => Promise<void>
  /** How long ago the last round was. */
  quietMs?: number
  /** Turns that failed a minute ago. */
  failures?: number
  database?: Database
}) {
  const database = given ?? (await openDatabase(tempFolder()))
  onTestFinished(() => database.close().catch(() => undefined)) // one test closes it
  if (!isOpen) await database.close()
  const [web, telegram] = [channel('web', home), channel('telegram', other)]
  const clock = new SettableClock(noon)
  const errors = makeErrorBook()
  for (let n = 0; n < failures; n++) errors.note({ event: 'turn-defect', update: `u-${n}` }, clock.now())
  const book = makeChoreBook(clock, () => undefined)
  await book.attempt('reminders', chore)
  clock.pass(120_000)
  await book.attempt('reminders', chore)
  book.ticked()
  clock.pass(quietMs)
  const problem = { where: 'knowledge/loan.md', line: 3, what: '', cure: '' }
  return healthOf({
    database,
    home: web,
    channels: new Map([
      ['web', web],
      ['telegram', telegram],
    ]),
    content: () => ({ entries: 7, problems: Array.from({ length: problems }, () => problem) }),
    errors,
    book,
    storage: () => ({ unsaved: null, space: { freeBytes: 2e9, totalBytes: 9e9 }, isLow: false, ...storage }),
    now: () => clock.now(),
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

const detailOf = ({ parts }: Awaited<ReturnType<typeof health>>, name: string) =>
  parts.find(p => p.name === name)?.detail

test('when nothing can be saved the bot has failed, and says why', async () => {
  const unsaved = await health({ storage: { unsaved: { seconds: 12, reason: 'SQLITE_FULL' } } })
  expect([unsaved.state, detailOf(unsaved, 'database')]).toEqual([
    'failed',
    'nothing saved for 12 s: disk full (SQLITE_FULL)',
  ])
})

test('a disk that is nearly full is degraded, with what is left', async () => {
  const low = await health({ storage: { space: { freeBytes: 3e8, totalBytes: 9e9 }, isLow: true } })
  expect([low.state, detailOf(low, 'disk')]).toEqual(['degraded', '300 MB free of 9.0 GB'])
})

test('a chore that has failed for minutes is degraded and named; one failure is not', async () => {
  const broken = async () => {
    throw Object.assign(new Error('text'), { code: 'SQLITE_IOERR' })
  }
  const failing = await health({ chore: broken })
  expect([failing.state, detailOf(failing, 'chores')]).toEqual(['degraded', 'reminders for 120 s: SQLITE_IOERR'])
  expect(failing.chores).toMatchObject([{ name: 'reminders', doneAt: null, failing: { since: noon.toISOString() } }])
  let times = 0
  const once = await health({ chore: async () => (times++ === 0 ? broken() : undefined) })
  expect([once.state, once.chores[0]!.doneAt]).toEqual(['well', '2026-06-10T04:02:00.000Z'])
})

test('a round that is late is degraded, and one that is stuck has failed', async () => {
  expect((await health({ quietMs: 29_000 })).state).toBe('well')
  const late = await health({ quietMs: 40_000 })
  expect([late.state, detailOf(late, 'tick')]).toEqual(['degraded', 'last round 40 s ago'])
  expect((await health({ quietMs: 301_000 })).state).toBe('failed')
})

test('messages that could not be dealt with are counted, for five minutes', async () => {
  const failing = await health({ failures: 3 })
  expect([failing.state, detailOf(failing, 'turns')]).toEqual(['degraded', '3 failures in the last 5 minutes'])
  expect((await health({ failures: 3, quietMs: 200_000 })).parts.find(p => p.name === 'turns')?.state).toBe('up')
})

test('the last ten errors are kept by event and id, and nothing of what they are about', () => {
  const book = makeErrorBook()
  for (let n = 0; n < 12; n++)
    book.note({ event: 'turn-defect', update: `u-${n}`, chat: 'c', err: new Error('text') }, new Date(n))
  expect(book.last()).toHaveLength(10)
  expect(book.last().at(-1)).toEqual({ at: '1970-01-01T00:00:00.011Z', event: 'turn-defect', id: 'u-11' })
})
