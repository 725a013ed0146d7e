import { join } from 'node:path'
import type { Content } from '../bot/content.ts'
import { loadKept } from '../bot/packed.ts'
import { openKept } from '../content/kept.ts'
import { folderIn } from '../core/folders.ts'
import type { Config } from './config.ts'

type Places = Pick<Config, 'data' | 'knowledge' | 'flows' | 'zone' | 'keepDays'>

/**
 * The content of a configuration, as it was kept in the data folder, if nothing has changed since. `keep` keeps what was read anew; where there is no
 * data folder it does nothing. Throws the problems of content that is wrong.
 */
export const readContentOf = (config: Places): { content: Content; keep(): void } =>
  loadKept(config, openKept(join(folderIn(config.data, 'built'), 'content')))

/** As `readContentOf`, kept at once: for what finds a data folder or needs none. */
export function contentOf(config: Places): Content {
  const { content, keep } = readContentOf(config)
  keep()
  return content
}
