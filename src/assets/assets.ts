import type { Asset, Assets } from '../core/asset.ts'
import { hashIn, type Pictures } from './pictures.ts'
import type { Codes } from './qr.ts'

/** How an address of ours is answered: `null` when it is not this kind of address or nothing is behind it. */
export type Reader = (url: string) => Promise<Asset | null>

const pictureUrl = /^\/pictures\/([a-z0-9-]+\.[a-z]+)$/

/**
 * The assets of a process: kept pictures, and whatever `readers` can make (certificates, reports); `codes` reads the QR codes of what is
 * kept. The first that knows an address answers.
 */
export function makeAssets(
  pictures: Pictures,
  readers: readonly Reader[] = [],
  codes: Pick<Codes, 'read'> = { read: async () => null },
): Assets {
  return {
    async keep(bytes) {
      const name = await pictures.keep(bytes)
      if (name === null) return null
      const code = await codes.read(bytes)
      return { url: `/pictures/${name}`, alt: '', hash: hashIn(name), ...(code === null ? {} : { code }) }
    },
    async read(url) {
      const name = pictureUrl.exec(url)?.[1]
      const found = name === undefined ? null : await pictures.find(name)
      if (found && name !== undefined) return { ...found, name }
      for (const reader of readers) {
        const asset = await reader(url)
        if (asset) return asset
      }
      return null
    },
  }
}
