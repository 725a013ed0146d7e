import { type Clock, elapsedMs } from '../../core/clock.ts'

/** How one of the things that happen by themselves is doing. */
export interface ChoreState {
  name: string
  /** When it was last looked after without a failure (ISO instant), or null. */
  doneAt: string | null
  /** Since when it has failed (ISO instant), for how many seconds, and the error's code or name; null when it does not. */
  failing: { since: string; seconds: number; reason: string } | null
}

/** What is known of everything that happens by itself. */
export interface ChoreBook {
  /** Does something under its name and notes what came of it; never throws. */
  attempt(name: string, work: () => Promise<void>): Promise<void>
  /** A round through all of it has ended. */
  ticked(): void
  chores(): ChoreState[]
  /** How long ago the last round ended, in milliseconds, and what is being done right now. */
  tick(): { agoMs: number; doing: string | null }
}

interface Note {
  doneAt: Date | null
  failing: { since: Date; ran: number; reason: string; toldAt: number } | null
}

/** One that goes on failing is told of no more often than this. */
const tellAgainMs = 60_000

/** Makes a book in which nothing was done yet. `failed` hears of a failure, and again each minute that it lasts. */
export function makeChoreBook(clock: Clock, failed: (name: string, error: unknown) => void): ChoreBook {
  const notes = new Map<string, Note>()
  let tickedAt = elapsedMs(clock)
  let doing: string | null = null
  return {
    async attempt(name, work) {
      const note = notes.get(name) ?? { doneAt: null, failing: null }
      notes.set(name, note)
      doing = name
      try {
        await work()
        note.doneAt = clock.now()
        note.failing = null
      } catch (error) {
        const ran = elapsedMs(clock)
        const before = note.failing ?? { since: clock.now(), ran, reason: '', toldAt: Number.NEGATIVE_INFINITY }
        const reason = reasonOf(error)
        const isNews = reason !== before.reason || ran - before.toldAt >= tellAgainMs
        note.failing = { ...before, reason, toldAt: isNews ? ran : before.toldAt }
        if (isNews) failed(name, error)
      }
      doing = null
    },
    ticked() {
      tickedAt = elapsedMs(clock)
    },
    chores: () => [...notes].map(([name, note]) => stateOf(name, note, clock)),
    tick: () => ({ agoMs: elapsedMs(clock) - tickedAt, doing }),
  }
}

function stateOf(name: string, { doneAt, failing }: Note, clock: Clock): ChoreState {
  const seconds = failing === null ? 0 : Math.round((elapsedMs(clock) - failing.ran) / 1000)
  return {
    name,
    doneAt: doneAt?.toISOString() ?? null,
    failing: failing && { since: failing.since.toISOString(), seconds, reason: failing.reason },
  }
}

/** What may be said of an error without what it is about. */
export const reasonOf = (error: unknown): string =>
  (error as { code?: string } | null)?.code ?? (error instanceof Error ? error.name : 'unknown')
