import { parseArgs } from 'node:util'
import { machine } from '../bench/measure.ts'
import { audit } from './audit.ts'
import { judgeBytes } from './deeds.ts'
import { type Disk, limitFiles, scheduleOf } from './faults.ts'
import { blame, type Load, startLoad } from './load.ts'
import { faultTable, promiseTable, type Seen, stories } from './report.ts'
import { foundTown, type Town } from './town.ts'
import { endAndStart, fillDisk, moveClock, type Scene } from './trials.ts'

const help = `npm run test:outside -- [options]
  --short            what CI runs: about a minute
  --kills N          how often the process is ended (default 60, short 8)
  --minutes N        goes on until so many minutes are over, instead of counting
  --seed N           the same seed makes the same schedule of faults
  --only kills|disk|clock|all`

/** How a run goes on. */
interface Options {
  isShort: boolean
  kills: number
  minutes: number | null
  seed: number
  only: string
}

/** Kills from one filling of the disk and moving of the clock to the next. */
const killsInRound = 25

function readOptions(): Options | null {
  const number = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean' },
      kills: number,
      minutes: number,
      seed: number,
      only: number,
      help: { type: 'boolean' },
    },
  })
  const only = values.only ?? 'all'
  if (values.help || !['kills', 'disk', 'clock', 'all'].includes(only)) return null
  const isShort = values.short === true
  const kills = Number(values.kills ?? (isShort ? 8 : 60))
  const minutes = values.minutes === undefined ? null : Number(values.minutes)
  return { isShort, kills, minutes, only, seed: Number(values.seed ?? Math.floor(Math.random() * 1e6)) }
}

/** Says how far it is. */
const tell = (what: string) => console.log(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${what}`)

/** Counts what happens to a bot and how it comes back. */
function makeSeen() {
  const seen = new Map<string, Seen>()
  return {
    seen,
    note(kind: string, back?: number) {
      const found = seen.get(kind) ?? { faults: 0, back: [] }
      seen.set(kind, { faults: found.faults + 1, back: [...found.back, ...(back === undefined ? [] : [back])] })
    },
  }
}

/** The disks that can be filled here; says aloud what cannot. */
function disksOf({ disk, bot }: Town): Disk[] {
  const limit = limitFiles(bot)
  if (!disk)
    console.log('SKIPPED: a small disk of its own, which only root may mount; files that may not grow stand for it')
  if (!limit) console.log('SKIPPED: files that may not grow (no prlimit here)')
  return [...(disk ? [disk] : []), ...(limit ? [limit] : [])]
}

/** Lets faults happen until it is enough. */
async function rounds(town: Town, load: Load, options: Options, { note }: ReturnType<typeof makeSeen>): Promise<void> {
  const { bot, clock } = town
  const scene = sceneOf(town, load)
  const wants = (what: string) => options.only === what || options.only === 'all'
  const disks = wants('disk') ? disksOf(town) : []
  if (wants('clock') && !clock)
    console.log('SKIPPED: moving the clock (Debian’s package faketime is not installed here)')
  const until = options.minutes === null ? null : performance.now() + options.minutes * 60_000
  const isOver = (done: number) => (until === null ? done >= options.kills : performance.now() > until)
  const schedule = scheduleOf(options.seed, until === null ? options.kills : 10_000)
  for (let done = 0, round = 0; round === 0 || (wants('kills') && !isOver(done)); round++) {
    for (let n = 0; wants('kills') && n < killsInRound && !isOver(done); n++) {
      const kill = schedule[done++]!
      // The last one of a round wakes up with a clock that can be moved.
      if (clock && (n + 1 === killsInRound || isOver(done))) town.liveByClock()
      note(kill.kind, await endAndStart(scene, kill))
      if (done % 10 === 0 || isOver(done)) tell(`the process has ended ${done} times`)
    }
    const filled = options.isShort ? disks.slice(0, 1) : disks
    for (const disk of filled) {
      await fillDisk(scene, disk)
      note(`disk: ${disk.name}`)
      tell(`${disk.name}, and free again`)
    }
    if (!wants('clock') || !clock) continue
    if (options.only === 'clock') {
      town.liveByClock()
      await bot.end('SIGTERM')
      await bot.start()
    }
    // Two minutes of waiting are enough once: later rounds take them in one step.
    const isShort = options.isShort || round > 0
    await moveClock(scene, clock, { isShort }).catch(error => blame(town.street, town.clerk, error))
    for (const kind of ['clock, an hour back', 'clock, forward', 'clock, an hour back']) note(kind)
    tell('the clock was moved back, forward and back')
  }
}

function sceneOf(town: Town, load: Load): Scene {
  const told = () => town.counts.get(town.street.during()) ?? { taken: 0, refused: 0 }
  return { ...town, load, told: () => ({ ...told() }) }
}

/** Waits until every reminder that was promised is due and some seconds over, or all are there. */
async function untilDue({ street, bot }: Town): Promise<void> {
  const isThere = () =>
    street.journal.reminders.every(
      ({ client, token }) => client.heard.filter(l => l.from === null && l.text.includes(token)).length > 1,
    )
  const until = bot.goodMs() + 135_000
  while (!isThere() && bot.goodMs() < until) await new Promise(resolve => setTimeout(resolve, 100))
}

async function main(): Promise<number> {
  const options = readOptions()
  if (!options) {
    console.log(help)
    return 2
  }
  console.log(`seed ${options.seed}; ${machine()}`)
  const every = options.isShort ? 8000 : 15_000
  const leavers = options.isShort ? 4 : 30
  const wants = (what: string) => [what, 'all'].includes(options.only)
  const town = await foundTown({
    ...options,
    residents: options.isShort ? 24 : 36,
    leavers,
    disk: wants('disk'),
    clock: wants('clock'),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void town.close().finally(() => process.exit(1)))
  try {
    tell('everybody has been answered in calm')
    const load = startLoad({
      ...town,
      leavers: town.leavers.slice(1),
      leaveEveryMs: every,
      publishEveryMs: every,
      remindEveryMs: options.isShort ? Number.POSITIVE_INFINITY : 90_000,
    })
    const seen = makeSeen()
    await rounds(town, load, options, seen)
    town.name('end')
    await load.finish()
    await untilDue(town)
    tell('everybody has done what they began')
    const { breaches, promises } = await audit(town)
    await town.bot.end('SIGTERM')
    const all = [...breaches, ...judgeBytes(town.school.env.FAREWELL_DATA!, town.street.journal.leavers)]
    console.log(`\n${faultTable(seen.seen, { counts: town.counts, breaches: all })}\n\n${promiseTable(promises)}\n`)
    if (all.length > 0)
      console.log(`Not as people were told:\n${stories(all)}\n\nThe bot's last words:\n${town.bot.lastWords()}`)
    console.log(
      `${all.length === 0 ? 'Everything is as people were told' : `${all.length} breaches`}; ${(performance.now() / 1000).toFixed(0)} s`,
    )
    return all.length === 0 ? 0 : 1
  } finally {
    await town.close()
  }
}

process.exitCode = await main()
