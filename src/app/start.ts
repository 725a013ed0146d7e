import type { Logger } from 'pino'
import { makeReading } from '../assets/reading.ts'
import { withCodes } from '../assets/seen.ts'
import { loadContent } from '../bot/content.ts'
import { makeShowing } from '../bot/showing.ts'
import { makeDecide } from '../bot/turn.ts'
import { openChannels } from '../channels/all.ts'
import { makeWebChannel } from '../channels/web/channel.ts'
import type { Assets } from '../core/asset.ts'
import { type Channel, reachOf } from '../core/channel.ts'
import { AdjustableClock } from '../core/clock.ts'
import { folderIn } from '../core/folders.ts'
import { Secret } from '../core/secret.ts'
import { makeDispatcher } from '../delivery/dispatch.ts'
import { confirmRoutes } from '../http/confirm.ts'
import { openServer, type Server } from '../http/server.ts'
import { openPress } from '../reports/press.ts'
import { makeFolder } from '../store/folder.ts'
import { openDatabase } from '../store/open.ts'
import { makeOutbox, releaseClaims, sentLately } from '../store/outbox.ts'
import { beat, lastBeat } from '../store/pulse.ts'
import { saveChannels } from '../store/reach.ts'
import { makeTranscript } from '../store/transcript.ts'
import { makeTurns } from '../store/turns.ts'
import { makeChoreBook } from './book.ts'
import { openCertificates } from './certificates.ts'
import { makeChores } from './chores.ts'
import type { Config } from './config.ts'
import { makeConfirming } from './confirming.ts'
import { healthOf, makeErrorBook } from './health.ts'
import { makeInbox } from './inbox.ts'
import { keepLiving } from './living.ts'
import { openLog } from './log.ts'
import { makeOperator, sendPast } from './operator.ts'
import { openPictures } from './pictures.ts'
import { channelWords, inboxWords, startChannels, storageWords } from './platforms.ts'
import { portRefusal, refuseRealPeople, refuseSamplePeople, refuseSampleSchool } from './refusal.ts'
import { makeRescue } from './rescue.ts'
import { makeRoutine } from './routine.ts'
import { makeStorage, spaceOf } from './storage.ts'
import { systemClock, systemIds } from './system.ts'
import { startTick } from './tick.ts'
import { doorUrlOf, namesOf, openSandbox, openWeb } from './web.ts'

/** A running bot. */
export interface App extends Pick<Server, 'url' | 'routes'> {
  stop(): Promise<void>
}

/** What whoever runs the bot has to look at today. */
const gravest = new Set(['crisis-rescue', 'crisis-lost', 'crisis-nobody-left', 'storage-unsaved', 'disk-low'])

/**
 * Starts everything: knowledge, database, channels, dispatcher, server. Throws `ProblemsError` when the configuration or the content is wrong. `onLog`
 * is given the log as soon as there is one.
 */
export async function startApp(
  config: Config,
  { onLog = () => undefined }: { onLog?(log: Logger): void } = {},
): Promise<App> {
  const errors = makeErrorBook()
  let hearOfFailure: (error: unknown) => void = () => undefined
  const log = openLog(config.logLevel, logged => {
    errors.note(logged, systemClock.now())
    hearOfFailure((logged as { err?: unknown } | null)?.err)
  })
  onLog(log)
  // Read before anything is opened, so that wrong content leaves no trace.
  const loaded = loadContent(config)
  refuseSampleSchool(config, loaded.knowledge)
  const clock = new AdjustableClock(systemClock)
  const database = await openDatabase(config.data)
  makeFolder(folderIn(config.data, 'pictures'))
  await refuseSamplePeople(config, database)
  await refuseRealPeople(config, database)
  const living = await keepLiving(config, loaded, { database, log })
  const content = living.current

  const sandbox = await openSandbox(config, content(), { database, at: systemClock.now() })
  const channel = makeWebChannel({ transcript: makeTranscript(database), clock, sandbox })
  const press = openPress()
  const certificates = openCertificates(database, { content, press, publicUrl: config.publicUrl })
  // Without a secret of the school's own, links hold until the process ends.
  const links = {
    publicUrl: config.publicUrl,
    secret: config.secret ?? new Secret(systemIds.next() + systemIds.next()),
  }
  const pictures = openPictures(config.data, { database, clock })
  const confirming = makeConfirming({
    database,
    content,
    clock,
    ids: systemIds,
    picture: pictures.files.find,
    ...links,
  })
  const read = makeReading(pictures.files, [certificates.reader, confirming.file])
  const assets: Assets = { keep: pictures.keep, read }
  const others = await openChannels(config.channels, {
    assets,
    clock: systemClock,
    data: config.data,
    publicUrl: config.publicUrl,
    log: (event, detail) => log.info({ event, ...detail }),
    words: channelWords(content),
  })
  const channels = new Map<string, Channel>([channel, ...others.channels].map(c => [c.name, c]))
  const idempotent = new Set([...channels.values()].filter(c => c.abilities.has('idempotent')).map(c => c.name))
  await saveChannels(database, channels.values())
  await releaseClaims(database, { now: systemClock.now(), idempotent })
  const dispatcher = makeDispatcher(makeOutbox(database, { idempotent }), channels, {
    clock: systemClock,
    sent: await sentLately(database, systemClock.now()),
    log: {
      settled: ({ id, chatId }, state, reason) => log.debug({ event: 'delivery', id, chat: chatId, state, reason }),
      defect: (delivery, error) =>
        log.error({ event: 'delivery-defect', id: delivery?.id, chat: delivery?.chatId, err: error }),
    },
  })
  const turns = makeTurns(database, { clock, ids: systemIds, hooks: { onSaved: dispatcher.wake } })
  const decide = makeDecide(content, {
    ...links,
    doorUrl: doorUrlOf(config),
    hearsCrisis: config.hearsCrisis,
    reach: reachOf(channels.values()).reach,
  })
  const report = (event: string, detail: Record<string, unknown>) =>
    gravest.has(event) ? log.error({ event, ...detail }) : log.warn({ event, ...detail })
  if (!config.hearsCrisis) log.warn({ event: 'crisis-off' })
  const operator = makeOperator(config.operator, { database, send: sendPast(channels), ids: systemIds, clock })
  const rescue = makeRescue({
    content,
    hearsCrisis: config.hearsCrisis,
    turns,
    clock,
    ids: systemIds,
    send: sendPast(channels),
    log: report,
    recovered: (update, text) => operator.tell(`rescue:${update.id}`, text),
  })

  const showing = makeShowing(content, clock)
  const inbox = makeInbox({
    database,
    turns,
    decide,
    clock,
    ids: systemIds,
    log,
    operator: config.operator,
    words: inboxWords(content),
    rescue,
    look: async update => showing.recall(await withCodes(update, { read, inspector: pictures.inspector })),
    wake: dispatcher.wake,
  })
  await startChannels([...channels.values()], { inbox, log, database, at: systemClock.now() })
  dispatcher.wake()
  const chores = makeChores({
    database,
    turns,
    decide,
    content,
    ids: systemIds,
    pictures: pictures.files,
    ...reachOf(channels.values()),
    operator: config.operator,
    log: report,
    links,
  })
  const book = makeChoreBook(systemClock, (chore, error) => log.error({ event: 'chore-failed', chore, err: error }))
  const storage = makeStorage({
    clock: systemClock,
    beat: () => beat(database, clock.now()),
    space: () => spaceOf(config.data),
    log: report,
    ...storageWords(content, { operator, clock }),
  })
  hearOfFailure = storage.hear
  const besides = { content: living.refresh, rescue: rescue.retry, storage: storage.look }
  const lastLived = await lastBeat(database)
  const everySecond = makeRoutine({ clock, chores, book, lastLived, besides, log: report })
  const tick = startTick(() => everySecond().finally(dispatcher.wake), {
    failed: error => log.error({ event: 'tick-failed', err: error }),
  })

  const stopParts = async () => {
    await tick.stop(5000)
    await Promise.all([...channels.values()].map(c => c.stop()))
    await dispatcher.stop(5000)
    await press.close()
    await pictures.inspector.close()
    await database.close()
  }
  const fault = (error: unknown) => log.error({ event: 'request-failed', err: error })
  const known = () => ({ entries: content().knowledge.entries.size, problems: living.problems() })
  const health = () =>
    healthOf({
      database,
      home: channel,
      channels,
      content: known,
      errors,
      book,
      storage: storage.state,
      now: systemClock.now,
    })
  const web = openWeb(config, { channel, clock, assets, pictures, database, sandbox, content })
  try {
    const server = await openServer({
      host: config.host,
      port: config.port,
      publicUrl: config.publicUrl,
      names: namesOf(config),
      mounts: [web, certificates.routes, confirmRoutes(confirming)],
      webhooks: others.mounts,
      words: () => content().knowledge.phrases.troublePages,
      health,
      fault,
    })
    log.info({ event: 'started', url: server.url, entries: content().knowledge.entries.size })
    return {
      url: server.url,
      routes: server.routes,
      async stop() {
        await server.close()
        await stopParts()
      },
    }
  } catch (error) {
    await stopParts()
    throw portRefusal(error, config.port)
  }
}
