/** The kinds of video that are taken, by their file extension. */
export type VideoKind = 'mp4' | 'mov'

/** What a video file says that it is made for; everything else that begins alike (pictures, sound alone) is not taken. */
const brands: Record<string, VideoKind> = {
  'qt  ': 'mov',
  ...Object.fromEntries(
    ['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash'].map(b => [
      b,
      'mp4',
    ]),
  ),
}

/** The kind of a video, read from its first bytes and never from what the sender says; null for what we do not take. */
export function videoKindOf(bytes: Uint8Array): VideoKind | null {
  if (bytes.length < 16 || ascii(bytes, 4, 8) !== 'ftyp') return null
  return brands[ascii(bytes, 8, 12)] ?? null
}

/** One part of a video file: its four letters, where it begins, where what it holds begins, and where it ends. */
interface Box {
  type: string
  at: number
  from: number
  to: number
}

/** The most parts that are looked at; a phone's video has some dozens. */
const mostBoxes = 5000
/** What holds other parts. */
const holders = new Set(['moov', 'trak', 'mdia'])
/** What tells about people: place, camera, author, comments. */
const telling = new Set(['udta', 'meta', 'uuid'])
/** What begins with when it was made and changed. */
const dated = new Set(['mvhd', 'tkhd', 'mdhd'])

/**
 * The same video without what it tells about people: place, camera, author, and when it was made. Pictures and sound stay as they are. Null where it is cut
 * off or no whole video.
 */
export function cleanedVideo(bytes: Uint8Array): Uint8Array | null {
  const clean = bytes.slice()
  const count = { left: mostBoxes }
  const top = blanked(clean, { from: 0, to: clean.length }, count)
  return top?.includes('moov') && top.includes('mdat') ? clean : null
}

/** Blanks what tells about people between two places; answers what parts there are, or null where they do not fit. */
function blanked(bytes: Uint8Array, { from, to }: Pick<Box, 'from' | 'to'>, count: { left: number }): string[] | null {
  const types: string[] = []
  for (let at = from; at < to; ) {
    const box = boxAt(bytes, at, to)
    if (box === null || --count.left < 0) return null
    types.push(box.type)
    if (telling.has(box.type)) {
      bytes.set(Buffer.from('free', 'latin1'), at + 4)
      bytes.fill(0, box.from, box.to)
    } else if (dated.has(box.type)) {
      const isLong = bytes[box.from] === 1
      bytes.fill(0, box.from + 4, Math.min(box.to, box.from + (isLong ? 20 : 12)))
    } else if (holders.has(box.type) && blanked(bytes, box, count) === null) return null
    at = box.to
  }
  return types
}

function boxAt(bytes: Uint8Array, at: number, end: number): Box | null {
  if (at + 8 > end) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const said = view.getUint32(at)
  const type = ascii(bytes, at + 4, at + 8)
  if (said === 1 && at + 16 > end) return null
  const header = said === 1 ? 16 : 8
  const size = said === 1 ? Number(view.getBigUint64(at + 8)) : said === 0 ? end - at : said
  if (size < header || at + size > end) return null
  return { type, at, from: at + header, to: at + size }
}

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
