import type { Kysely } from 'kysely'
import type { Chore } from '../core/chore.ts'
import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import type { Standing } from '../office/reminders/standing.ts'
import type { Database } from './open.ts'
import { type Target, targetsOf } from './people/targets.ts'
import { waitingRow } from './post.ts'
import type { Tables } from './schema.ts'

/** What the planner of standing reminders stands on. */
export interface PlannerParts {
  reminders(): readonly Standing[]
  /** The first time of a reminder after an instant, or null. */
  next(reminder: Standing, after: Date): Date | null
  /** The instant itself, or the end of the reminder's quiet hours. */
  afterQuiet(reminder: Standing, at: Date): Date
  saying(reminder: Standing, who: Target['who'], at: Date): Saying
  ids: Ids
  /** Recipients in one transaction. */
  chunk?: number
  /** Places where a test may stop the process. */
  points?: { beforeRun?(): void; insideChunk?(): void; afterChunk?(): void; beforeEnd?(): void }
}

/** What is planned later than this after its time is recorded as late. */
const punctual = 10 * 60_000
/** Never looked at: to be looked at now. */
const atOnce = new Date(0)
/** Times that were missed longer ago than this are of no interest to anyone. */
const longAgo = 400 * 86_400_000
/** This many of the times that a later one stands for are kept on record. */
const mostKept = 30

/**
 * Turns what is due of the standing reminders into deliveries. Every time of a reminder is planned once: a kill at any point, a second run
 * at the same time, or hours of downtime neither repeat nor lose a recipient.
 */
export function makePlanner(database: Database, parts: PlannerParts): Chore {
  const { db, transact } = database
  /** The next times found before; a reload makes new reminders. */
  const known = new WeakMap<Standing, { upto: number; at: Date | null }>()
  const nextAfter = (reminder: Standing, upto: number) => {
    const before = known.get(reminder)
    if (before?.upto === upto) return before.at
    const at = parts.next(reminder, new Date(upto))
    known.set(reminder, { upto, at })
    return at
  }
  const begin = async (now: Date) => {
    const rows = parts.reminders().map(r => ({ reminder: r.name, upto: now.getTime(), hold: 0 }))
    const found = await cursors()
    const fresh = rows.filter(row => !found.has(row.reminder))
    if (fresh.length === 0) return
    await transact(tx =>
      tx
        .insertInto('reminder_cursor')
        .values(fresh)
        .onConflict(c => c.doNothing())
        .execute(),
    )
  }
  const cursors = async () =>
    new Map((await db.selectFrom('reminder_cursor').selectAll().execute()).map(c => [c.reminder, c]))

  return {
    name: 'reminders',
    begin,
    async nextDue() {
      const reminders = parts.reminders()
      if (reminders.length === 0) return null
      const found = await cursors()
      const dues = reminders.flatMap(reminder => {
        const cursor = found.get(reminder.name)
        if (!cursor) return [atOnce]
        const at = nextAfter(reminder, cursor.upto)
        return at ? [new Date(Math.max(at.getTime(), cursor.hold))] : []
      })
      return dues.length === 0 ? null : dues.reduce((a, b) => (a < b ? a : b))
    },
    async run(now) {
      await begin(now)
      const found = await cursors()
      for (const reminder of parts.reminders()) {
        const { upto, hold } = found.get(reminder.name)!
        if (hold > now.getTime()) continue
        const due = missedUntil(now, at => nextAfter(reminder, at), upto)
        if (due.length > 0) await give(database, parts, { reminder, due, now })
        // All that was missed lies too far back: it counts as over, or it would be due for ever.
        else if (upto < now.getTime() - longAgo) await putForward(database, reminder, now.getTime() - longAgo)
      }
    },
    rewind: now => transact(tx => rewind(tx, now.getTime())),
  }
}

/** What lies ahead is to come again: a time that was given already has its run, and is not given twice; one that was only passed over is. */
async function rewind(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('reminder_run').where('state', '=', 'skipped').where('instant', '>', now).execute()
  await db.updateTable('reminder_cursor').set({ upto: now }).where('upto', '>', now).execute()
  await db.updateTable('reminder_cursor').set({ hold: 0 }).where('hold', '>', now).execute()
}

/** The latest times after `upto` that have come by `now`, in order. */
function missedUntil(now: Date, next: (upto: number) => Date | null, upto: number): Date[] {
  const due: Date[] = []
  const from = Math.max(upto, now.getTime() - longAgo)
  for (let at = next(from); at && at <= now; at = next(at.getTime())) due.push(at)
  return due.slice(-mostKept)
}

interface Giving {
  reminder: Standing
  due: Date[]
  now: Date
}

/** Gives the latest of the times that have come; those before it are only recorded, unless one was begun. */
async function give(database: Database, parts: PlannerParts, { reminder, due, now }: Giving): Promise<void> {
  const quietEnd = parts.afterQuiet(reminder, now)
  if (quietEnd > now) {
    const hold = quietEnd.getTime()
    await database.transact(tx =>
      tx.updateTable('reminder_cursor').set({ hold }).where('reminder', '=', reminder.name).execute(),
    )
    return
  }
  const begun = await database.db
    .selectFrom('reminder_run')
    .select(['instant', 'state'])
    .where('reminder', '=', reminder.name)
    .where('instant', '>=', due[0]!.getTime())
    .execute()
  const stateOf = new Map(begun.map(r => [r.instant, r.state]))
  const last = due.at(-1)!
  const isLate = now.getTime() - last.getTime() > reminder.missed.graceMs
  for (const at of due) {
    const state = stateOf.get(at.getTime())
    if (state === 'planning') await plan(database, parts, { reminder, at, now })
    else if (state !== undefined) continue
    else if (at !== last) await skip(database, { reminder, at, now, reason: 'superseded' })
    else if (isLate && reminder.missed.otherwise === 'skip')
      await skip(database, { reminder, at, now, reason: 'missed' })
    else await plan(database, parts, { reminder, at, now })
  }
  parts.points?.beforeEnd?.()
  await putForward(database, reminder, last.getTime())
}

/** What lies up to an instant is given, or over. */
async function putForward({ transact }: Database, { name }: Standing, upto: number): Promise<void> {
  await transact(tx =>
    tx
      .updateTable('reminder_cursor')
      .set({ upto, hold: 0 })
      .where('reminder', '=', name)
      .where('upto', '<', upto)
      .execute(),
  )
}

interface Time {
  reminder: Standing
  at: Date
  now: Date
}

async function skip(
  { transact }: Database,
  { reminder, at, now, reason }: Time & { reason: 'missed' | 'superseded' },
): Promise<void> {
  await transact(tx => addRun(tx, { ...emptyRun(reminder, at, now), state: 'skipped', reason }))
}

const addRun = (db: Kysely<Tables>, run: Tables['reminder_run']) =>
  db
    .insertInto('reminder_run')
    .values(run)
    .onConflict(c => c.doNothing())
    .execute()

const emptyRun = (reminder: Standing, at: Date, now: Date) => ({
  reminder: reminder.name,
  instant: at.getTime(),
  audience: 0,
  planned: 0,
  unreachable: 0,
  position: '',
  at: now.getTime(),
})

/** Plans one time for everyone it is for, chunk by chunk; what was planned before a kill is passed over. */
async function plan({ db, transact }: Database, parts: PlannerParts, time: Time): Promise<void> {
  const { reminder, at, now } = time
  parts.points?.beforeRun?.()
  const reason = now.getTime() - at.getTime() > punctual ? 'late' : null
  await transact(tx => addRun(tx, { ...emptyRun(reminder, at, now), state: 'planning', reason }))
  const targets = await targetsOf(db, reminder, now.getTime())
  while (await transact(tx => planChunk(tx, parts, { ...time, targets }))) parts.points?.afterChunk?.()
}

/** The next recipients after the run's position. True while there may be more. */
async function planChunk(
  db: Kysely<Tables>,
  parts: PlannerParts,
  { reminder, at, now, targets }: Time & { targets: readonly Target[] },
): Promise<boolean> {
  const run = { reminder: reminder.name, instant: at.getTime() }
  const of = db.selectFrom('reminder_run').select(['state', 'position', 'planned', 'unreachable', 'audience'])
  const row = await of.where('reminder', '=', run.reminder).where('instant', '=', run.instant).executeTakeFirst()
  if (row?.state !== 'planning') return false
  const left = targets.filter(t => t.id > row.position)
  const chunk = left.slice(0, parts.chunk ?? 500)
  const rows = chunk.flatMap(({ id, home, who }) => {
    const key = `reminder:${run.reminder}:${at.toISOString()}:${id}`
    const saying = () => parts.saying(reminder, who, now)
    return home
      ? [
          waitingRow({
            id: parts.ids.next(),
            key,
            of: { matter: 'reminder', about: run.reminder, round: run.instant },
            purpose: 'reminder',
            to: home.to,
            at: now,
            chat: home.chat,
            saying: saying(),
          }),
        ]
      : []
  })
  for (let from = 0; from < rows.length; from += 100)
    await db
      .insertInto('delivery')
      .values(rows.slice(from, from + 100))
      .onConflict(c => c.column('key').doNothing())
      .execute()
  parts.points?.insideChunk?.()
  const isEnd = chunk.length === left.length
  await db
    .updateTable('reminder_run')
    .set({
      state: isEnd ? 'planned' : 'planning',
      position: chunk.at(-1)?.id ?? row.position,
      audience: row.audience + chunk.length,
      planned: row.planned + rows.length,
      unreachable: row.unreachable + chunk.length - rows.length,
    })
    .where('reminder', '=', run.reminder)
    .where('instant', '=', run.instant)
    .execute()
  return !isEnd
}
