import { inflateRawSync } from 'node:zlib'

/** What a workbook may unpack to, all its parts together: a list of 200,000 people with many columns has less. */
const mostUnpacked = 300 * 1024 * 1024

const endOfDirectory = Buffer.from('PK\x05\x06', 'latin1')

/** Whether a zip file unpacks to more than a list ever does. What it says of itself is not believed: every part is unpacked up to the limit. */
export function isOverfull(bytes: Uint8Array, most = mostUnpacked): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = most
  for (const { isPacked, content } of partsOf(file)) {
    const size = isPacked ? sizeOf(content, left) : content.length
    if (size === null || size > left) return true
    left -= size
  }
  return false
}

/** The parts that the directory at the end of a zip file names; none where it is damaged, which the reader of workbooks says itself. */
function* partsOf(file: Buffer): Generator<{ isPacked: boolean; content: Buffer }> {
  const end = file.lastIndexOf(endOfDirectory)
  if (end < 0 || end + 22 > file.length) return
  let at = file.readUInt32LE(end + 16)
  for (let n = file.readUInt16LE(end + 10); n > 0 && at + 46 <= file.length; n--) {
    const size = file.readUInt32LE(at + 20)
    const local = file.readUInt32LE(at + 42)
    if (local + 30 > file.length) return
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    yield { isPacked: file.readUInt16LE(local + 8) !== 0, content: file.subarray(from, from + size) }
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
}

/** How long a part is, or null where it is longer than `most`; a part that is damaged counts for nothing. */
function sizeOf(content: Buffer, most: number): number | null {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, most) }).length
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? null : 0
  }
}
