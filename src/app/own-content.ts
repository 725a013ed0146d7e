import type { Layer } from '../core/content/item.ts'
import { layerIn } from '../store/content/versions.ts'
import { openDatabase } from '../store/open.ts'

/** The school's own content that holds in a data folder, read beside a bot that may be running on it. */
export async function openOwnContent(data: string): Promise<Layer> {
  const database = await openDatabase(data, { shared: true })
  try {
    return await layerIn(database.db)
  } finally {
    await database.close()
  }
}
