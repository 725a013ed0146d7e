import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { crc32, deflateSync } from 'node:zlib'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })

const bytes = (text: string) => Buffer.from(text, 'latin1')
const big32 = (value: number) => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])
const little32 = (value: number) => Buffer.from(big32(value)).reverse()

/** One chunk of a PNG with its checksum. */
export function pngChunk(type: string, data: string | Uint8Array): Uint8Array {
  const body = Buffer.concat([bytes(type), typeof data === 'string' ? bytes(data) : data])
  return Buffer.concat([big32(body.length - 4), body, big32(crc32(body))])
}

/** A PNG of one grey pixel with more chunks after its head. */
export function png(more: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const head = pngChunk('IHDR', Buffer.concat([big32(1), big32(1), Buffer.from([8, 0, 0, 0, 0])]))
  const pixels = pngChunk('IDAT', deflateSync(Buffer.from([0, 128])))
  return new Uint8Array(Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), head, ...more, pixels, pngChunk('IEND', '')]))
}

/** A PNG with a QR code that says `text`. */
export async function qrPicture(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 4 })
  return new Uint8Array(await image!.arrayBuffer())
}

/** A PNG of one pixel in as many empty chunks of pixels as told: small for its size, dear to read. */
export function manyChunks(count: number): Uint8Array {
  const empty = pngChunk('IDAT', '')
  const chunks = Buffer.alloc(count * empty.length)
  for (let n = 0; n < count; n++) chunks.set(empty, n * empty.length)
  return png([chunks])
}

const segment = (marker: number, data: Uint8Array) =>
  Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data])

// A real JPEG of 8 × 8 grey pixels: quantization, frame, Huffman tables with one code each, one scan.
const quantization = segment(0xdb, Buffer.from([0, ...Array(64).fill(1)]))
const frame = segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0]))
const huffman = (kind: number) => segment(0xc4, Buffer.from([kind, 1, ...Array(15).fill(0), 0]))
const scanHead = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]))

/** The parts of `jpegWithPlace` that pixels are made of. */
export const jpegParts = {
  tables: Buffer.concat([quantization, frame, huffman(0x00), huffman(0x10)]),
  scan: Buffer.concat([scanHead, Buffer.from([0x3f, 0xff, 0x00, 0xff, 0xd0, 0x3f, 0xff, 0xd9])]),
}

/** EXIF with a camera's name, an orientation, and a place in degrees, minutes and seconds. */
function exif(orientation: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(220)
  const u16 = (value: number, at: number) => (isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const u32 = (value: number, at: number) => (isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  const entry = (at: number, [tag, type, count]: readonly [number, number, number]) => {
    u16(tag, at)
    u16(type, at + 2)
    u32(count, at + 4)
    return at + 8
  }
  tiff.write(isLittle ? 'II' : 'MM', 0, 'latin1')
  u16(42, 2)
  u32(8, 4)
  u16(3, 8)
  u32(100, entry(10, [0x010f, 2, 14])) // Make
  u16(orientation, entry(22, [0x0112, 3, 1]))
  u32(120, entry(34, [0x8825, 4, 1])) // GPS
  tiff.write('SECRET CAMERA', 100, 'latin1')
  u16(2, 120)
  tiff.write('N', entry(122, [1, 2, 2]), 'latin1')
  u32(160, entry(134, [2, 5, 3]))
  for (const [i, value] of [39, 1, 54, 1, 27, 1].entries()) u32(value, 160 + 4 * i)
  return Buffer.concat([bytes('Exif\0\0'), tiff, bytes('GPS SECRET')])
}

/** A JPEG as a telephone makes it: place, camera, thumbnails, XMP, IPTC, comment, and a second picture after its end. */
export function jpegWithPlace({
  orientation,
  isLittle = false,
}: {
  orientation: number
  isLittle?: boolean
}): Uint8Array {
  const jfif = Buffer.concat([bytes('JFIF\0'), Buffer.from([1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9])])
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      segment(0xe0, jfif),
      segment(0xe0, bytes('JFXX\0SECRET thumbnail')),
      segment(0xe1, exif(orientation, isLittle)),
      segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET')),
      segment(0xe2, bytes('MPF\0SECRET')),
      segment(0xed, bytes('Photoshop 3.0\x008BIM SECRET')),
      segment(0xee, Buffer.concat([bytes('Adobe'), Buffer.from([0, 100, 0, 0, 0, 0, 0])])),
      segment(0xfe, bytes('SECRET comment')),
      jpegParts.tables,
      jpegParts.scan,
      Buffer.from([0xff, 0xd8, 0xff]),
      bytes('SECRET second picture'),
    ]),
  )
}

/** A GIF of one pixel that repeats, with a comment and XMP. */
export function animation(secret: string): Uint8Array {
  const block = (text: string) => Buffer.concat([Buffer.from([text.length]), bytes(text)])
  const xmp = [bytes('\x21\xff'), block('XMP DataXMP'), block(`<x>${secret}</x>`), bytes('\0')]
  return new Uint8Array(
    Buffer.concat([
      bytes('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff'),
      Buffer.concat([bytes('\x21\xff'), block('NETSCAPE2.0'), block('\x01\0\0'), bytes('\0')]),
      Buffer.concat([bytes('\x21\xfe'), block(secret), bytes('\0')]),
      Buffer.concat(xmp),
      bytes('\x21\xf9\x04\0\0\0\0\0'),
      bytes('\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b'),
    ]),
  )
}

/** An extended WebP of one pixel with more chunks at its end; its head announces EXIF and XMP. */
export function webp(more: readonly (readonly [string, string])[]): Uint8Array {
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([bytes(type), little32(data.length), data, Buffer.alloc(data.length % 2)])
  const head = chunk('VP8X', Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  const pixels = chunk('VP8L', Buffer.from([0x2f, 0, 0, 0, 0, 0x88, 0x88, 8]))
  const body = Buffer.concat([bytes('WEBP'), head, pixels, ...more.map(([type, data]) => chunk(type, bytes(data)))])
  return new Uint8Array(Buffer.concat([bytes('RIFF'), little32(body.length), body]))
}
