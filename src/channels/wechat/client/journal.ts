import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRawMessage, type RawMessage } from '../protocol.ts'

/**
 * The messages that the platform has handed over, which it does once, and that the bot has not saved yet: a file each, so that the end of either process
 * loses none.
 */
export interface Journal {
  /** Keeps a message; false when it could not be written down. */
  keep(raw: RawMessage): boolean
  /** The bot has saved a message, or it is nothing for the bot. */
  done(messageId: string): void
  /** What an earlier process left, in the order in which it came. */
  left(): RawMessage[]
}

/** So many wait at most; with more the bot has long been unable to save anything. */
const mostKept = 2000

/** `12-<hash of the id>.json`: what came earlier has the lower number. */
const fileName = /^(\d+)-([0-9a-f]{32})\.json$/
// An id comes from the platform, and is no name for a file.
const hashOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32)

/** The journal in a folder, which is made when the first message comes. */
export function openJournal(folder: string): Journal {
  const found = filesIn(folder).flatMap(name => {
    const [, number, hash] = fileName.exec(name) ?? []
    return hash === undefined ? [] : [{ number: Number(number), hash, name }]
  })
  found.sort((a, b) => a.number - b.number)
  const kept = new Map(found.map(({ hash, name }) => [hash, join(folder, name)]))
  let last = found.at(-1)?.number ?? 0
  const remove = (hash: string) => {
    const file = kept.get(hash)
    if (file !== undefined && kept.delete(hash)) rmSync(file, { force: true })
  }
  return {
    keep(raw) {
      const hash = hashOf(raw.MsgId)
      if (kept.has(hash)) return true
      if (kept.size >= mostKept) return false
      const file = join(folder, `${++last}-${hash}.json`)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(file, JSON.stringify(raw), { mode: 0o600 })
      } catch {
        return false // the disk is full
      }
      kept.set(hash, file)
      return true
    },
    done: id => remove(hashOf(id)),
    left: () =>
      [...kept].flatMap(([hash, file]) => {
        const raw = readIn(file)
        if (!raw) remove(hash)
        return raw ?? []
      }),
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // nothing has come yet
  }
}

/** Null for what a process that was killed had only half written. */
function readIn(file: string): RawMessage | null {
  try {
    const raw: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isRawMessage(raw) ? raw : null
  } catch {
    return null
  }
}
