import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { until } from '../contract/saying.ts'
import { tempFolder } from '../support/folder.ts'
import { startScript } from '../support/script.ts'
import type { TelegramEmulator } from '../support/telegram/emulator.ts'
import { openWorld, people } from '../support/telegram/harness.ts'

const updates = 9

/** Runs the bot over and over until nothing is left to be fetched; each dies when it has handled `n` new ones. */
async function killedAgainAndAgain(
  world: TelegramEmulator,
  folder: string,
  [point, n]: [string, number],
): Promise<number> {
  for (let kills = 0; kills < 40; kills++) {
    const bot = startScript('telegram/victim.ts', folder, world.url, world.token, point, `${n}`)
    await Promise.race([bot.ended, until(() => world.pending.length === 0, 'all is fetched', 20_000)])
    bot.go()
    const { signal, code, err } = await bot.ended
    if (signal === 'SIGKILL') continue
    if (code !== 0) throw new Error(err)
    return kills
  }
  throw new Error('it never came to its end')
}

test.each<[when: string, point: string, n: number]>([
  ['after an update is saved and before Telegram hears of it', 'saved', 3],
  ['right before an update is saved', 'unsaved', 3],
])(
  'killed %s, the bot handles every update once and in order',
  async (_, point, n) => {
    const world = await openWorld({ limits: null })
    onTestFinished(() => world.hangUp())
    const folder = tempFolder()
    for (let u = 0; u < updates; u++) world.write({ from: people.a, chat: u % 2 === 0 ? 501 : -1001, text: `第${u}句` })
    expect(await killedAgainAndAgain(world, folder, [point, n])).toBeGreaterThan(1)
    const database = await openDatabase(folder)
    onTestFinished(() => database.close())
    const rows = await database.db.selectFrom('delivery').select(['key', 'body']).orderBy('seq').execute()
    expect(rows.map(r => JSON.parse(r.body).text)).toEqual(Array.from({ length: updates }, (_, u) => `第${u}句`))
    expect(new Set(rows.map(r => r.key)).size).toBe(updates)
  },
  120_000,
)
