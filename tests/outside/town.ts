import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { seeded } from '../bench/measure.ts'
import { walkInCalm } from './calm.ts'
import { type Client, type Ground, openClient } from './client.ts'
import type { Street } from './errands.ts'
import { type Disk, findClock, type MovableClock, mountDisk } from './faults.ts'
import { openJournal } from './journal.ts'
import { type Bot, freePort, prepareBot } from './process.ts'
import { makeReference, type Reference } from './reference.ts'
import { enrol, makeSchool, type School } from './school.ts'
import { readWords } from './words.ts'

/** A bot that runs, a school that uses it, and the people at their pages. */
export interface Town {
  folder: string
  school: School
  bot: Bot
  reference: Reference
  street: Street
  residents: Client[]
  /** The first has left before the faults begin. */
  leavers: Client[]
  /** Staff with errands of their own, and one who has none. */
  staff: Client[]
  clerk: Client
  questions: string[]
  /** Null where it cannot be had here. */
  disk: Disk | null
  clock: MovableClock | null
  /** Counts of what the pages were told, by what happened meanwhile. */
  counts: Map<string, Counts>
  shown(): number
  name(kind: string): void
  /** From the next start on the process lives by the movable clock. */
  liveByClock(): void
  close(): Promise<void>
}

/** What pages were told. */
export interface Counts {
  taken: number
  refused: number
}

/** How large it is and what may happen to it. */
export interface Plan {
  seed: number
  residents: number
  leavers: number
  /** Whether the disk and the clock will be needed. */
  disk: boolean
  clock: boolean
}

const root = resolve(import.meta.dirname, '../..')
/** How long the bot may take for an answer while it could serve. */
const patienceMs = 30_000

/** Founds the school, starts the bot and walks every errand once in calm. */
export async function foundTown(plan: Plan): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-outside-'))
  process.chdir(folder) // a command must not find somebody's own `.env`
  const school = await makeSchool(folder, { ...plan, port: await freePort() })
  const disk = plan.disk ? mountDisk(school.env.FAREWELL_DATA!) : null
  const clock = plan.clock ? findClock(folder) : null
  let livesByClock = false
  const bot = prepareBot(school.env, { folder, preload: () => (livesByClock && clock ? clock.env : {}) })
  const close = async () => {
    bot.abandon()
    disk?.close()
    process.chdir(root)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const ground = makeGround(bot, plan.seed)
    const people = await settle(school, { folder, bot, ground })
    const reference = ground.ground.reference
    const street: Street = {
      words: readWords(root),
      journal: openJournal(),
      draw: seeded(plan.seed + 1),
      during: ground.during,
      className: school.className,
      unasked: ground.unasked,
      zone: school.env.FAREWELL_ZONE!,
    }
    const [clerk, ...staff] = people.staff as [Client, ...Client[]]
    const everybody = [...people.residents, ...people.leavers, ...people.staff]
    const pilots = { residents: people.residents, leaver: people.leavers[0]!, clerk }
    const questions = await walkInCalm(everybody, pilots, { street, reference, questions: someQuestions() })
    ground.endCalm()
    return {
      folder,
      school,
      bot,
      reference,
      street,
      residents: people.residents,
      leavers: people.leavers,
      staff,
      clerk,
      questions,
      disk,
      clock,
      counts: ground.counts,
      shown: ground.shown,
      name: ground.name,
      liveByClock() {
        livesByClock = true
      },
      async close() {
        for (const client of everybody) client.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What all clients share, and how what they are told is counted. */
function makeGround(bot: Bot, seed: number) {
  const draw = seeded(seed + 2)
  const counts = new Map<string, Counts>()
  const unasked = new Set<string>()
  let kind = 'calm'
  let isCalm = true
  let shown = 0
  const now = () => {
    const found = counts.get(kind) ?? { taken: 0, refused: 0 }
    counts.set(kind, found)
    return found
  }
  const ground: Ground = {
    bot,
    unasked,
    reference: makeReference(),
    patienceMs,
    during: () => kind,
    isCalm: () => isCalm,
    shown: () => shown++,
    repeats: () => !isCalm && draw() < 0.05,
    answered(status) {
      if (status === 200) now().taken++
      else if (status >= 500) now().refused++
    },
  }
  return {
    ground,
    counts,
    unasked,
    during: ground.during,
    shown: () => shown,
    name(next: string) {
      kind = next
    },
    endCalm() {
      isCalm = false
    },
  }
}

/** Enrols everybody, starts the bot, and opens everybody's page. */
async function settle(
  school: School,
  { folder, bot, ground }: { folder: string; bot: Bot; ground: ReturnType<typeof makeGround> },
) {
  await enrol(folder, school)
  await bot.start()
  const open = (role: string) =>
    Promise.all(school.people.filter(p => p.role === role).map(p => openClient(p, ground.ground)))
  return { residents: await open('resident'), leavers: await open('leaver'), staff: await open('staff') }
}

/** A few questions of different subjects, of those with which the search is measured. */
function someQuestions(): string[] {
  const lines = readFileSync(join(root, 'tests/content/questions.tsv'), 'utf8').split('\n')
  const byEntry = new Map(
    lines.flatMap(line =>
      /^[^#].*\tcheckout-|^[^#].*\tleav/.test(line) ? [line.split('\t').reverse() as [string, string]] : [],
    ),
  )
  return [...byEntry.values()].slice(0, 6)
}
