import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Chunk, Found, Occasions, Opening } from '../../office/reminders/occasions.ts'
import { cardsSoFar, keepCards } from '../cards/cards.ts'
import { caretakersOf } from '../cases/caretakers.ts'
import { recordReads } from '../desk/records.ts'
import type { Database } from '../open.ts'
import { rosterReads } from '../people/reads.ts'
import { personOf } from '../people/roster.ts'
import { staffRows } from '../people/staff.ts'
import { targetsOf } from '../people/targets.ts'
import { post as postOne, waitingRow } from '../post.ts'
import { readsIn } from '../reads.ts'
import type { Tables } from '../schema.ts'
import { locking } from '../sqlite/sql.ts'
import { changesIn } from './changes.ts'

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
    changes: since => changesIn(db, since.getTime()),
    open: (reminder, { now, since }, decide) =>
      transact(async tx => {
        const found = await foundOf(tx, reminder, since.getTime())
        const came = found && decide(found)
        if (came) await save(tx, reminder, { came, now })
        return came
      }),
    hearers: (reminder, at) => targetsOf(db, reminder, at.getTime()),
    ...ofStaff({ db, transact }, parts.ids),
    cards: at => cardsSoFar(db, at.getTime()),
    reads: at => readsIn(db, at),
    give: (time, now, next) => transact(tx => give(tx, time, { now, next, ...parts })),
    putForward: (reminder, upto, moved) =>
      transact(async tx => {
        await putForward(tx, reminder, upto)
        if (moved.length > 0) await finishMoves(tx, reminder, moved)
      }),
    rewind: now => transact(tx => rewind(tx, now.getTime())),
  }
}

/** What the planner asks and tells of staff. */
const ofStaff = (
  { db, transact }: Pick<Database, 'db' | 'transact'>,
  ids: Ids,
): Pick<Occasions, 'recorded' | 'caretakers' | 'tell'> => ({
  recorded: async flow => ({
    records: await recordReads(db).records([flow]),
    classes: await rosterReads(db, 0).classes([{ of: 'school' }]),
    staff: (await staffRows(db).execute()).map(personOf),
  }),
  caretakers: (unit, at) => caretakersOf(db, unit, { at: at.getTime() }),
  tell: (letters, now) =>
    transact(async tx => {
      for (const { key, home, saying } of letters)
        await postOne(tx, {
          ...home,
          to: home.handle,
          id: ids.next(),
          key,
          purpose: 'reminder',
          saying,
          at: now,
        })
    }),
})

async function foundOf(db: Kysely<Tables>, reminder: string, since: number): Promise<Found | null> {
  const cursor = db.selectFrom('reminder_cursor').select(['upto', 'hold']).where('reminder', '=', reminder)
  const progress = await locking(cursor).executeTakeFirst()
  if (!progress) return null
  const changes = await changesIn(db, since)
  // A time that was moved may be given long after the others.
  const moved = changes.flatMap(c => (c.is === 'move' && c.reminder === reminder ? [c.instant] : []))
  const times = await db
    .selectFrom('reminder_run')
    .select(['instant', 'state'])
    .where('reminder', '=', reminder)
    .where(eb => eb.or([eb('instant', '>', progress.upto), eb('instant', 'in', [...moved, 0])]))
    .execute()
  return { ...progress, states: new Map(times.map(({ instant, state }) => [instant, state])), changes }
}

async function save(db: Kysely<Tables>, reminder: string, { came, now }: { came: Opening; now: Date }): Promise<void> {
  if (came.is === 'put-off')
    await db.updateTable('reminder_cursor').set({ hold: came.until }).where('reminder', '=', reminder).execute()
  else if (came.is === 'over') await putForward(db, reminder, came.upto)
  else
    for (const time of came.fresh)
      await db
        .insertInto('reminder_run')
        .values({ reminder, ...time, ...nobodyYet, at: now.getTime() })
        .execute()
}

const nobodyYet = { audience: 0, planned: 0, unreachable: 0, held: 0, position: '' }

const putForward = (db: Kysely<Tables>, reminder: string, upto: number) =>
  db
    .updateTable('reminder_cursor')
    .set({ upto, hold: 0 })
    .where('reminder', '=', reminder)
    .where('upto', '<', upto)
    .execute()

/** These times of a reminder have come when they were moved to. */
async function finishMoves(db: Kysely<Tables>, reminder: string, moved: readonly number[]): Promise<void> {
  await db
    .updateTable('reminder_change')
    .set({ is_done: 1 })
    .where('kind', '=', 'move')
    .where('reminder', '=', reminder)
    .where('instant', 'in', [...moved])
    .execute()
}

/** What was moved comes when it was moved to, wherever its own time lies. */
async function rewindMoves(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .deleteFrom('reminder_run')
    .where('state', '=', 'skipped')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('reminder_change')
          .select('id')
          .where('kind', '=', 'move')
          .where('until', '>', now)
          .whereRef('reminder_change.reminder', '=', 'reminder_run.reminder')
          .whereRef('reminder_change.instant', '=', 'reminder_run.instant'),
      ),
    )
    .execute()
  await db
    .updateTable('reminder_change')
    .set({ is_done: 0 })
    .where('kind', '=', 'move')
    .where('until', '>', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('reminder_run')
            .select('state')
            .whereRef('reminder_run.reminder', '=', 'reminder_change.reminder')
            .whereRef('reminder_run.instant', '=', 'reminder_change.instant'),
        ),
      ),
    )
    .execute()
}

async function rewind(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('reminder_run').where('state', '=', 'skipped').where('instant', '>', now).execute()
  await rewindMoves(db, now)
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
  const all = db.selectFrom('reminder_run').select(['state', 'position', 'planned', 'unreachable', 'held', 'audience'])
  const one = all.where('reminder', '=', reminder).where('instant', '=', instant)
  const row = await locking(one).executeTakeFirst()
  if (row?.state !== 'planning') return false
  const { letters, audience, held, upto, isEnd } = next(row.position)
  await post(db, { reminder, instant }, { letters, now, ids })
  insideChunk?.()
  await db
    .updateTable('reminder_run')
    .set({
      state: isEnd ? 'planned' : 'planning',
      position: upto,
      audience: row.audience + audience,
      planned: row.planned + letters.length,
      held: row.held + held,
      unreachable: row.unreachable + audience - held - letters.length,
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
  const cards = letters.flatMap(({ id, story }) => (story === undefined ? [] : [{ number: id, story }]))
  await keepCards(db, cards, now.getTime())
}
