import type { AuditLine } from '../core/turn.ts'

/** So long a page that is left open is one look; then it counts as looked at once more. */
const onceMs = 30 * 60_000
const most = 5000

/**
 * What somebody has just looked at: a page that shows the same again because it keeps itself up to date adds nothing to the audit log, and what it shows
 * newly does.
 */
export function makeLooks() {
  const seen = new Map<string, number>()
  return {
    /** Notes a line of a session, and whether it says something that the last half hour did not. */
    isNew(session: string, { act, detail }: AuditLine, now: Date): boolean {
      if (seen.size > most) seen.clear()
      const key = `${session} ${act} ${detail}`
      const before = seen.get(key)
      const isFresh = before === undefined || now.getTime() - before >= onceMs
      if (isFresh) seen.set(key, now.getTime())
      return isFresh
    },
  }
}

/** What was looked at. */
export type SeenLines = ReturnType<typeof makeLooks>
