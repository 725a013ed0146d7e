import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Chunk, Found, Occasions, Opening } from '../../office/reminders/planning.ts'
import type { Database } from '../open.ts'
import { targetsOf } from '../people/targets.ts'
import { waitingRow } from '../post.ts'
import type { Tables } from '../schema.ts'
import { locking } from '../sqlite/sql.ts'

interface Time {
  reminder: string
  instant: number
}

/** Where is kept how far standing reminders have come. `insideChunk`: a place where a test may stop the process. */
export function makeOccasions(
  { db, transact }: Database,
  parts: { ids: Ids; insideChunk?: (() => void) | undefined },
): Occasions {
  return {
    async progress() {
      const rows = await db.selectFrom('reminder_cursor').selectAll().execute()
      return new Map(rows.map(({ reminder, upto, hold }) => [reminder, { upto, hold }]))
    },
    async begin(reminders, at) {
      const rows = reminders.map(reminder => ({ reminder, upto: at.getTime(), hold: 0 }))
      await transact(tx =>
        tx
          .insertInto('reminder_cursor')
          .values(rows)
          .onConflict(c => c.doNothing())
          .execute(),
      )
    },
    open: (reminder, now, decide) =>
      transact(async tx => {
        const found = await foundOf(tx, reminder)
        const came = found && decide(found)
        if (came) await save(tx, reminder, { came, now })
        return came
      }),
    hearers: (reminder, at) => targetsOf(db, reminder, at.getTime()),
    give: (time, now, next) => transact(tx => give(tx, time, { now, next, ...parts })),
    async putForward(reminder, upto) {
      await transact(tx => putForward(tx, reminder, upto))
    },
    rewind: now => transact(tx => rewind(tx, now.getTime())),
  }
}

async function foundOf(db: Kysely<Tables>, reminder: string): Promise<Found | null> {
  const cursor = db.selectFrom('reminder_cursor').select(['upto', 'hold']).where('reminder', '=', reminder)
  const progress = await locking(cursor).executeTakeFirst()
  if (!progress) return null
  const times = await db
    .selectFrom('reminder_run')
    .select(['instant', 'state'])
    .where('reminder', '=', reminder)
    .where('instant', '>', progress.upto)
    .execute()
  return { ...progress, states: new Map(times.map(({ instant, state }) => [instant, state])) }
}

async function save(db: Kysely<Tables>, reminder: string, { came, now }: { came: Opening; now: Date }): Promise<void> {
  if (came.is === 'put-off')
    await db.updateTable('reminder_cursor').set({ hold: came.until }).where('reminder', '=', reminder).execute()
  else if (came.is === 'over') await putForward(db, reminder, came.upto)
  else
    for (const time of came.fresh)
      await db
        .insertInto('reminder_run')
        .values({ reminder, ...time, audience: 0, planned: 0, unreachable: 0, position: '', at: now.getTime() })
        .execute()
}

const putForward = (db: Kysely<Tables>, reminder: string, upto: number) =>
  db
    .updateTable('reminder_cursor')
    .set({ upto, hold: 0 })
    .where('reminder', '=', reminder)
    .where('upto', '<', upto)
    .execute()

async function rewind(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('reminder_run').where('state', '=', 'skipped').where('instant', '>', now).execute()
  await db.updateTable('reminder_cursor').set({ upto: now }).where('upto', '>', now).execute()
  await db.updateTable('reminder_cursor').set({ hold: 0 }).where('hold', '>', now).execute()
}

/** The next hearers after the position of a time. True while there may be more. */
async function give(
  db: Kysely<Tables>,
  { reminder, instant }: Time,
  {
    now,
    next,
    ids,
    insideChunk,
  }: { now: Date; next: (after: string) => Chunk; ids: Ids; insideChunk?: (() => void) | undefined },
): Promise<boolean> {
  const all = db.selectFrom('reminder_run').select(['state', 'position', 'planned', 'unreachable', 'audience'])
  const one = all.where('reminder', '=', reminder).where('instant', '=', instant)
  const row = await locking(one).executeTakeFirst()
  if (row?.state !== 'planning') return false
  const { letters, audience, upto, isEnd } = next(row.position)
  await post(db, { reminder, instant }, { letters, now, ids })
  insideChunk?.()
  await db
    .updateTable('reminder_run')
    .set({
      state: isEnd ? 'planned' : 'planning',
      position: upto,
      audience: row.audience + audience,
      planned: row.planned + letters.length,
      unreachable: row.unreachable + audience - letters.length,
    })
    .where('reminder', '=', reminder)
    .where('instant', '=', instant)
    .execute()
  return !isEnd
}

async function post(
  db: Kysely<Tables>,
  { reminder, instant }: Time,
  { letters, now, ids }: { letters: Chunk['letters']; now: Date; ids: Ids },
): Promise<void> {
  const of = { matter: 'reminder', about: reminder, round: instant } as const
  const rows = letters.map(({ id, home: { chat, to }, saying }) => {
    const key = `reminder:${reminder}:${new Date(instant).toISOString()}:${id}`
    return waitingRow({ id: ids.next(), key, of, purpose: 'reminder', to, at: now, chat, saying })
  })
  for (let from = 0; from < rows.length; from += 100)
    await db
      .insertInto('delivery')
      .values(rows.slice(from, from + 100))
      .onConflict(c => c.column('key').doNothing())
      .execute()
}
