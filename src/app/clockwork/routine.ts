import type { Chore } from '../../core/chore.ts'
import { type Clock, elapsedMs, makeJumpWatch } from '../../core/clock.ts'
import type { ChoreBook } from './book.ts'
import { runChores } from './chores.ts'

/** What a round through everything that happens by itself stands on. */
export interface RoutineParts {
  clock: Clock
  chores: readonly Chore[]
  book: ChoreBook
  /** What the clock showed when this data was last worked with, or null. */
  lastLived: Date | null
  /** What is looked after in every round besides the chores, each under its name. */
  besides: Readonly<Record<string, () => Promise<void>>>
  log(event: string, detail: Record<string, unknown>): void
}

/** A clock that is put forward further than this may be wrong: for a while nothing is deleted because of it. */
const farMs = 12 * 3_600_000
const doubtMs = 30 * 60_000

/**
 * One round through everything that happens by itself; one that fails does not stop the others. A clock that was put forward is like a time in which
 * nothing ran: what is due comes late. When it is put back, whatever waits for a time of before is told so (`Chore.rewind`).
 */
export function makeRoutine({ clock, chores, book, lastLived, besides, log }: RoutineParts): () => Promise<void> {
  const jumped = makeJumpWatch(clock)
  /** What the clock showed before it was put back, for chores that have yet to hear of it; each is told at the start. */
  const untold = new Map(chores.map(chore => [chore, lastLived ?? clock.now()]))
  let doubtedUntil = lastLived && clock.now().getTime() - lastLived.getTime() > farMs ? elapsedMs(clock) + doubtMs : 0

  function notice(byMs: number): void {
    if (byMs === 0) return
    log('clock-jumped', { seconds: Math.round(byMs / 1000) })
    if (byMs > farMs) doubtedUntil = elapsedMs(clock) + doubtMs
    if (byMs > 0) return
    const before = new Date(clock.now().getTime() - byMs)
    for (const chore of chores) if (!(untold.get(chore)! >= before)) untold.set(chore, before)
  }

  async function lookAfter(chore: Chore): Promise<void> {
    const before = untold.get(chore)
    if (before) await chore.rewind?.(clock.now(), before)
    untold.delete(chore)
    if (chore.isFinal && elapsedMs(clock) < doubtedUntil) return
    await runChores([chore], clock.now(), (_, error) => {
      throw error
    })
  }

  return async () => {
    notice(jumped())
    for (const chore of chores) await book.attempt(chore.name, () => lookAfter(chore))
    for (const [name, work] of Object.entries(besides)) await book.attempt(name, work)
    book.ticked()
  }
}
