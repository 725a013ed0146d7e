import { makeReading } from '../assets/reading.ts'
import { withCodes } from '../assets/seen.ts'
import type { Content } from '../bot/content.ts'
import { openChannels } from '../channels/all.ts'
import { makeWebChannel } from '../channels/web/channel.ts'
import type { Assets } from '../core/asset.ts'
import { AdjustableClock } from '../core/clock.ts'
import { folderIn } from '../core/folders.ts'
import { Secret } from '../core/secret.ts'
import { confirmRoutes } from '../http/confirm.ts'
import { openServer, type Server } from '../http/server.ts'
import { openPress } from '../reports/press.ts'
import { openDatabase } from '../store/open.ts'
import { makeFolder } from '../store/sqlite/folder.ts'
import { makeTranscript } from '../store/transcript.ts'
import { openCertificates } from './certificates.ts'
import { type Pulse, startPulse } from './clockwork/pulse.ts'
import type { Config } from './config.ts'
import { makeConfirming } from './confirming.ts'
import { deskUrlOf, openConsole } from './console.ts'
import { ownContent, readContentOf } from './content.ts'
import { type Engine, openEngine } from './engine.ts'
import { healthOf, makeErrorBook } from './health.ts'
import { keepLiving } from './living.ts'
import { type Log, openLog } from './log.ts'
import { modelPart, openModelService, refuseUntriedModel } from './model/opening.ts'
import { openPictures } from './pictures.ts'
import { channelWords, startChannels } from './platforms.ts'
import { portRefusal, refuseRealPeople, refuseSamplePeople, refuseSampleSchool } from './refusal.ts'
import { systemClock, systemIds } from './system.ts'
import { namesOf, oneTimeUrlOf, openSandbox, openWeb } from './web.ts'
import { refuseBrokenConsole } from './whole.ts'

/** A running bot. */
export interface App extends Pick<Server, 'url' | 'routes'> {
  stop(): Promise<void>
}

/**
 * Starts everything: knowledge, database, channels, the engine, server. Throws `ProblemsError` when the configuration or the content is wrong. `onLog`
 * is given the log as soon as there is one.
 */
export async function startApp(
  config: Config,
  { onLog = () => undefined }: { onLog?(log: ReturnType<typeof openLog>): void } = {},
): Promise<App> {
  const record = openRecord(config)
  onLog(record.log)
  // Read before anything is opened, so that wrong content leaves no trace.
  const { content: loaded, keep } = readContentOf(config, await ownContent(config.data))
  refuseBrokenConsole(loaded)
  refuseSampleSchool(config, loaded.knowledge)
  refuseUntriedModel(config)
  const ground = await openGround(config, loaded, record)
  const rooms = await openRooms(config, ground)
  const engine = await openBot(config, ground, rooms)
  if (!config.hearsCrisis) record.log.warn({ event: 'crisis-off' })
  await startChannels([...engine.channels.values()], { ...ground, inbox: engine.inbox, at: systemClock.now() })
  engine.dispatcher.wake()
  const pulse = await startPulse(config, engine, ground)
  record.heard = pulse.storage.hear

  const stopParts = async () => {
    await pulse.stop(5000)
    await engine.stop(5000)
    await rooms.close()
    await ground.database.close()
  }
  try {
    const server = await serve(config, { ...ground, ...rooms, engine, pulse, record })
    keep()
    record.log.info({ event: 'started', url: server.url, entries: loaded.knowledge.entries.size })
    return { url: server.url, routes: server.routes, stop: () => server.close().then(stopParts) }
  } catch (error) {
    await stopParts()
    throw portRefusal(error, config.port)
  }
}

/** The log, the book of its errors, and who hears of what failed. */
function openRecord({ logLevel }: Config) {
  const record = { errors: makeErrorBook(), heard: (_: unknown): void => undefined }
  const log = openLog(logLevel, logged => {
    record.errors.note(logged, systemClock.now())
    record.heard((logged as { err?: unknown } | null)?.err)
  })
  return Object.assign(record, { log })
}

/** What everything stands on. */
type Ground = Awaited<ReturnType<typeof openGround>>

/** Opens the data and refuses what does not go together; the content lives from here on. */
async function openGround(config: Config, loaded: Content, { log }: { log: Log }) {
  const database = await openDatabase(config.data)
  makeFolder(folderIn(config.data, 'pictures'))
  await refuseSamplePeople(config, database)
  await refuseRealPeople(config, database)
  const living = await keepLiving(config, loaded, { database, log })
  // Without a secret of the school's own, links hold until the process ends.
  const secret = config.secret ?? new Secret(systemIds.next() + systemIds.next())
  const links = { publicUrl: config.publicUrl, deskUrl: deskUrlOf(config), secret }
  return { database, living, content: living.current, links, log, clock: new AdjustableClock(systemClock) }
}

/** Where people come in, and what is shown and printed for them. */
type Rooms = Awaited<ReturnType<typeof openRooms>>

async function openRooms(config: Config, { database, content, links, log, clock }: Ground) {
  const sandbox = await openSandbox(config, content(), { database, at: systemClock.now() })
  const home = makeWebChannel({ transcript: makeTranscript(database), clock, sandbox })
  const press = openPress()
  const certificates = openCertificates(database, { content, press, publicUrl: config.publicUrl })
  const pictures = openPictures(config.data, { database, clock })
  const own = { database, content, clock, ids: systemIds }
  const confirming = makeConfirming({ ...own, picture: pictures.files.find, ...links })
  const assets: Assets = {
    keep: pictures.keep,
    read: makeReading(pictures.files, [certificates.reader, confirming.file]),
  }
  const others = await openChannels(config.channels, {
    assets,
    clock: systemClock,
    data: config.data,
    publicUrl: config.publicUrl,
    log: (event, detail) => log.info({ event, ...detail }),
    words: channelWords(content),
  })
  const close = async () => {
    await press.close()
    await pictures.inspector.close()
  }
  const model = openModelService(config, { clock: systemClock, log })
  return { model, sandbox, home, press, certificates, pictures, confirming, assets, others, close }
}

/** The bot itself, on the channels of this process. */
function openBot(
  config: Config,
  { database, content, clock, links, log }: Ground,
  { home, others, pictures, model, assets: { read } }: Rooms,
): Promise<Engine> {
  return openEngine({
    ...{ database, content, clock, log, ids: systemIds, operator: config.operator },
    channels: [home, ...others.channels],
    // What the sandbox's people pretend of the date is none of the platforms' business.
    sendingClock: systemClock,
    setting: { ...links, oneTimeUrl: oneTimeUrlOf(config), hearsCrisis: config.hearsCrisis },
    pictures: pictures.files,
    model,
    look: update => withCodes(update, { read, inspector: pictures.inspector }),
  })
}

type Served = Ground & Rooms & { engine: Engine; pulse: Pulse; record: ReturnType<typeof openRecord> }

/** The server with everything behind it. */
function serve(config: Config, parts: Served): Promise<Server> {
  const { database, clock, home, living, content, engine, pulse, record, certificates, confirming, others, log } = parts
  const { links, pictures, press } = parts
  const known = () => ({ entries: content().knowledge.entries.size, problems: living.problems() })
  const { book, storage } = pulse
  const health = () =>
    healthOf({
      ...{ database, home, channels: engine.channels, content: known, errors: record.errors, book },
      storage: () => storage.state(),
      besides: () => (parts.model ? [modelPart(parts.model)] : []),
      now: systemClock.now,
    })
  const channels = () => engine.channels.values()
  const own = { database, clock, ids: systemIds, content }
  const desk = openConsole(config, { ...own, channels, links, pictures, press })
  return openServer({
    host: config.host,
    port: config.port,
    publicUrl: config.publicUrl,
    names: namesOf(config),
    mounts: [openWeb(config, { ...parts, channel: home }), certificates.routes, confirmRoutes(confirming), desk],
    webhooks: others.mounts,
    words: () => content().knowledge.phrases.troublePages,
    health,
    fault: error => log.error({ event: 'request-failed', err: error }),
  })
}
