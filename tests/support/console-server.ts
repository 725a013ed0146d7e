import { readConfig } from '../../src/app/config.ts'
import { openConsole } from '../../src/app/console.ts'
import { openPictures } from '../../src/app/pictures.ts'
import { type Content, withOwnContent } from '../../src/bot/content.ts'
import { openServer } from '../../src/http/server.ts'
import { openPress } from '../../src/reports/press.ts'
import { layerIn } from '../../src/store/content/versions.ts'
import { openDatabase } from '../../src/store/open.ts'
import { SettableClock } from './clock.ts'
import { wayInOf } from './desk.ts'

let drawn = 0
const ids = { next: () => `served-${String(++drawn * 7901).padStart(20, '3')}` }

/** The console of a data folder behind the real server, at a pretended time; what is saved of the content is in force at once. `wayIn` is an address that lets somebody in once. */
export async function serveConsole(folder: string, { content: first, now }: { content: Content; now: Date }) {
  const clock = new SettableClock(now)
  const database = await openDatabase(folder)
  const config = readConfig({})
  let inForce = first
  const content = () => inForce
  database.followContent(async () => {
    inForce = withOwnContent(inForce, await layerIn(database.db))
  })
  const pictures = openPictures(folder, { database, clock })
  const press = openPress()
  const console = openConsole(config, {
    database,
    clock,
    ids,
    content,
    links: { publicUrl: null, secret: null },
    pictures,
    press,
    channels: () => [],
  })
  const errors: unknown[] = []
  const server = await openServer({
    ...{ host: '127.0.0.1', port: 0, publicUrl: null, names: null, mounts: [console], webhooks: [] },
    words: () => content().knowledge.phrases.troublePages,
    health: async () => ({ state: 'well', parts: [], waiting: [], chores: [], errors: [] }),
    fault: error => void errors.push(error),
  })
  return {
    url: server.url,
    database,
    clock,
    content,
    errors,
    wayIn: async (number: string) => server.url + (await wayInOf(database, { number, now: clock.now(), ids })),
    async close() {
      await server.close()
      await pictures.inspector.close()
      await database.close()
    },
  }
}
