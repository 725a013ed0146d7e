import { crc32, deflateSync } from 'node:zlib'
import { encode, renderUnicodeCompact } from 'uqr'

/** The code as text for a terminal. */
export const qrText = (content: string) => `${renderUnicodeCompact(content, { border: 2 })}\n`

/** The code as a PNG, `scale` pixels a module. */
export function qrPng(content: string, scale = 8): Buffer {
  const { data, size } = encode(content, { border: 4 })
  const side = size * scale
  const rows = data.map(row => {
    const line = Buffer.alloc(1 + side, 255)
    line[0] = 0
    for (const [n, isDark] of row.entries()) if (isDark) line.fill(0, 1 + n * scale, 1 + (n + 1) * scale)
    return Buffer.concat(Array(scale).fill(line))
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8) // 8 bits of grey
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const body = deflateSync(Buffer.concat(rows))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(data.length, 0)
  typed.copy(framed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}
