import { statfs } from 'node:fs/promises'
import { type Clock, elapsedMs } from '../core/clock.ts'
import { reasonOf } from './clockwork/book.ts'

/** The room on the disk that holds the data. */
export interface Space {
  freeBytes: number
  totalBytes: number
}

/** What the watch over the storage stands on. */
export interface StorageParts {
  clock: Clock
  /** Saves something small for good; rejects when nothing can be saved. */
  beat(): Promise<void>
  space(): Promise<Space>
  /** Tells the operator past the database, which cannot be written; resolves to whether anybody was reached. */
  shout(reason: string): Promise<boolean>
  /** Tells the operator as usual: that saving works again after so many minutes, or that the disk is nearly full. */
  tell(news: { is: 'saved'; minutes: number } | { is: 'low'; freeMb: number }): Promise<void>
  log(event: string, detail: Record<string, unknown>): void
}

/** How the storage is. */
export interface StorageState {
  /** For how many seconds nothing could be saved, and why (the error's code); null while it can. */
  unsaved: { seconds: number; reason: string } | null
  /** Null while it is not known. */
  space: Space | null
  isLow: boolean
}

/** Watches whether anything can be saved. */
export interface Storage {
  /** Looks, if the last look is some seconds ago. Rejects while nothing can be saved. */
  look(): Promise<void>
  /** Told of work that failed: the little that is saved to try may still fit on a disk that is full for everything else. */
  hear(error: unknown): void
  state(): StorageState
}

const everyMs = 10_000
/** Work that a full disk refused says so of the storage for so long, and from the first of it on. */
const refusedMs = 10_000
const full = /^(SQLITE_(FULL|IOERR)|ENOSPC|EDQUOT)/
const shoutAgainMs = 3_600_000
const lowAgainMs = 24 * 3_600_000
/** Somebody else who holds the database for a moment is no outage. */
const busyMs = 30_000

const mb = 1_000_000
/** A disk is nearly full below 500 MB, a large one below a twentieth or 5 GB. */
export const isNearlyFull = ({ freeBytes, totalBytes }: Space): boolean =>
  freeBytes < 500 * mb || freeBytes < Math.min(totalBytes / 20, 5000 * mb)

/** The space of the disk that holds a folder. */
export async function spaceOf(folder: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

/** Makes the watch. What a full disk keeps from being saved would otherwise be noticed by nobody: every word to the operator is saved first. */
export function makeStorage(parts: StorageParts): Storage {
  return new StorageWatch(parts)
}

class StorageWatch implements Storage {
  readonly #parts: StorageParts
  #lookedAt = Number.NEGATIVE_INFINITY
  #shoutedAt = Number.NEGATIVE_INFINITY
  #lowToldAt = Number.NEGATIVE_INFINITY
  /** Since when looks fail. */
  #failing: { since: number; reason: string; error: unknown } | null = null
  /** Work that a full disk refused. */
  #refused: { since: number; last: number; reason: string } | null = null
  #space: Space | null = null

  constructor(parts: StorageParts) {
    this.#parts = parts
  }

  async look(): Promise<void> {
    if (this.#now() - this.#lookedAt < everyMs) {
      if (this.#failing) throw this.#failing.error
      return
    }
    this.#lookedAt = this.#now()
    this.#space = await this.#parts.space().catch(() => null) // not every file system says
    try {
      await this.#parts.beat()
    } catch (error) {
      await this.#failed(error)
      throw error
    }
    await this.#succeeded()
    await this.#tellIfLow()
  }

  hear(error: unknown): void {
    const reason = String((error as { code?: unknown } | null)?.code)
    if (!full.test(reason)) return
    const now = this.#now()
    const before = this.#refused
    const isNew = before === null || now - before.last > refusedMs
    this.#refused = { since: isNew ? now : before.since, last: now, reason }
  }

  state(): StorageState {
    const now = this.#now()
    const refused = this.#refused && now - this.#refused.last <= refusedMs ? this.#refused : null
    const found = this.#failing ?? refused
    return {
      unsaved: found && { seconds: Math.round((now - found.since) / 1000), reason: found.reason },
      space: this.#space,
      isLow: this.#space !== null && isNearlyFull(this.#space),
    }
  }

  async #failed(error: unknown): Promise<void> {
    const now = this.#now()
    const failing = { since: this.#failing?.since ?? now, reason: reasonOf(error), error }
    this.#failing = failing
    const isBusy = failing.reason.startsWith('SQLITE_BUSY') && now - failing.since < busyMs
    if (isBusy || now - this.#shoutedAt < shoutAgainMs) return
    this.#shoutedAt = now
    const isHeard = await this.#parts.shout(failing.reason).catch(() => false)
    this.#parts.log('storage-unsaved', { reason: failing.reason, isHeard })
  }

  async #succeeded(): Promise<void> {
    const before = this.#failing
    this.#failing = null
    if (!before) return
    const ms = this.#now() - before.since
    this.#parts.log('storage-saved', { seconds: Math.round(ms / 1000) })
    if (this.#shoutedAt >= before.since)
      await this.#parts.tell({ is: 'saved', minutes: Math.max(1, Math.round(ms / 60_000)) })
  }

  async #tellIfLow(): Promise<void> {
    const now = this.#now()
    const space = this.#space
    if (!space || !isNearlyFull(space) || now - this.#lowToldAt < lowAgainMs) return
    this.#lowToldAt = now
    const freeMb = Math.floor(space.freeBytes / mb)
    this.#parts.log('disk-low', { freeMb })
    await this.#parts.tell({ is: 'low', freeMb })
  }

  #now(): number {
    return elapsedMs(this.#parts.clock)
  }
}
