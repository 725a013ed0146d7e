import { createHash } from 'node:crypto'
import type { Asset, Assets } from '../../src/core/asset.ts'

/** One grey pixel. */
export const samplePicture = {
  url: '/pictures/sample.png',
  bytes: Uint8Array.from(
    Buffer.from(
      '89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63a8070000810080d394534a0000000049454e44ae426082',
      'hex',
    ),
  ),
}

/** A file as certificates are. */
export const sampleFile = {
  url: '/certificates/SAMPL-00001.pdf',
  name: '示例证书.pdf',
  bytes: new Uint8Array(Buffer.from('%PDF-1.4 示例\n%%EOF\n')),
}

/** Assets in memory: the two samples, and pictures that arrived. */
export function sampleAssets(): Assets {
  const kept = new Map<string, Asset>([
    [samplePicture.url, { bytes: samplePicture.bytes, type: 'image/png', name: 'sample.png' }],
    [sampleFile.url, { bytes: sampleFile.bytes, type: 'application/pdf', name: sampleFile.name }],
  ])
  return {
    async keep(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 40)
      const url = `/pictures/${hash}.png`
      kept.set(url, { bytes, type: 'image/png', name: `${hash}.png` })
      return { outcome: 'kept', picture: { url, alt: '', hash } }
    },
    read: async url => kept.get(url) ?? null,
  }
}
