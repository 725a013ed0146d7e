import { picturesRoom } from '../core/asset.ts'
import type { Channel } from '../core/channel.ts'
import type { Problem } from '../core/errors.ts'
import type { Health, HealthPart } from '../http/server.ts'
import type { Database } from '../store/open.ts'
import { takenRoom } from '../store/pictures.ts'
import { waitingByChannel } from '../store/waiting.ts'
import type { ChoreBook } from './clockwork/book.ts'
import type { StorageState } from './storage.ts'

/** What the health of a process is read from. */
export interface HealthParts {
  database: Database
  /** The channel without which nobody reaches this process at all. */
  home: Channel
  channels: ReadonlyMap<string, Channel>
  content(): { entries: number; problems: readonly Problem[] }
  errors: ErrorBook
  book: Pick<ChoreBook, 'chores' | 'tick'>
  storage(): StorageState
  /** Parts that not every bot has. */
  besides?(): readonly HealthPart[]
  now(): Date
}

/** A round through what happens by itself is late after this, and stuck after that: then only a restart helps. */
const lateMs = 30_000
const stuckMs = 5 * 60_000
/** A chore that has failed for so long does not heal by itself. */
const failingSeconds = 120

/**
 * How the bot is doing. Failed (503: a restart may help) is a database that cannot be read or written, a home channel that is down, or a round that is
 * stuck. A platform that is away, a content file that is wrong, a disk that is nearly full, turns and chores that fail are degraded (200): the rest
 * goes on, and a restart would help none of them.
 */
export async function healthOf(parts: HealthParts): Promise<Health> {
  const { channels, home, errors, book, storage, content, now } = parts
  const { entries, problems } = content()
  const detail = [`${entries} entries, ${problems.length} problems`, ...problems.map(p => p.where)].join('; ')
  const { found, waiting } = await databaseParts(parts)
  const failures = errors.failuresLately(now())
  const shown: HealthPart[] = [
    ...found,
    diskPart(storage()),
    ...ownPaceParts(book),
    { name: 'turns', state: failures === 0 ? 'up' : 'down', detail: `${failures} failures in the last 5 minutes` },
    { name: 'knowledge', state: problems.length === 0 ? 'up' : 'down', detail },
    ...[...channels.values()].map(c => ({ name: c.name, ...c.status() })),
    ...(parts.besides?.() ?? []),
  ]
  const isDown = (name: string) => shown.some(p => p.name === name && p.state === 'down')
  const isFailed = isDown('database') || isDown(home.name) || book.tick().agoMs > stuckMs
  const state = isFailed ? 'failed' : shown.every(p => p.state === 'up') ? 'well' : 'degraded'
  return { state, parts: shown, waiting, chores: book.chores(), errors: errors.last() }
}

/** How the database is, and what only it knows. */
async function databaseParts({
  database,
  storage,
}: HealthParts): Promise<{ found: HealthPart[]; waiting: Health['waiting'] }> {
  const { unsaved } = storage()
  const down = (detail: string): HealthPart => ({ name: 'database', state: 'down', detail })
  try {
    const waiting = await waitingByChannel(database)
    const pictures = picturesPart((await takenRoom(database.db)).bytes)
    if (unsaved) {
      const detail = `nothing saved for ${unsaved.seconds} s: ${meaningOf(unsaved.reason)}`
      return { found: [down(detail), pictures], waiting }
    }
    return { found: [{ name: 'database', state: 'up', detail: '' }, pictures], waiting }
  } catch (error) {
    // The one thing that a health check must not fail on is what it checks.
    return { found: [down((error as { code?: string }).code ?? 'cannot be read')], waiting: [] }
  }
}

const meanings: [code: string, meaning: string][] = [
  ['SQLITE_FULL', 'disk full'],
  ['SQLITE_IOERR', 'disk error'],
  ['SQLITE_READONLY', 'not writable'],
  ['SQLITE_CORRUPT', 'file damaged'],
  ['SQLITE_BUSY', 'locked by another process'],
]

function meaningOf(reason: string): string {
  const [, meaning] = meanings.find(([code]) => reason.startsWith(code)) ?? []
  return meaning ? `${meaning} (${reason})` : reason
}

const sizeText = (bytes: number) => (bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`)

function diskPart({ space, isLow }: StorageState): HealthPart {
  const detail = space ? `${sizeText(space.freeBytes)} free of ${sizeText(space.totalBytes)}` : 'free space unknown'
  return { name: 'disk', state: isLow ? 'down' : 'up', detail }
}

function ownPaceParts(book: HealthParts['book']): HealthPart[] {
  const { agoMs, doing } = book.tick()
  const isLate = agoMs > lateMs
  const tick = `last round ${Math.round(agoMs / 1000)} s ago${isLate && doing ? `, at ${doing}` : ''}`
  const failing = book.chores().filter(c => c.failing && c.failing.seconds >= failingSeconds)
  const named = failing.map(c => `${c.name} for ${c.failing!.seconds} s: ${c.failing!.reason}`)
  return [
    { name: 'tick', state: isLate ? 'down' : 'up', detail: tick },
    { name: 'chores', state: failing.length === 0 ? 'up' : 'down', detail: named.join('; ') },
  ]
}

/** How full the room for pictures is: someone should look before it is and pictures are refused. */
function picturesPart(bytes: number): HealthPart {
  const megabytes = (of: number) => Math.ceil(of / 2 ** 20)
  const state = bytes > 0.9 * picturesRoom ? 'waiting' : 'up'
  return { name: 'pictures', state, detail: `${megabytes(bytes)} of ${megabytes(picturesRoom)} MB` }
}

/** The last errors of a process, without what they are about. */
export interface ErrorBook {
  note(logged: unknown, at: Date): void
  last(): Health['errors']
  /** How many messages, requests and other pieces of work failed by a defect in the last five minutes. */
  failuresLately(now: Date): number
}

const mostErrors = 10
const mostFailures = 1000
const latelyMs = 5 * 60_000
const failureEvents = new Set(['turn-defect', 'request-failed', 'stray-rejection'])

/** Makes an empty book. */
export function makeErrorBook(): ErrorBook {
  const errors: Health['errors'][number][] = []
  const failures: number[] = []
  return {
    note(logged, at) {
      const { event, update, id, chore, channel } = (logged ?? {}) as Record<string, unknown>
      const what = [update, id, chore, channel].find(v => typeof v === 'string') ?? ''
      errors.push({ at: at.toISOString(), event: typeof event === 'string' ? event : '', id: String(what) })
      if (errors.length > mostErrors) errors.shift()
      if (failureEvents.has(String(event))) failures.push(at.getTime())
      if (failures.length > mostFailures) failures.shift()
    },
    last: () => [...errors],
    failuresLately: now => failures.filter(at => Math.abs(now.getTime() - at) < latelyMs).length,
  }
}
