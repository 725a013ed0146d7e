/** The kinds of picture that can be stripped, by their file extension. */
export type PictureKind = 'png' | 'jpg' | 'gif' | 'webp'

/** A picture that ends too early, is not of its kind or larger than one should be; nothing of it should be kept. */
export class BrokenPictureError extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'BrokenPictureError'
  }
}

/** The most chunks, segments or blocks of one picture. A long animation has some hundreds. */
export const mostParts = 10_000
/** The most pixels and the longest side: what a decoder would have to unpack, known before it begins. */
export const mostPixels = 50_000_000
export const longestSide = 12_000

/**
 * The same picture without what it tells about people: place, camera, time, author, comments, previews, and anything
 * after its end. Pixels are not encoded anew, nor decoded. A JPEG that is to be shown turned keeps a note of that and nothing else.
 * Throws `BrokenPictureError` when the picture is cut off, not of this kind, or announces more than the limits above, or than so many
 * `pixels`.
 */
export function stripMetadata(bytes: Uint8Array, kind: PictureKind, pixels = mostPixels): Uint8Array {
  const measure: Measure = (width, height) => {
    if (Math.max(width, height) > longestSide || width * height > pixels)
      throw new BrokenPictureError(`${width} × ${height} pixels`)
  }
  switch (kind) {
    case 'png':
      return stripPng(bytes, measure)
    case 'jpg':
      return stripJpeg(bytes, measure)
    case 'gif':
      return stripGif(bytes, measure)
    case 'webp':
      return stripWebp(bytes, measure)
  }
}

/** The bytes from `from` up to `to`, all of which must be there. */
function slice(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to < from || to > bytes.length) throw new BrokenPictureError(`ends at ${bytes.length}, ${to} was announced`)
  return bytes.subarray(from, to)
}

const byteAt = (bytes: Uint8Array, at: number) => slice(bytes, at, at + 1)[0]!
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...slice(bytes, from, to))
const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

/** Refuses a picture or a frame of it that is too large to be unpacked. */
type Measure = (width: number, height: number) => void

/** Counts the parts of a picture and refuses one that is made of too many. */
function makeCounter(): () => void {
  let count = 0
  return () => {
    if (++count > mostParts) throw new BrokenPictureError(`more than ${mostParts} parts`)
  }
}

// ── PNG: a list of chunks. What is kept is named, so that private chunks of cameras and editors go too. ──

const pngSignature = '\x89PNG\r\n\x1a\n'
const pngKept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT'.split(' '),
)

function stripPng(bytes: Uint8Array, measure: Measure): Uint8Array {
  if (ascii(bytes, 0, 8) !== pngSignature) throw new BrokenPictureError('not a PNG')
  const parts = [bytes.subarray(0, 8)]
  const count = makeCounter()
  for (let at = 8; ; ) {
    count()
    const length = view(slice(bytes, at, at + 8)).getUint32(0)
    const type = ascii(bytes, at + 4, at + 8)
    const chunk = slice(bytes, at, at + 12 + length)
    if (at === 8 && type !== 'IHDR') throw new BrokenPictureError('a PNG without a head')
    if (type === 'IHDR') measure(view(slice(chunk, 8, 16)).getUint32(0), view(chunk).getUint32(12))
    if (pngKept.has(type)) parts.push(chunk)
    if (type === 'IEND') return joined(parts)
    at += chunk.length
  }
}

// ── JPEG: segments, then coded pixels up to the next marker, perhaps more segments and scans. ──

const startOfScan = 0xda
const endOfImage = 0xd9

function stripJpeg(bytes: Uint8Array, measure: Measure): Uint8Array {
  if (ascii(bytes, 0, 2) !== '\xff\xd8') throw new BrokenPictureError('not a JPEG')
  const parts = [bytes.subarray(0, 2)]
  let isTurnKept = false
  const count = makeCounter()
  for (let at = 2; ; ) {
    count()
    if (byteAt(bytes, at) !== 0xff) throw new BrokenPictureError('a JPEG without a marker where one must stand')
    while (bytes[at + 1] === 0xff) at++ // fill bytes
    const marker = byteAt(bytes, at + 1)
    if (marker === endOfImage) return joined([...parts, bytes.subarray(at, at + 2)])
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      parts.push(bytes.subarray(at, at + 2))
      at += 2
      continue
    }
    const length = view(slice(bytes, at + 2, at + 4)).getUint16(0)
    if (length < 2) throw new BrokenPictureError('a JPEG segment shorter than its length')
    const segment = slice(bytes, at, at + 2 + length)
    if (isFrame(marker)) measure(view(slice(segment, 5, 9)).getUint16(2), view(segment).getUint16(5))
    const kept = keptSegment(segment, marker)
    const turned = marker === 0xe1 && !isTurnKept ? turnOnly(segment) : null
    if (kept) parts.push(kept)
    if (turned) {
      parts.push(turned)
      isTurnKept = true
    }
    at += segment.length
    if (marker !== startOfScan) continue
    const end = endOfScan(bytes, at)
    parts.push(bytes.subarray(at, end))
    at = end
  }
}

/** Whether a segment says how large the picture is: those from C0 to CF that hold no tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** A segment that pixels need, else null. */
function keptSegment(segment: Uint8Array, marker: number): Uint8Array | null {
  const begins = (name: string) => segment.length >= 4 + name.length && ascii(segment, 4, 4 + name.length) === name
  if (marker === 0xfe) return null
  if (marker === 0xe0) return begins('JFIF\0') && segment.length >= 18 ? withoutThumbnail(segment) : null
  if (marker === 0xee) return begins('Adobe') ? segment : null
  return marker > 0xe0 && marker <= 0xef ? null : segment
}

function withoutThumbnail(jfif: Uint8Array): Uint8Array {
  const bare = jfif.slice(0, 18)
  bare.set([0, 16], 2)
  bare.set([0, 0], 16)
  return bare
}

/** Where the coded pixels from `at` on end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, at: number): number {
  for (let found = bytes.indexOf(0xff, at); found >= 0; found = bytes.indexOf(0xff, found + 1)) {
    const next = bytes[found + 1]
    if (next === undefined) break
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return found
  }
  throw new BrokenPictureError('a JPEG whose pixels do not end')
}

/** An EXIF segment that holds only the orientation of the given one; null when the picture is shown as it is. */
function turnOnly(segment: Uint8Array): Uint8Array | null {
  const turn = orientationOf(segment)
  if (turn < 2 || turn > 8) return null
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0]
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0]
  return Uint8Array.from([0xff, 0xe1, 0, 8 + tiff.length, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff])
}

/** EXIF orientation, 1 to 8; 1 for anything that cannot be read, since it is thrown away anyway. */
function orientationOf(segment: Uint8Array): number {
  if (segment.length < 18 || ascii(segment, 4, 10) !== 'Exif\0\0') return 1
  const tiff = view(segment.subarray(10))
  const isLittle = tiff.getUint16(0) === 0x4949
  const first = tiff.getUint32(4, isLittle)
  if (first + 2 > tiff.byteLength) return 1
  const count = tiff.getUint16(first, isLittle)
  for (let entry = first + 2, i = 0; i < count && entry + 12 <= tiff.byteLength; entry += 12, i++)
    if (tiff.getUint16(entry, isLittle) === 0x0112) return tiff.getUint16(entry + 8, isLittle)
  return 1
}

// ── GIF: blocks. Kept are pictures, their timing, and how often an animation repeats. ──

function stripGif(bytes: Uint8Array, measure: Measure): Uint8Array {
  if (!/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) throw new BrokenPictureError('not a GIF')
  let at = 13 + paletteSize(byteAt(bytes, 10))
  const parts = [slice(bytes, 0, at)]
  const count = makeCounter()
  measureGif(bytes, 6, measure)
  for (;;) {
    count()
    const sign = byteAt(bytes, at)
    if (sign === 0x3b) return joined([...parts, bytes.subarray(at, at + 1)])
    if (sign !== 0x21 && sign !== 0x2c) throw new BrokenPictureError('a GIF with an unknown block')
    if (sign === 0x2c) measureGif(bytes, at + 5, measure)
    const data = sign === 0x21 ? at + 2 : at + 11 + paletteSize(byteAt(bytes, at + 9))
    const end = endOfBlocks(bytes, data)
    if (sign === 0x2c || isKeptExtension(bytes, at)) parts.push(bytes.subarray(at, end))
    at = end
  }
}

const measureGif = (bytes: Uint8Array, at: number, measure: Measure) =>
  measure(view(slice(bytes, at, at + 4)).getUint16(0, true), view(slice(bytes, at, at + 4)).getUint16(2, true))

/** Bytes of the palette that a GIF's flags announce. */
const paletteSize = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)

function endOfBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  for (let length = bytes[at]; length; length = bytes[at]) at += 1 + length
  slice(bytes, from, at + 1)
  return at + 1
}

function isKeptExtension(bytes: Uint8Array, at: number): boolean {
  const label = byteAt(bytes, at + 1)
  if (label === 0xf9) return true
  return (
    label === 0xff &&
    byteAt(bytes, at + 2) === 11 &&
    /^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(ascii(bytes, at + 3, at + 14))
  )
}

// ── WebP: chunks in a RIFF file, with flags that say which there are. ──

const webpKept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

function stripWebp(bytes: Uint8Array, measure: Measure): Uint8Array {
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 12) !== 'WEBP') throw new BrokenPictureError('not a WebP')
  const end = 8 + view(bytes).getUint32(4, true)
  slice(bytes, 0, end)
  const parts: Uint8Array[] = []
  let hasPixels = false
  const count = makeCounter()
  for (let at = 12; at < end; ) {
    count()
    const type = ascii(bytes, at, at + 4)
    const length = view(slice(bytes, at + 4, at + 8)).getUint32(0, true)
    const chunk = slice(bytes, at, at + 8 + length)
    measureWebp(type, chunk.subarray(8), measure)
    if (webpKept.has(type)) parts.push(type === 'VP8X' ? withoutFlags(chunk) : chunk)
    if (webpKept.has(type) && length % 2 === 1) parts.push(new Uint8Array(1))
    hasPixels ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF'
    at += chunk.length + (length % 2)
  }
  if (!hasPixels) throw new BrokenPictureError('a WebP without pixels')
  const head = bytes.slice(0, 12)
  const whole = joined([head, ...parts])
  view(whole).setUint32(4, whole.length - 8, true)
  return whole
}

/** Measures what a chunk of a WebP announces: the whole (`VP8X`), a frame of an animation, or coded pixels. */
function measureWebp(type: string, data: Uint8Array, measure: Measure): void {
  const three = (at: number) => byteAt(data, at) + 256 * byteAt(data, at + 1) + 65_536 * byteAt(data, at + 2) + 1
  const two = (at: number) => (byteAt(data, at) + 256 * byteAt(data, at + 1)) & 0x3fff
  if (type === 'VP8X') measure(three(4), three(7))
  if (type === 'ANMF') measure(three(6), three(9))
  if (type === 'VP8 ') measure(two(6), two(8))
  if (type !== 'VP8L') return
  const packed = view(slice(data, 1, 5)).getUint32(0, true)
  measure((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1)
}

/** The head of an extended WebP with its flags for EXIF and XMP cleared. */
function withoutFlags(head: Uint8Array): Uint8Array {
  const cleared = head.slice()
  cleared[8] = byteAt(head, 8) & ~0x0c
  return cleared
}
