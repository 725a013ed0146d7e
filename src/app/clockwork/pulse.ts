import type { Content } from '../../bot/content.ts'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../store/open.ts'
import { beat, lastBeat } from '../../store/pulse.ts'
import type { Engine } from '../engine.ts'
import type { Log } from '../log.ts'
import { storageWords } from '../platforms.ts'
import { makeStorage, type Storage, spaceOf } from '../storage.ts'
import { systemClock } from '../system.ts'
import { type ChoreBook, makeChoreBook } from './book.ts'
import { makeRoutine } from './routine.ts'
import { startTick } from './tick.ts'

/** What goes on by itself, once a second, and what is known of it. */
export interface Pulse {
  book: ChoreBook
  storage: Storage
  /** Resolves when what was being done is done, at most `patienceMs` later. */
  stop(patienceMs: number): Promise<void>
}

/** Looks after everything that happens by itself until it is stopped: the chores of the bot, its content and the storage; what is saved is sent. */
export async function startPulse(
  { data }: { data: string },
  { chores, dispatcher, operator, report }: Engine,
  {
    database,
    content,
    clock,
    log,
    living,
  }: {
    database: Database
    content(): Content
    clock: Clock
    log: Log
    living: { refresh(): Promise<void> }
  },
): Promise<Pulse> {
  const book = makeChoreBook(systemClock, (chore, error) => log.error({ event: 'chore-failed', chore, err: error }))
  const storage = makeStorage({
    clock: systemClock,
    beat: () => beat(database, clock.now()),
    space: () => spaceOf(data),
    log: report,
    ...storageWords(content, { operator, clock }),
  })
  const besides = { content: living.refresh, storage: () => storage.look() }
  const lastLived = await lastBeat(database)
  const round = makeRoutine({ clock, chores, book, lastLived, besides, log: report })
  const tick = startTick(() => round().finally(dispatcher.wake), {
    failed: error => log.error({ event: 'tick-failed', err: error }),
  })
  return { book, storage, stop: tick.stop }
}
