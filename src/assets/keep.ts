import { createHash } from 'node:crypto'
import { type Assets, type Keeping, largestPicture, largestVideo } from '../core/asset.ts'
import type { Clock } from '../core/clock.ts'
import type { Inspected, Inspector } from './inspect.ts'
import { hashIn, type Pictures } from './pictures.ts'
import { cleanedVideo, videoKindOf } from './video.ts'

/** Who holds which picture, and how many each may. */
export interface Holdings {
  /** Notes that someone holds a picture, unless that is more than one person may, or all together. */
  hold(picture: {
    name: string
    holder: string | null
    bytes: number
    code: string | null
    at: Date
  }): Promise<'held' | 'too-many-pictures' | 'no-room'>
  /** Takes it back: the picture was not kept after all. */
  release(name: string, holder: string | null): Promise<void>
}

/** How many pictures of one person are looked at or wait at a time: as many as one message brings. */
const mostAtOnce = 10
/** How the system and the database say that the disk takes no more. */
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])

/** What keeping stands on. */
interface KeepingParts {
  pictures: Pictures
  inspector: Pick<Inspector, 'inspect'>
  holdings: Holdings
  clock: Clock
}

/** How pictures that arrive are kept: looked at, noted, and only then put in place. */
export function makeKeeping(parts: KeepingParts): Assets['keep'] {
  /** How many pictures of each person are looked at or wait. */
  const going = new Map<string | null, number>()
  return async (bytes, holder, { videos } = { videos: false }) => {
    const mine = going.get(holder) ?? 0
    if (mine >= mostAtOnce) return refused('busy')
    going.set(holder, mine + 1)
    try {
      return await keep(
        videos
          ? { ...parts, inspector: besideVideos(parts.inspector), largest: largestVideo }
          : { ...parts, largest: largestPicture },
        bytes,
        holder,
      )
    } finally {
      const left = (going.get(holder) ?? 1) - 1
      if (left > 0) going.set(holder, left)
      else going.delete(holder)
    }
  }
}

/** Looks at videos itself, and has pictures looked at. Of a video only its parts are read, so that no thread is needed. */
const besideVideos = (inspector: KeepingParts['inspector']): KeepingParts['inspector'] => ({
  async inspect(bytes) {
    const kind = videoKindOf(bytes)
    if (kind === null) return bytes.length > largestPicture ? 'not-a-picture' : inspector.inspect(bytes)
    const clean = bytes.length > largestVideo ? null : cleanedVideo(bytes)
    if (clean === null) return 'not-a-picture'
    const name = `${createHash('sha256').update(clean).digest('hex').slice(0, 40)}.${kind}`
    return { name, bytes: clean, code: null }
  },
})

async function keep(
  parts: KeepingParts & { largest: number },
  bytes: Uint8Array,
  holder: string | null,
): Promise<Keeping> {
  const seen = bytes.length > parts.largest ? 'not-a-picture' : await parts.inspector.inspect(bytes)
  if (typeof seen === 'string') return refused(seen)
  try {
    return await settle(parts, seen, holder)
  } catch (error) {
    if (fullDisk.has((error as NodeJS.ErrnoException).code ?? '')) return refused('no-room')
    throw error
  }
}

// The row comes first: a file without one could be swept away before it is noted, and a row without a file shows nothing to anybody.
async function settle(
  { pictures, holdings, clock }: KeepingParts,
  { name, bytes, code }: Inspected,
  holder: string | null,
): Promise<Keeping> {
  const held = await holdings.hold({ name, holder, bytes: bytes.length, code, at: clock.now() })
  if (held !== 'held') return refused(held)
  try {
    await pictures.put(name, bytes)
  } catch (error) {
    await holdings.release(name, holder)
    throw error
  }
  const read = code === null ? {} : { code }
  return { outcome: 'kept', picture: { url: `/pictures/${name}`, alt: '', hash: hashIn(name), ...read } }
}

const refused = (reason: Extract<Keeping, { outcome: 'refused' }>['reason']): Keeping => ({
  outcome: 'refused',
  reason,
})
