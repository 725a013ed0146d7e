import { createHash } from 'node:crypto'

/** A file that somebody sent to look at it before it is used. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/** So long a file waits for its second look, and so many bytes wait in all; the oldest give way. */
export const uploadMinutes = 15
const mostWaiting = 96 * 1024 * 1024

/** The largest file that is taken. */
export const largestUpload = 20 * 1024 * 1024

/**
 * Files that wait to be confirmed, so that none is sent twice: in memory only, as lists of people are nowhere but in the roster. One for each session;
 * a restart or a newer file of the session forgets it, and then it is asked for once more.
 */
export function makeUploads() {
  const waiting = new Map<string, Upload & { id: string; until: number }>()
  const clear = (now: Date) => {
    for (const [session, { until }] of waiting) if (until <= now.getTime()) waiting.delete(session)
  }
  return {
    /** Keeps a file of a session in the place of an older one; its id is what is in it. */
    keep(session: string, file: Upload, now: Date): string {
      clear(now)
      waiting.delete(session)
      let bytes = file.bytes.length
      for (const other of waiting.values()) bytes += other.bytes.length
      for (const [other, { bytes: held }] of waiting) {
        if (bytes <= mostWaiting) break
        waiting.delete(other)
        bytes -= held.length
      }
      const id = createHash('sha256').update(file.bytes).digest('hex')
      waiting.set(session, { ...file, id, until: now.getTime() + uploadMinutes * 60_000 })
      return id
    },
    /** A session's file of this id, where it still waits. */
    find(session: string, id: string, now: Date): Upload | null {
      clear(now)
      const found = waiting.get(session)
      return found && found.id === id ? found : null
    },
    drop: (session: string): void => void waiting.delete(session),
  }
}

/** The files that wait. */
export type Uploads = ReturnType<typeof makeUploads>
