import type { Kysely } from 'kysely'
import type { Chore } from '../core/chore.ts'
import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import type { Rule } from '../core/reminder.ts'
import { type Home, numberOf } from '../core/roster.ts'
import type { Database } from './open.ts'
import { homesOf, mayWriteFirst } from './people/homes.ts'
import { type Matter, post } from './post.ts'
import type { Tables } from './schema.ts'

/** What the chore of people's own reminders stands on. */
export interface AlarmParts {
  /** Changes with the school's dates, which some reminders go by. */
  content(): object
  next(rule: Rule, after: Date): Date | null
  /** The instant itself, or the end of the quiet hours that it lies in. */
  afterQuiet(at: Date): Date
  saying(
    reminder: { text: string; reply: string | null; due: Date; isOwn: boolean },
    late: { now: Date; lateness: 'in-time' | 'late' | 'missed' },
  ): Saying
  ids: Ids
}

type Row = Tables['reminder']

/** The most reminders in one run; the rest comes in the next. */
const most = 200
/** Up to this a reminder counts as said in time. */
const punctual = 10 * 60_000
/** After this a repeated one is left out, and one that comes once is only reported to its person. */
const grace = 12 * 3_600_000

/**
 * Says people's own reminders when their time has come; each time once. What comes late because nothing ran says so, and waits for quiet
 * hours to end; a time that someone chose within them is kept.
 */
export function makeAlarms({ db, transact }: Database, parts: AlarmParts): Chore {
  let settledFor: object | null = null
  const settle = async () => {
    if (settledFor === parts.content()) return
    settledFor = parts.content()
    await transact(tx => moveWithSchool(tx, parts))
  }
  return {
    name: 'alarms',
    async nextDue() {
      await settle()
      const row = await db
        .selectFrom('reminder')
        .select(eb => eb.fn.min('wake').as('wake'))
        .executeTakeFirst()
      return row?.wake === null || row?.wake === undefined ? null : new Date(Number(row.wake))
    },
    async run(now) {
      await settle()
      await transact(async tx => {
        const due = tx.selectFrom('reminder').selectAll().where('wake', '<=', now.getTime())
        for (const row of await due.orderBy('wake').limit(most).execute()) await ring(tx, parts, row, now)
      })
    },
    rewind: (now, before) =>
      transact(async tx => {
        const ahead = tx.selectFrom('reminder').select(['id', 'rule', 'due']).where('wake', '>', now.getTime())
        for (const { id, rule, due } of await ahead.execute()) {
          const at = againAt(parts, { rule: JSON.parse(rule) as Rule, due }, { now, before })
          await tx.updateTable('reminder').set({ due: at, wake: at }).where('id', '=', id).execute()
        }
      }),
  }
}

/**
 * When a reminder is due, now that the clock is put back: where it was put forward to after `before`, at its next time from now. One that was said
 * already is said under the same key, and so not again.
 */
function againAt(
  { next }: AlarmParts,
  { rule, due }: { rule: Rule; due: number },
  { now, before }: { now: Date; before: Date },
): number {
  if (!repeats(rule) || before <= now || next(rule, before)?.getTime() !== due) return due
  return next(rule, now)?.getTime() ?? due
}

const repeats = (rule: Rule) => rule.on !== 'once' && rule.on !== 'school-date'

/** Reminders that go by a date of the school are due when that says so now. */
async function moveWithSchool(db: Kysely<Tables>, { next }: AlarmParts): Promise<void> {
  const rows = await db.selectFrom('reminder').selectAll().where('rule', 'like', '%"school-date"%').execute()
  for (const { id, rule, due, wake, at, until } of rows) {
    const now = next(JSON.parse(rule) as Rule, new Date(at))?.getTime()
    // While the date is not set there is nothing to say; it is looked at once more when it has run out.
    const dueNow = now ?? until
    if (dueNow !== due && wake === due)
      await db.updateTable('reminder').set({ due: dueNow, wake: dueNow }).where('id', '=', id).execute()
  }
}

/** One reminder whose time has come, within a transaction: said, and put forward or done with. */
async function ring(db: Kysely<Tables>, parts: AlarmParts, row: Row, now: Date): Promise<void> {
  const late = now.getTime() - row.due
  const quietEnd = late > punctual ? parts.afterQuiet(now) : now
  if (quietEnd > now) {
    await db.updateTable('reminder').set({ wake: quietEnd.getTime() }).where('id', '=', row.id).execute()
    return
  }
  const rule = JSON.parse(row.rule) as Rule
  const lateness = late <= punctual ? 'in-time' : late <= grace ? 'late' : 'missed'
  if (row.due >= row.until) await record(db, row, { now, reason: 'ended' })
  else if (repeats(rule) && lateness === 'missed') await record(db, row, { now, reason: 'missed' })
  else await say(db, parts, { row, now, lateness })
  const next = repeats(rule) ? parts.next(rule, now) : null
  if (next === null || next.getTime() > row.until) await db.deleteFrom('reminder').where('id', '=', row.id).execute()
  else
    await db
      .updateTable('reminder')
      .set({ due: next.getTime(), wake: next.getTime() })
      .where('id', '=', row.id)
      .execute()
}

async function say(
  db: Kysely<Tables>,
  parts: AlarmParts,
  { row, now, lateness }: { row: Row; now: Date; lateness: 'in-time' | 'late' | 'missed' },
): Promise<void> {
  const home = await homeFor(db, row, now)
  if (!home) return record(db, row, { now, reason: 'unreachable' })
  const due = new Date(row.due)
  const { text, reply } = row
  const saying = parts.saying({ text, reply, due, isOwn: row.name === null }, { now, lateness })
  const key = `reminder:${row.id}:${due.toISOString()}:${home.handle}`
  const of: Matter = { matter: 'reminder', about: row.id, round: row.due }
  const { handle: to, chat } = home
  await post(db, { id: parts.ids.next(), key, of, chat, purpose: 'reminder', to, saying, at: now })
}

/** Where the person is reached now: where they asked for it while that can be written to, else where else they are; handles change with each login. */
async function homeFor(db: Kysely<Tables>, row: Row, now: Date): Promise<Home | null> {
  const number = numberOf(row.person)
  const numbers = number === null ? [] : [number]
  const homes = (await homesOf(db, { numbers, at: now.getTime() })).get(number ?? '') ?? []
  const found = homes.find(home => home.handle === row.handle) ?? homes[0]
  if (found) return found
  const { handle, channel, chat } = row
  const isOpen = await mayWriteFirst(db, channel)
  return isOpen ? { handle, chat: { id: chat, channel, kind: 'private', title: '' } } : null
}

/** Keeps that a time was not said, without its text. */
async function record(db: Kysely<Tables>, row: Row, { now, reason }: { now: Date; reason: string }): Promise<void> {
  const unreachable = reason === 'unreachable' ? 1 : 0
  const run = { reminder: row.id, instant: row.due, state: 'skipped' as const, reason, audience: 1, planned: 0 }
  await db
    .insertInto('reminder_run')
    .values({ ...run, unreachable, position: '', at: now.getTime() })
    .onConflict(c => c.doNothing())
    .execute()
}
