import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BrokenPictureError,
  longestSide,
  mostParts,
  mostPixels,
  type PictureKind,
  stripMetadata,
} from '../../src/assets/strip.ts'
import { animation, jpegParts, jpegWithPlace, manyChunks, png, pngChunk, webp } from '../support/picture.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const whole: Record<PictureKind, Uint8Array> = {
  png: png([pngChunk('tEXt', 'Author\0SECRET'), pngChunk('eXIf', 'SECRET'), pngChunk('iTXt', 'SECRET')]),
  jpg: jpegWithPlace({ orientation: 6 }),
  gif: animation('SECRET'),
  webp: webp([
    ['EXIF', 'SECRET!'],
    ['XMP ', 'SECRET'],
  ]),
}
const kinds = Object.keys(whole) as PictureKind[]

test('a JPEG loses its place, camera, comment, thumbnail, XMP and what follows its end', () => {
  const stripped = text(stripMetadata(jpegWithPlace({ orientation: 1 }), 'jpg'))
  for (const word of ['Exif', 'GPS', 'SECRET', 'Photoshop', 'http://ns.adobe.com', 'MPF'])
    expect(stripped).not.toContain(word)
})

test('a JPEG keeps its pixels byte for byte', () => {
  const { tables, scan } = jpegParts
  const stripped = stripMetadata(jpegWithPlace({ orientation: 1 }), 'jpg')
  expect(text(stripped)).toContain(text(tables))
  expect(text(stripped).endsWith(text(scan))).toBe(true)
})

test('a JPEG that is shown turned keeps only that of its EXIF', () => {
  const stripped = stripMetadata(jpegWithPlace({ orientation: 6 }), 'jpg')
  const at = text(stripped).indexOf('Exif')
  expect([...stripped.subarray(at - 4, at + 32)]).toEqual([
    ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0],
  ])
  expect(text(stripped)).not.toContain('SECRET')
})

test('the turn of a little-endian EXIF is understood too', () => {
  const stripped = text(stripMetadata(jpegWithPlace({ orientation: 8, isLittle: true }), 'jpg'))
  expect(stripped).toContain('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08')
})

test('a JPEG keeps its JFIF head and its Adobe colour transform', () => {
  const stripped = text(stripMetadata(whole.jpg, 'jpg'))
  expect(stripped).toContain('JFIF\0')
  expect(stripped).toContain('Adobe')
})

test('a PNG loses texts, EXIF, time and private chunks, and keeps the rest', () => {
  const time = pngChunk('tIME', '1234567')
  const stripped = stripMetadata(png([pngChunk('tEXt', 'a\0b'), time, pngChunk('caBX', 'SECRET')]), 'png')
  expect(Buffer.from(stripped)).toEqual(Buffer.from(png([])))
})

test('a GIF loses its comment and its XMP and goes on repeating', () => {
  const stripped = text(stripMetadata(whole.gif, 'gif'))
  expect(stripped).not.toContain('SECRET')
  expect(stripped).not.toContain('XMP')
  expect(stripped).toContain('NETSCAPE2.0')
})

test('a WebP loses EXIF and XMP, and its head says so', () => {
  const stripped = stripMetadata(whole.webp, 'webp')
  expect(text(stripped)).not.toMatch(/EXIF|XMP|SECRET/)
  expect(stripped[20]! & 0x0c).toBe(0)
  expect(new DataView(stripped.buffer).getUint32(4, true)).toBe(stripped.length - 8)
})

for (const kind of kinds) {
  test(`what follows the end of a ${kind} is dropped`, () => {
    const longer = Buffer.concat([whole[kind], Buffer.from('SECRET MOVIE')])
    expect(stripMetadata(longer, kind)).toEqual(stripMetadata(whole[kind], kind))
  })

  test(`stripping a ${kind} twice changes nothing more`, () => {
    const once = stripMetadata(whole[kind], kind)
    expect(stripMetadata(once, kind)).toEqual(once)
  })

  test(`a ${kind} cut off anywhere is refused`, () => {
    const end = kind === 'jpg' ? text(whole.jpg).lastIndexOf('\xff\xd9') + 2 : whole[kind].length
    for (let length = 0; length < end; length++)
      expect(() => stripMetadata(whole[kind].subarray(0, length), kind)).toThrow(BrokenPictureError)
  })

  test(`random bytes are never more than a refused ${kind}`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), bytes => strips(bytes, kind)))
  })

  test(`a damaged ${kind} is stripped or refused, never longer and never endless`, () => {
    const damage = fc.array(fc.tuple(fc.nat(whole[kind].length - 1), fc.nat(255)), { maxLength: 8 })
    fc.assert(
      fc.property(damage, places => {
        const bytes = whole[kind].slice()
        for (const [at, value] of places) bytes[at] = value
        strips(bytes, kind)
      }),
      { numRuns: 500 },
    )
  })
}

/** Where each kind announces its width and height, and how. */
const sizes: Record<PictureKind, (bytes: Uint8Array, width: number, height: number) => void> = {
  png(bytes, width, height) {
    Buffer.from(bytes.buffer).writeUInt32BE(width, 16)
    Buffer.from(bytes.buffer).writeUInt32BE(height, 20)
  },
  jpg(bytes, width, height) {
    const at = text(bytes).indexOf('\xff\xc0')
    Buffer.from(bytes.buffer).writeUInt16BE(height, at + 5)
    Buffer.from(bytes.buffer).writeUInt16BE(width, at + 7)
  },
  gif(bytes, width, height) {
    Buffer.from(bytes.buffer).writeUInt16LE(width, 6)
    Buffer.from(bytes.buffer).writeUInt16LE(height, 8)
  },
  webp(bytes, width, height) {
    Buffer.from(bytes.buffer).writeUIntLE(width - 1, 24, 3)
    Buffer.from(bytes.buffer).writeUIntLE(height - 1, 27, 3)
  },
}

for (const kind of kinds)
  test(`a ${kind} that announces too large a side or too many pixels is refused before anything is unpacked`, () => {
    const announced = (width: number, height: number) => {
      const bytes = Uint8Array.from(whole[kind])
      sizes[kind](bytes, width, height)
      return () => stripMetadata(bytes, kind)
    }
    expect(announced(longestSide, 4000)).not.toThrow()
    expect(announced(longestSide + 1, 1)).toThrow(BrokenPictureError)
    expect(announced(1, longestSide + 1)).toThrow(BrokenPictureError)
    expect(announced(10_000, mostPixels / 10_000 + 1)).toThrow(BrokenPictureError)
    expect(() => stripMetadata(whole[kind], kind, 0)).toThrow(BrokenPictureError)
  })

test('frames of animations are measured as well', () => {
  const gif = Uint8Array.from(whole.gif)
  const frame = text(gif).lastIndexOf('\x2c\0\0\0\0\x01')
  Buffer.from(gif.buffer).writeUInt16LE(20_000, frame + 5)
  expect(() => stripMetadata(gif, 'gif')).toThrow(BrokenPictureError)
  const frameOfWebp = webp([['ANMF', `\0\0\0\0\0\0\xff\xff\xff${'\0'.repeat(7)}`]])
  expect(() => stripMetadata(frameOfWebp, 'webp')).toThrow(BrokenPictureError)
})

const hostile: [what: string, kind: PictureKind, bytes: () => Uint8Array][] = [
  ['empty chunks', 'png', () => manyChunks(400_000)],
  ['fill bytes', 'jpg', () => filled([0xff, 0xd8], [0xff])],
  ['stuffed bytes', 'jpg', () => filled([...jpegParts.scan.subarray(0, 10)], [0xff, 0x00], [0xff, 0xd8])],
  ['restart markers', 'jpg', () => filled([0xff, 0xd8], [0xff, 0xd0])],
  [
    'blocks of one byte',
    'gif',
    () => filled([...Buffer.from('GIF89a\x01\0\x01\0\0\0\0\x21\xfe', 'latin1')], [1, 0x2c]),
  ],
  ['empty blocks', 'gif', () => filled([...Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1')], [0x21, 0xfe, 0])],
  ['empty chunks', 'webp', () => manyPieces()],
]

/** Five megabytes of the same few bytes after a beginning. */
function filled(start: readonly number[], unit: readonly number[], before: readonly number[] = []): Uint8Array {
  const bytes = new Uint8Array(5 * 2 ** 20)
  for (let at = 0; at < bytes.length; at += unit.length) bytes.set(unit.slice(0, bytes.length - at), at)
  bytes.set([...before, ...start])
  return bytes
}

function manyPieces(): Uint8Array {
  const bytes = filled([], [...Buffer.from('ICCP\0\0\0\0', 'latin1')])
  bytes.set(Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'))
  Buffer.from(bytes.buffer).writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

for (const [what, kind, bytes] of hostile)
  test(`five megabytes of ${what} in a ${kind} are refused in a moment`, () => {
    const made = bytes()
    const before = process.threadCpuUsage()
    expect(() => stripMetadata(made, kind)).toThrow(BrokenPictureError)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(250)
  })

test('a picture of as many parts as may be is taken', () => {
  expect(stripMetadata(manyChunks(mostParts - 3), 'png').length).toBeGreaterThan(mostParts)
  expect(() => stripMetadata(manyChunks(mostParts - 2), 'png')).toThrow(BrokenPictureError)
})

/** Strips, or refuses with the one error that is allowed. The result has at most a padding byte more. */
function strips(bytes: Uint8Array, kind: PictureKind): void {
  try {
    expect(stripMetadata(bytes, kind).length).toBeLessThanOrEqual(bytes.length + 36)
  } catch (error) {
    expect(error).toBeInstanceOf(BrokenPictureError)
  }
}
