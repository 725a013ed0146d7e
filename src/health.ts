import { picturesRoom } from './core/asset.ts'
import type { Channel } from './core/channel.ts'
import type { Problem } from './core/errors.ts'
import type { Health, Part } from './http/server.ts'
import type { Database } from './store/open.ts'
import { takenRoom } from './store/pictures.ts'
import { waitingByChannel } from './store/waiting.ts'

/** What the health of a process is read from. */
export interface HealthParts {
  database: Database
  /** The channel without which nobody reaches this process at all. */
  home: Channel
  channels: ReadonlyMap<string, Channel>
  content(): { entries: number; problems: readonly Problem[] }
  errors: ErrorBook
}

/**
 * How the bot is doing. Only a database that cannot be read, or a home channel that is down, means failed (503: a restart may help). A platform
 * that is away and a content file that is wrong are degraded (200): the rest goes on, and a restart would help neither.
 */
export async function healthOf({ database, home, channels, content, errors }: HealthParts): Promise<Health> {
  const { entries, problems } = content()
  const detail = [`${entries} entries, ${problems.length} problems`, ...problems.map(p => p.where)].join('; ')
  const parts: Part[] = [
    { name: 'knowledge', state: problems.length === 0 ? 'up' : 'down', detail },
    ...[...channels.values()].map(c => ({ name: c.name, ...c.status() })),
  ]
  let waiting: Health['waiting'] = []
  try {
    waiting = await waitingByChannel(database)
    parts.unshift({ name: 'database', state: 'up', detail: '' })
    parts.push(picturesPart((await takenRoom(database.db)).bytes))
  } catch (error) {
    // The one thing that a health check must not fail on is what it checks.
    parts.unshift({ name: 'database', state: 'down', detail: (error as { code?: string }).code ?? 'cannot be read' })
  }
  const isDown = (name: string) => parts.some(p => p.name === name && p.state === 'down')
  const isFailed = isDown('database') || isDown(home.name)
  const state = isFailed ? 'failed' : parts.every(p => p.state === 'up') ? 'well' : 'degraded'
  return { state, parts, waiting, errors: errors.last() }
}

/** How full the room for pictures is: someone should look before it is and pictures are refused. */
function picturesPart(bytes: number): Part {
  const megabytes = (of: number) => Math.ceil(of / 2 ** 20)
  const state = bytes > 0.9 * picturesRoom ? 'waiting' : 'up'
  return { name: 'pictures', state, detail: `${megabytes(bytes)} of ${megabytes(picturesRoom)} MB` }
}

/** The last errors of a process, without what they are about. */
export interface ErrorBook {
  note(logged: unknown, at: Date): void
  last(): Health['errors']
}

const mostErrors = 10

/** Makes an empty book. */
export function makeErrorBook(): ErrorBook {
  const errors: Health['errors'][number][] = []
  return {
    note(logged, at) {
      const { event, update, id, chore, channel } = (logged ?? {}) as Record<string, unknown>
      const what = [update, id, chore, channel].find(v => typeof v === 'string') ?? ''
      errors.push({ at: at.toISOString(), event: typeof event === 'string' ? event : '', id: String(what) })
      if (errors.length > mostErrors) errors.shift()
    },
    last: () => [...errors],
  }
}
