import { existsSync } from 'node:fs'

import type { Content } from '../bot/content.ts'
import { loadKept } from '../bot/packed.ts'
import { openKept } from '../content/kept.ts'
import type { Layer } from '../core/content/item.ts'
import { databaseIn } from '../core/folders.ts'
import type { Config } from './config.ts'

type Places = Pick<Config, 'data' | 'built' | 'knowledge' | 'flows' | 'zone' | 'keepDays'>

/**
 * The content of a configuration with the school's own content over it, as it was kept (`built`), if nothing has changed since. `keep` keeps
 * what was read anew; where there is no data folder it does nothing. Throws the problems of content that is wrong.
 */
export const readContentOf = (config: Places, layer: Layer): { content: Content; keep(): void } =>
  loadKept({ ...config, layer }, openKept(config.built))

/** As `readContentOf`, kept at once: for what finds a data folder or needs none. */
export function contentWith(config: Places, layer: Layer): Content {
  const { content, keep } = readContentOf(config, layer)
  keep()
  return content
}

/** As `contentWith`, with the school's own content of the data folder. */
export const contentOf = async (config: Places): Promise<Content> => contentWith(config, await ownContent(config.data))

/** The school's own content that holds in a data folder; nothing where nothing is kept there yet. */
export async function ownContent(data: string): Promise<Layer> {
  if (data === '' || !existsSync(databaseIn(data))) return []
  // Where there is no data nobody waits for what opens it.
  const { openOwnContent } = await import('./own-content.ts')
  return openOwnContent(data)
}
