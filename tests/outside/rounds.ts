import { type Disk, type Kill, limitFiles, type MovableClock, scheduleOf } from './faults.ts'
import { blame, type Load } from './load.ts'
import type { Seen } from './report.ts'
import type { Town } from './town.ts'
import { endAndStart, fillDisk, moveClock, type Scene } from './trials.ts'

/** How a run goes on. */
export interface Options {
  isShort: boolean
  kills: number
  /** When set, it goes on until so many minutes are over instead of counting. */
  minutes: number | null
  seed: number
  /** Whether faults of this kind are wanted. */
  wants(kind: 'kills' | 'disk' | 'clock'): boolean
}

/** Says how far a run is. */
export const tell = (what: string) => console.log(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${what}`)

/** Kills from one filling of the disk and moving of the clock to the next. */
const killsInRound = 25

/** Lets faults happen until it is enough; returns how often each did, and how long the process took to come back. */
export async function letFaultsHappen(town: Town, load: Load, options: Options): Promise<Map<string, Seen>> {
  const told = () => ({ taken: 0, refused: 0, ...town.counts.get(town.street.during()) })
  const scene: Scene = { ...town, load, told }
  const seen = new Map<string, Seen>()
  const note = (kind: string, back: number[] = []) => {
    const before = seen.get(kind) ?? { faults: 0, back: [] }
    seen.set(kind, { faults: before.faults + 1, back: [...before.back, ...back] })
  }
  const disks = options.wants('disk') ? disksOf(town) : []
  const clock = options.wants('clock') ? clockOf(town) : null
  const rest = killsFor(options)
  for (let round = 0; round === 0 || rest.goesOn; round++) {
    for (let n = 0; n < killsInRound && rest.next !== null; n++) {
      const kill = rest.take()
      // The last one of a round wakes up with a clock that can be moved.
      if (clock && (n + 1 === killsInRound || rest.next === null)) town.liveByClock()
      note(kill.kind, [await endAndStart(scene, kill)])
      if (rest.done % 10 === 0 || rest.next === null) tell(`the process has ended ${rest.done} times`)
    }
    let isWell = Promise.resolve()
    for (const disk of options.isShort ? disks.slice(0, 1) : disks) {
      await isWell
      isWell = (await fillDisk(scene, disk)).isWell
      note(`disk: ${disk.name}`)
      tell(`${disk.name}, and free again`)
    }
    if (clock) {
      if (!options.wants('kills')) await wakeWithClock(town)
      // Two minutes of waiting are enough once: later rounds take them in one step.
      const moved = moveClock(scene, clock, { isShort: options.isShort || round > 0 })
      await moved.catch(error => blame(town.street, town.clerk, error))
      for (const kind of ['clock, an hour back', 'clock, forward', 'clock, an hour back']) note(kind)
      tell('the clock was moved back, forward and back')
    }
    await isWell
  }
  return seen
}

/** The schedule as it is used up: by count, or by time. */
function killsFor({ wants, seed, kills, minutes }: Options) {
  const count = !wants('kills') ? 0 : minutes === null ? kills : 10_000
  const schedule = scheduleOf(seed, count)
  const until = minutes === null ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000
  let done = 0
  return {
    get done() {
      return done
    },
    /** The next end of the process; null when it is enough. */
    get next(): Kill | null {
      return performance.now() > until ? null : (schedule[done] ?? null)
    },
    /** Whether there is another round. */
    get goesOn(): boolean {
      return this.next !== null || (minutes !== null && performance.now() < until)
    },
    take: (): Kill => schedule[done++]!,
  }
}

/** The disks that can be filled here; says aloud what cannot. */
function disksOf({ disk, bot }: Town): Disk[] {
  const limit = limitFiles(bot)
  if (!disk) console.log('SKIPPED: a small disk, which only root may mount; files that may not grow stand for it')
  if (!limit) console.log('SKIPPED: files that may not grow (there is no prlimit here)')
  return [...(disk ? [disk] : []), ...(limit ? [limit] : [])]
}

function clockOf({ clock }: Town): MovableClock | null {
  if (!clock) console.log('SKIPPED: moving the clock (the Debian package faketime is not installed here)')
  return clock
}

async function wakeWithClock({ bot, liveByClock }: Town): Promise<void> {
  liveByClock()
  await bot.end('SIGTERM')
  await bot.start()
}
