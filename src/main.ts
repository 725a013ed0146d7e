import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { schedule } from 'node-cron'
import { type LogFn, type Logger, pino } from 'pino'
import { makeAssets, type Reader } from './assets/assets.ts'
import { makePictures } from './assets/pictures.ts'
import { openCodes } from './assets/qr.ts'
import { withCodes } from './assets/seen.ts'
import { type Content, loadContent, readContent, withOlderFlows } from './bot/content.ts'
import { certificateOf } from './bot/flow/certificate.ts'
import { verdictOn } from './bot/flow/verify.ts'
import { makeDecide } from './bot/turn.ts'
import { openChannels } from './channels/all.ts'
import { makeWebChannel } from './channels/web/channel.ts'
import { signDoor } from './channels/web/door.ts'
import { sandboxCast } from './channels/web/people.ts'
import { webRoutes } from './channels/web/routes.ts'
import { makeChores, runChores } from './chores.ts'
import type { Config } from './config.ts'
import { makeConfirming } from './confirming.ts'
import { keepFresh, type Living } from './content/watch.ts'
import { type Channel, reachOf } from './core/channel.ts'
import { AdjustableClock, type Clock, type Ids } from './core/clock.ts'
import { ProblemsError } from './core/errors.ts'
import { Secret } from './core/secret.ts'
import { codeIn } from './core/turn.ts'
import type { Inbox } from './core/update.ts'
import { makeDispatcher } from './delivery/dispatch.ts'
import { healthOf, makeErrorBook } from './health.ts'
import { certificateRoutes } from './http/certificates.ts'
import { confirmRoutes } from './http/confirm.ts'
import { openServer } from './http/server.ts'
import { makeInbox } from './inbox.ts'
import { fill } from './knowledge/phrases.ts'
import { openPress } from './reports/press.ts'
import { makeRescue } from './rescue.ts'
import { sampleRoster } from './roster/sample.ts'
import { makeDoors } from './store/doors.ts'
import { makeFlowVersions } from './store/flow-versions.ts'
import { keepKnownGroups } from './store/known.ts'
import { tellOperator } from './store/notices.ts'
import { openDatabase } from './store/open.ts'
import { makeOutbox, releaseClaims, sentLately } from './store/outbox.ts'
import { samplePeople } from './store/people.ts'
import { purge } from './store/purge.ts'
import { saveChannels } from './store/reach.ts'
import { makeRecords } from './store/records.ts'
import { seedSample } from './store/sample.ts'
import { makeSubmissions } from './store/submissions.ts'
import { makeTranscript } from './store/transcript.ts'
import { makeTurns } from './store/turns.ts'

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
/** What whoever runs the bot has to look at today. */
const gravest = new Set(['crisis-rescue', 'crisis-lost', 'crisis-nobody-left'])

/** Starts everything: knowledge, database, channels, dispatcher, server. Throws `ProblemsError` when the configuration or the content is wrong. */
export async function startApp(config: Config): Promise<App> {
  const errors = makeErrorBook()
  const log = openLog(config.logLevel, logged => errors.note(logged, systemClock.now()))
  // Read before anything is opened, so that wrong content leaves no trace.
  const read = loadContent(config)
  const { knowledge } = read
  if (knowledge.school.isSample && isReal(config))
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
  if (isReal(config) && (await samplePeople(database)).length > 0) {
    await database.close()
    throw new ProblemsError([
      {
        where: config.data,
        line: null,
        what: '名册里还有演示用的示例同学，不能接真实的渠道',
        cure: '用 --data 换一个数据目录，或用 farewell roster import 名单.xlsx --apply 换成学校的名册',
      },
    ])
  }
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
          college: words.sandboxCollege,
          groups: words.sandboxGroups,
          privateTitle: words.privateTitle,
        })
      : null
  if (sandbox)
    await seedSample(database, sampleRoster(sandbox, living.current().rosterWords.sample), {
      channel: 'web',
      at: systemClock.now(),
    })
  const channel = makeWebChannel({ transcript: makeTranscript(database), clock, sandbox })
  const press = openPress()
  const submissions = makeSubmissions(database)
  const draw = async (code: string) => {
    const submission = await submissions.byCode(code)
    const verifyAt = config.publicUrl === null ? null : `${config.publicUrl}/verify/${code}`
    const certificate = submission && certificateOf(living.current(), submission, verifyAt)
    return certificate ? press.draw(certificate, living.current().certificate) : null
  }
  // Without a secret of the school's own, links hold until the process ends.
  const links = {
    publicUrl: config.publicUrl,
    secret: config.secret ?? new Secret(systemIds.next() + systemIds.next()),
  }
  const confirming = makeConfirming({ database, content: () => living.current(), clock, ids: systemIds, ...links })
  const codes = openCodes()
  const assets = makeAssets(
    makePictures(join(config.data, 'pictures')),
    [certificateReader(draw), confirming.file],
    codes,
  )
  const others = openChannels(config.channels, {
    assets,
    clock: systemClock,
    data: config.data,
    publicUrl: config.publicUrl,
    log: (event, detail) => log.info({ event, ...detail }),
    words: () => {
      const { useful, useless, menuCommands } = living.current().knowledge.phrases
      return { rating: [useful, useless], commands: menuCommands }
    },
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
  const decide = makeDecide(living.current, {
    ...links,
    doorUrl: doorUrlOf(config),
    hearsCrisis: config.hearsCrisis,
    reach: reachOf(channels.values()).reach,
  })
  const report = (event: string, detail: Record<string, unknown>) =>
    gravest.has(event) ? log.error({ event, ...detail }) : log.warn({ event, ...detail })
  if (!config.hearsCrisis) log.warn({ event: 'crisis-off' })
  const rescue = makeRescue({
    content: living.current,
    hearsCrisis: config.hearsCrisis,
    turns,
    clock,
    ids: systemIds,
    send: async delivery =>
      (await channels.get(delivery.channel)?.send(delivery, AbortSignal.timeout(10_000))) ?? {
        outcome: 'refused',
        reason: 'unknown-chat',
      },
    log: report,
    async recovered(update, text) {
      const saying = { text, choices: [], images: [], rateable: false }
      const what = { operator: config.operator, about: '', key: `rescue:${update.id}`, saying }
      await tellOperator(database, what, { ids: systemIds, at: clock.now() })
    },
  })

  const inbox = makeInbox({
    database,
    turns,
    decide,
    clock,
    ids: systemIds,
    log,
    operator: config.operator,
    words: {
      broken: () => living.current().knowledge.phrases.broken,
      notice: ({ channel: name, kind, detail, picture }) => ({
        text: fill(living.current().knowledge.phrases.channelNotices[kind], { channel: name, detail }),
        choices: [],
        images: picture ? [picture] : [],
        rateable: false,
      }),
    },
    rescue,
    look: update => withCodes(update, { assets, codes }),
    wake: dispatcher.wake,
  })
  await keepKnownGroups(
    database,
    [...channels.values()].flatMap(c => c.groups ?? []),
    systemClock.now(),
  )
  await Promise.all([...channels.values()].map(c => startChannel(c, { inbox, log })))
  dispatcher.wake()
  const { operator } = config
  const chores = makeChores({
    database,
    turns,
    decide,
    content: living.current,
    ids: systemIds,
    ...reachOf(channels.values()),
    operator,
    log: report,
    links,
  })
  const everySecond = async () => {
    if (living.refresh() === 'reloaded') await versions.keep(living.current().flowTexts)
    await runChores(chores, clock.now(), (chore, error) =>
      log.error({ event: 'chore-failed', chore: chore.name, err: error }),
    )
    await rescue.retry()
    dispatcher.wake()
  }
  // node-cron only ticks; what is due is in the database, so a missed tick is made up for by the next.
  const tick = schedule(
    '* * * * * *',
    () => everySecond().catch(error => log.error({ event: 'tick-failed', err: error })),
    { noOverlap: true },
  )
  const sweep = setInterval(() => {
    purge(database, new Date(systemClock.now().getTime() - config.keepDays * day)).catch(error =>
      log.error({ event: 'purge-failed', err: error }),
    )
  }, day / 4)

  const routes = webRoutes({
    channel,
    clock,
    assets,
    records: makeRecords(database).of,
    openDoor: makeDoors(database).open,
    words: () => {
      const { phrases, school } = living.current().knowledge
      return {
        school: { name: school.fields.get('school.name')?.value ?? '', isSample: school.isSample },
        botName: phrases.names[0]!,
        rating: { useful: phrases.useful, useless: phrases.useless },
        privateTitle: phrases.web.privateTitle,
        badLink: phrases.web.badLink,
        door: phrases.doorPage,
      }
    },
    access: sandbox ? { mode: 'sandbox', sandbox, clock } : { mode: 'signed', secret: config.secret! },
  })
  const certificates = certificateRoutes({
    draw,
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
    await tick.destroy()
    clearInterval(sweep)
    await Promise.all([...channels.values()].map(c => c.stop()))
    await dispatcher.stop(5000)
    await press.close()
    await codes.close()
    await database.close()
  }
  const fault = (error: unknown) => log.error({ event: 'request-failed', err: error })
  const content = () => ({ entries: living.current().knowledge.entries.size, problems: living.problems() })
  const health = () => healthOf({ database, home: channel, channels, content, errors })
  try {
    const server = await openServer({
      host: config.host,
      port: config.port,
      mounts: [routes, certificates, confirmRoutes(confirming), ...others.mounts],
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

/** How one-time links look, where the web can be reached from outside and links are signed. */
function doorUrlOf({ publicUrl, secret, web }: Config): ((id: string) => string) | null {
  if (publicUrl === null || secret === null || web !== 'signed') return null
  return id => `${publicUrl}/go/${signDoor(id, secret)}`
}

/** Whether people other than whoever tries it out can write to the bot. */
function isReal({ web, channels }: Config): boolean {
  return web !== 'sandbox' || Object.keys(channels).length > 0
}

/** Reports to the standard error; `noted` hears of every error. */
function openLog(level: Config['logLevel'], noted: (logged: unknown) => void): Logger {
  const hooks = {
    logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn, at: number) {
      if (at >= 50) noted(args[0])
      method.apply(this, args)
    },
  }
  return pino({ level, base: null, hooks }, pino.destination({ dest: 2, sync: true }))
}

const startPatienceMs = 10_000

/** Starts a channel; one that cannot, or not soon, against its promise, is logged and does not stop the others. */
async function startChannel(channel: Channel, { inbox, log }: { inbox: Inbox; log: Logger }): Promise<void> {
  const failed = (error: unknown) => log.error({ event: 'channel-start-failed', channel: channel.name, err: error })
  const started = channel.start(inbox).catch(failed)
  const slow = new Promise<void>(resolve => setTimeout(resolve, startPatienceMs).unref())
  await Promise.race([started, slow])
}

/** Certificates by their addresses, for channels that upload them. */
function certificateReader(draw: (code: string) => Promise<{ png: Uint8Array; pdf: Uint8Array } | null>): Reader {
  return async url => {
    const [, code, kind] = /^\/certificates\/([0-9A-Z]{5}-[0-9A-Z]{5})\.(png|pdf)$/.exec(url) ?? []
    const pictures = code === undefined ? null : await draw(code)
    if (!pictures) return null
    return kind === 'png'
      ? { bytes: pictures.png, type: 'image/png', name: `${code}.png` }
      : { bytes: pictures.pdf, type: 'application/pdf', name: `${code}.pdf` }
  }
}
