import { parseArgs } from 'node:util'
import { machine } from '../bench/measure.ts'
import { audit } from './audit.ts'
import { judgeBytes } from './deeds.ts'
import { startLoad } from './load.ts'
import { faultTable, promiseTable, stories } from './report.ts'
import { letFaultsHappen, type Options, tell } from './rounds.ts'
import { foundTown, type Town } from './town.ts'

const help = `npm run test:outside -- [options]
  --short            what CI runs: about a minute, seven ends of the process
  --kills N          how often the process is ended (default 60)
  --minutes N        goes on until so many minutes are over, instead of counting
  --seed N           the same seed makes the same schedule of faults
  --only kills|disk|clock|all`

function readOptions(): Options | null {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    options: { short: flag, kills: text, minutes: text, seed: text, only: text, help: flag },
  })
  const only = values.only ?? 'all'
  if (values.help || !['kills', 'disk', 'clock', 'all'].includes(only)) return null
  const isShort = values.short === true
  return {
    isShort,
    kills: Number(values.kills ?? (isShort ? 7 : 60)),
    minutes: values.minutes === undefined ? null : Number(values.minutes),
    seed: Number(values.seed ?? Math.floor(Math.random() * 1e6)),
    wants: kind => only === kind || only === 'all',
  }
}

/** Waits until every reminder that was promised is there, or is overdue. */
async function untilDue({ street, bot }: Town): Promise<void> {
  const isThere = () =>
    street.journal.reminders.every(
      ({ client, token }) => client.heard.filter(l => l.from === null && l.text.includes(token)).length > 1,
    )
  const until = bot.goodMs() + 135_000
  while (!isThere() && bot.goodMs() < until) await new Promise(resolve => setTimeout(resolve, 100))
}

/** One run in a town of its own; the exit code says whether everything is as people were told. */
async function run(town: Town, options: Options): Promise<number> {
  const everyMs = options.isShort ? 8000 : 15_000
  const load = startLoad({
    ...town,
    leavers: town.leavers.slice(1),
    leaveEveryMs: everyMs,
    publishEveryMs: everyMs,
    remindEveryMs: options.isShort ? Number.POSITIVE_INFINITY : 90_000,
  })
  const seen = await letFaultsHappen(town, load, options)
  town.name('end')
  await load.finish()
  await untilDue(town)
  tell('everybody has done what they began')
  const { breaches, promises } = await audit(town)
  await town.bot.end('SIGTERM')
  const all = [...breaches, ...judgeBytes(town.school.env.FAREWELL_DATA!, town.street.journal.leavers)]
  console.log(`\n${faultTable(seen, { counts: town.counts, breaches: all })}\n\n${promiseTable(promises)}\n`)
  if (all.length > 0) console.log(`Not as people were told:\n${stories(all)}\n\nLast words:\n${town.bot.lastWords()}`)
  const verdict = all.length === 0 ? 'Everything is as people were told' : `${all.length} breaches`
  console.log(`${verdict}; seed ${options.seed}, ${(performance.now() / 1000).toFixed(0)} s`)
  return all.length === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const options = readOptions()
  if (!options) {
    console.log(help)
    return 2
  }
  console.log(`seed ${options.seed}; ${machine()}`)
  const people = options.isShort ? { residents: 24, leavers: 4 } : { residents: 36, leavers: 30 }
  const town = await foundTown({
    ...people,
    seed: options.seed,
    disk: options.wants('disk'),
    clock: options.wants('clock'),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void town.close().finally(() => process.exit(1)))
  tell('everybody has been answered in calm')
  try {
    return await run(town, options)
  } finally {
    await town.close()
  }
}

process.exitCode = await main()
