import type { Undo } from './desk.ts'

/** What is said at the top of the next page. */
export interface Flash {
  says: string
  page: string
  undo: Undo | null
}

/** What was done just now, for the next page of the same session to say; whoever never looks loses nothing but the words. */
export function makeFlashes() {
  const waiting = new Map<string, Flash>()
  return {
    put(session: string, flash: Flash): void {
      if (waiting.size > 1000) waiting.clear()
      waiting.set(session, flash)
    },
    take(session: string): Flash | null {
      const flash = waiting.get(session) ?? null
      waiting.delete(session)
      return flash
    },
  }
}

/** What waits to be said. */
export type Flashes = ReturnType<typeof makeFlashes>
