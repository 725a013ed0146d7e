import type { Asset, Assets } from '../core/asset.ts'
import type { Pictures } from './pictures.ts'

/** How an address of ours is answered: `null` when it is not this kind of address or nothing is behind it. */
export type AssetReader = (url: string) => Promise<Asset | null>

const pictureUrl = /^\/pictures\/([a-z0-9-]+\.[a-z]+)$/

/** What addresses of ours stand for: kept pictures, and whatever `readers` can make (certificates, reports). The first that knows one answers. */
export function makeReading(pictures: Pick<Pictures, 'find'>, readers: readonly AssetReader[] = []): Assets['read'] {
  return async url => {
    const name = pictureUrl.exec(url)?.[1]
    const found = name === undefined ? null : await pictures.find(name)
    if (found && name !== undefined) return { ...found, name }
    for (const reader of readers) {
      const asset = await reader(url)
      if (asset) return asset
    }
    return null
  }
}
