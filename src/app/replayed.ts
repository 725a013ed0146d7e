import { makePictures } from '../assets/pictures.ts'
import type { Channel } from '../core/channel.ts'
import type { ManualClock } from '../core/clock.ts'
import { folderIn } from '../core/folders.ts'
import { Secret } from '../core/secret.ts'
import type { Update } from '../core/update.ts'
import { openDatabase } from '../store/open.ts'
import { passTime } from './clockwork/passing.ts'
import type { Config } from './config.ts'
import { contentOf } from './content.ts'
import { type Engine, openEngine } from './engine.ts'
import { keepLiving } from './living.ts'
import type { Log } from './log.ts'
import { systemIds } from './system.ts'

/** Longer than this is not lived through hour by hour. */
const agesMs = 400 * 86_400_000

/** What a replay stands on: its clock is moved from message to message, and what is said goes to the channel. */
export interface ReplayParts {
  clock: ManualClock
  channel: Channel
  log: Log
}

/** The whole bot on a data folder, whose time is that of the messages which it is given. */
export async function openReplay(config: Config, { clock, channel, log }: ReplayParts) {
  const loaded = await contentOf(config)
  const database = await openDatabase(config.data)
  const living = await keepLiving(config, loaded, { database, log })
  // Links of a replay lead nowhere, but they look like those of the bot.
  const secret = config.secret ?? new Secret(systemIds.next())
  const engine = await openEngine({
    ...{ database, content: living.current, clock, ids: systemIds, log, operator: config.operator },
    channels: [channel],
    setting: { publicUrl: config.publicUrl, secret, hearsCrisis: config.hearsCrisis },
    pictures: makePictures(folderIn(config.data, 'pictures')),
    // What is said leaves when its time has come, and not beside the messages.
    ports: { wake() {} },
  })
  await engine.dispatcher.drain()
  return {
    hear: makeHearing(engine, clock),
    async end() {
      await settleOwed(engine, clock)
      await engine.stop(1000)
      await database.close()
    },
  }
}

/** Hears one message after the other, each at its own time; what is due before it happens before it. */
function makeHearing(engine: Engine, clock: ManualClock) {
  const { chores, dispatcher, inbox } = engine
  /** Messages may lie in the past: what is not kept yet counts from the first one on. */
  let isBegun = false
  return async (update: Update): Promise<void> => {
    if (!isBegun) for (const chore of chores) await chore.begin?.(update.at)
    if (isBegun && update.at.getTime() - clock.now().getTime() > agesMs) clock.set(update.at)
    await passTime(engine, clock, update.at)
    isBegun = true
    clock.set(update.at)
    // It was told already. What could not be saved was not taken: the same messages played again hand it over.
    await inbox.update(update).catch(() => undefined)
    await dispatcher.drain()
  }
}

/** What is owed to somebody in danger is saved, or given up. */
async function settleOwed({ rescue, dispatcher }: Engine, clock: ManualClock): Promise<void> {
  for (let due = await rescue.chore.nextDue(clock.now()); due; due = await rescue.chore.nextDue(clock.now())) {
    if (due > clock.now()) clock.set(due)
    await rescue.chore.run(clock.now())
    await dispatcher.drain()
  }
}
