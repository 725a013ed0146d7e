import { silence } from '../../src/bot/context.ts'
import { type Clock, ManualClock } from '../../src/core/clock.ts'
import type { Saying } from '../../src/core/delivery.ts'
import type { DeskReads } from '../../src/core/desk.ts'
import type { Decide, Effect, Turn, Turns } from '../../src/core/turn.ts'
import type { Update } from '../../src/core/update.ts'
import type { Outbox } from '../../src/delivery/outbox.ts'
import { deskReads } from '../../src/store/desk.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { makeOutbox, releaseClaims } from '../../src/store/outbox.ts'
import { retain } from '../../src/store/retention.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { apologize, makeTurns } from '../../src/store/turns.ts'
import { fixtureKnowledge } from './fixture.ts'

export const noon = new Date('2026-06-10T04:00:00Z')
export const after = (ms: number) => new Date(noon.getTime() + ms)

/** Everything that a database keeps, behind the ports of the rooms that need it. */
export interface Store {
  database: Database
  turns: Turns
  outbox: Outbox
  transcript: ReturnType<typeof makeTranscript>
  desk: DeskReads
  apologize(update: Update, text: string): Promise<void>
  releaseClaims(): Promise<void>
  retain(now: Date): Promise<void>
  close(): Promise<void>
}

/** How to open one. `newId` names deliveries; `shared` opens beside another that holds the folder. */
export interface OpenOptions {
  clock?: Clock
  newId?: () => string
  shared?: boolean
}

export type OpenStore = (folder: string, options?: OpenOptions) => Promise<Store>

const { retention } = fixtureKnowledge()
let count = 0

/** A store on SQLite in a folder. */
export const openSqliteStore: OpenStore = async (folder, options = {}) => {
  const { clock = new ManualClock(noon), newId = () => `id-${++count}`, shared = false } = options
  const database = await openDatabase(folder, { shared })
  const ids = { next: newId }
  return {
    database,
    turns: makeTurns(database, { clock, ids }),
    outbox: makeOutbox(database, { claimer: newId() }),
    transcript: makeTranscript(database),
    desk: deskReads(database.db, clock.now().getTime()),
    apologize: (update, text) => apologize(database, update, { text, ids, at: clock.now() }),
    releaseClaims: () => releaseClaims(database, { now: clock.now() }),
    retain: now => retain(database, { days: retention.days, at: now.getTime() }),
    close: () => database.close(),
  }
}

/** Something to say. */
export const aSaying = (text: string): Saying => ({ text, choices: [], images: [], rateable: false })

/** The effect of saying it to whoever wrote. */
export const say = (text: string): Effect => ({ do: 'say', toPerson: true, saying: aSaying(text) })

/** The effect of having all one's data deleted. */
export const forgetting: Effect = { do: 'forget', scope: 'all', erased: '（已删除）', requests: [] }

/** Decides on these effects and changes what is remembered as told. */
export const deciding =
  (effects: Effect[], remember: (turn: Turn) => Partial<Turn> = () => ({})): Decide =>
  turn => {
    const { session, chat, memory } = { ...turn, ...remember(turn) }
    return { effects, verdict: silence.verdict, session, chat, memory }
  }
