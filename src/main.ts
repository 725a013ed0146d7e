import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { type Content, loadContent, readContent, withOlderFlows } from './bot/content.ts'
import { certificateOf } from './bot/flow/certificate.ts'
import { verdictOn } from './bot/flow/verify.ts'
import { makeDecide } from './bot/turn.ts'
import { makeWebChannel } from './channels/web/channel.ts'
import { sandboxCast } from './channels/web/people.ts'
import { makePictures } from './channels/web/pictures.ts'
import { webRoutes } from './channels/web/routes.ts'
import type { Config } from './config.ts'
import { keepFresh, type Living } from './content/watch.ts'
import type { Channel } from './core/channel.ts'
import { AdjustableClock, type Clock, type Ids } from './core/clock.ts'
import { ProblemsError } from './core/errors.ts'
import { codeIn } from './core/turn.ts'
import type { Update } from './core/update.ts'
import { makeDispatcher } from './delivery/dispatch.ts'
import { certificateRoutes } from './http/certificates.ts'
import { openServer } from './http/server.ts'
import { openPress } from './reports/press.ts'
import { makeFlowVersions } from './store/flow-versions.ts'
import { openDatabase } from './store/open.ts'
import { makeOutbox, releaseClaims } from './store/outbox.ts'
import { purge } from './store/purge.ts'
import { makeRecords } from './store/records.ts'
import { makeSubmissions } from './store/submissions.ts'
import { makeTranscript } from './store/transcript.ts'
import { apologize, dueTimers, makeTurns, removeTimer } from './store/turns.ts'

/** The time of the machine. */
export const systemClock: Clock = { now: () => new Date() }
/** Random ids. */
export const systemIds: Ids = { next: randomUUID }

/** A running bot. */
export interface App {
  /** Where the web chat is. */
  url: string
  stop(): Promise<void>
}

const day = 86_400_000

/** Starts everything: knowledge, database, channels, dispatcher, server. Throws `ProblemsError` when the configuration or the content is wrong. */
export async function startApp(config: Config): Promise<App> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }))
  // Read before anything is opened, so that wrong content leaves no trace.
  const read = loadContent(config)
  const { knowledge } = read
  if (knowledge.school.isSample && config.web !== 'sandbox')
    throw new ProblemsError([
      {
        where: 'knowledge/school.yaml',
        line: null,
        what: '还是示例学校（sample: true），不能给真实的学生用',
        cure: '填好学校的内容，把 sample 改成 false',
      },
    ])
  const clock = new AdjustableClock(systemClock)
  const database = await openDatabase(config.data)
  await releaseClaims(database)
  const versions = makeFlowVersions(database)
  /** Every version of every flow that a session may still run. */
  let known = await versions.all()
  const first = withOlderFlows(read, known)
  await versions.keep(first.flowTexts)
  const living: Living<Content> = keepFresh([config.knowledge, config.flows], first, {
    read: () => {
      known = [...known, ...living.current().flowTexts]
      return readContent(config, known)
    },
    report: (event, detail) =>
      event === 'broken'
        ? log.error({ event: 'content-broken' }, detail)
        : log.info({ event: 'content-reloaded' }, detail),
  })
  await purge(database, new Date(systemClock.now().getTime() - config.keepDays * day))

  const { web: words } = knowledge.phrases
  const sandbox =
    config.web === 'sandbox'
      ? sandboxCast({
          students: words.sandboxStudents,
          counselor: words.sandboxCounselor,
          groups: words.sandboxGroups,
          privateTitle: words.privateTitle,
        })
      : null
  const channel = makeWebChannel({ transcript: makeTranscript(database), clock, sandbox })
  const channels = new Map<string, Channel>([[channel.name, channel]])
  const dispatcher = makeDispatcher(makeOutbox(database), channels, {
    clock: systemClock,
    log: {
      settled: ({ id, chatId }, state, reason) => log.debug({ event: 'delivery', id, chat: chatId, state, reason }),
      defect: (delivery, error) =>
        log.error({ event: 'delivery-defect', id: delivery?.id, chat: delivery?.chatId, err: error }),
    },
  })
  const turns = makeTurns(database, { clock, ids: systemIds, hooks: { onSaved: dispatcher.wake } })
  const decide = makeDecide(living.current, { publicUrl: config.publicUrl })
  await channel.start({
    async update(update: Update) {
      try {
        const outcome = await turns.run(update, decide)
        log.info({ event: 'turn', update: update.id, chat: update.chat.id, outcome })
        return outcome
      } catch (error) {
        // A defect: the turn was rolled back. The person is told once, in private only, and the update counts as seen.
        log.error({ event: 'turn-defect', update: update.id, chat: update.chat.id, err: error })
        await apologize(database, update, {
          text: living.current().knowledge.phrases.broken,
          ids: systemIds,
          at: clock.now(),
        })
        dispatcher.wake()
        return 'done'
      }
    },
  })
  dispatcher.wake()
  let ticking = false
  const everySecond = async () => {
    if (living.refresh() === 'reloaded') await versions.keep(living.current().flowTexts)
    for (const timer of await dueTimers(database, clock.now())) {
      await turns.run(timer.update, decide)
      await removeTimer(database, timer)
    }
    dispatcher.wake()
  }
  const tick = setInterval(() => {
    if (ticking) return
    ticking = true
    everySecond()
      .catch(error => log.error({ event: 'tick-failed', err: error }))
      .finally(() => {
        ticking = false
      })
  }, 1000)
  const sweep = setInterval(() => {
    purge(database, new Date(systemClock.now().getTime() - config.keepDays * day)).catch(error =>
      log.error({ event: 'purge-failed', err: error }),
    )
  }, day / 4)

  const routes = webRoutes({
    channel,
    clock,
    pictures: makePictures(join(config.data, 'pictures')),
    records: makeRecords(database).of,
    words: () => {
      const { phrases, school } = living.current().knowledge
      return {
        school: { name: school.fields.get('school.name')?.value ?? '', isSample: school.isSample },
        botName: phrases.names[0]!,
        rating: { useful: phrases.useful, useless: phrases.useless },
        privateTitle: phrases.web.privateTitle,
        badLink: phrases.web.badLink,
      }
    },
    access: sandbox ? { mode: 'sandbox', sandbox, clock } : { mode: 'signed', secret: config.secret! },
  })
  const press = openPress()
  const submissions = makeSubmissions(database)
  const certificates = certificateRoutes({
    async draw(code) {
      const submission = await submissions.byCode(code)
      const verifyAt = config.publicUrl === null ? null : `${config.publicUrl}/verify/${code}`
      const certificate = submission && certificateOf(living.current(), submission, verifyAt)
      return certificate ? press.draw(certificate, living.current().certificate) : null
    },
    async verify(code) {
      const found = codeIn(code)
      const submission = found === null ? null : await submissions.byCode(found)
      const record = submission?.code ? { ...submission, code: submission.code } : null
      return {
        says: verdictOn(found ?? code, record, living.current()),
        isGenuine: record !== null && record.state !== 'withdrawn',
      }
    },
    words: () => living.current().knowledge.phrases.verifyPage,
  })
  const stopParts = async () => {
    clearInterval(tick)
    clearInterval(sweep)
    await channel.stop()
    await dispatcher.stop(5000)
    await press.close()
    await database.close()
  }
  const fault = (error: unknown) => log.error({ event: 'request-failed', err: error })
  const health = () => [
    {
      name: 'knowledge',
      ok: living.problems().length === 0,
      detail: `${living.current().knowledge.entries.size} entries, ${living.problems().length} problems`,
    },
    { name: 'web', ok: true, detail: config.web },
  ]
  try {
    const server = await openServer({
      host: config.host,
      port: config.port,
      mounts: [routes, certificates],
      health,
      fault,
    })
    log.info({ event: 'started', url: server.url, entries: knowledge.entries.size })
    return {
      url: server.url,
      async stop() {
        await server.close()
        await stopParts()
      },
    }
  } catch (error) {
    await stopParts()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new ProblemsError([
      {
        where: 'FAREWELL_PORT',
        line: null,
        what: `端口 ${config.port} 已经被占用`,
        cure: '停掉占用它的程序，或用 FAREWELL_PORT=3001 换一个',
      },
    ])
  }
}
