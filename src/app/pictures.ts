import { openInspector } from '../assets/inspect.ts'
import { makeKeeping } from '../assets/keep.ts'
import { hashIn, makePictures } from '../assets/pictures.ts'
import type { Assets, Viewer } from '../core/asset.ts'
import type { Clock } from '../core/clock.ts'
import { folderIn } from '../core/folders.ts'
import type { Picture } from '../core/update.ts'
import type { Database } from '../store/open.ts'
import { makeHoldings } from '../store/pictures.ts'

/** The pictures of a data folder: how they are kept, and who may see and send them. */
export function openPictures(folder: string, { database, clock }: { database: Database; clock: Clock }) {
  const files = makePictures(folderIn(folder, 'pictures'))
  const inspector = openInspector()
  const holdings = makeHoldings(database)
  const keep: Assets['keep'] = makeKeeping({ pictures: files, inspector, holdings, clock })
  return {
    files,
    inspector,
    keep,
    /** Whether this picture may be shown to someone. */
    maySee: async (name: string, viewer: Viewer): Promise<boolean> => (await holdings.seen([name], viewer)).has(name),
    /** The pictures of a message as they go into it, or null when one does not exist or its sender may not see it. */
    async send(names: readonly string[], viewer: Viewer, holder: string): Promise<Picture[] | null> {
      if (names.length === 0) return []
      const found = await holdings.send(names, viewer, { holder, at: clock.now() })
      for (const name of names) if (!found.has(name) || (await files.size(name)) === null) return null
      return names.map(name => {
        const code = found.get(name)?.code ?? null
        return { url: `/pictures/${name}`, alt: '', hash: hashIn(name), ...(code === null ? {} : { code }) }
      })
    },
  }
}

export type PictureRoom = ReturnType<typeof openPictures>
