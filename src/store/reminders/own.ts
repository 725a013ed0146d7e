import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { Rule } from '../../core/reminder.ts'
import { type Belonging, type Home, nowhere, numberOfOwner } from '../../core/roster.ts'
import type { OwnReminder, OwnReminders, OwnTimes, Rung, Unsaid } from '../../office/reminders/ringing.ts'
import type { Database } from '../open.ts'
import { belongings } from '../people/belonging.ts'
import { homesOf, mayWriteFirst } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { locking } from '../sqlite/sql.ts'

type Row = Tables['reminder']

/** Where people's own reminders are kept, in the database. */
export function makeOwnReminders({ db, transact }: Database, { ids }: { ids: Ids }): OwnReminders {
  return {
    async firstWake() {
      const row = await db
        .selectFrom('reminder')
        .select(eb => eb.fn.min('wake').as('wake'))
        .executeTakeFirst()
      return row?.wake === null || row?.wake === undefined ? null : new Date(Number(row.wake))
    },
    async due(now, most) {
      const due = db.selectFrom('reminder').select('id').where('wake', '<=', now.getTime())
      return (await due.orderBy('wake').limit(most).execute()).map(row => row.id)
    },
    ring: (id, now, decide) =>
      transact(async tx => {
        const waiting = tx.selectFrom('reminder').selectAll().where('id', '=', id).where('wake', '<=', now.getTime())
        const row = await locking(waiting).executeTakeFirst()
        if (row) await save(tx, row, { came: decide(await found(tx, row, now)), now, ids })
      }),
    move: (which, decide) =>
      transact(async tx => {
        const all = tx.selectFrom('reminder').selectAll()
        const those =
          which === 'by-school-date'
            ? all.where('rule', 'like', '%"school-date"%')
            : all.where('wake', '>', which.after.getTime())
        const rows = await those.execute()
        const whose = await belongings(
          tx,
          rows.flatMap(row => numberOfOwner(row.person) ?? []),
        )
        for (const row of rows) {
          const due = decide(timesOf(row, whose))
          if (due !== null) await put(tx, row, { due, wake: due })
        }
      }),
  }
}

const timesOf = ({ id, rule, due, wake, until, at, person }: Row, whose: ReadonlyMap<string, Belonging>): OwnTimes => ({
  whose: whose.get(numberOfOwner(person) ?? '') ?? nowhere,
  id,
  rule: JSON.parse(rule) as Rule,
  due,
  wake,
  until,
  at,
})

async function found(db: Kysely<Tables>, row: Row, now: Date): Promise<OwnReminder> {
  const { text, reply, name, person, handle, channel, chat } = row
  const number = numberOfOwner(person)
  const numbers = number === null ? [] : [number]
  const homes = (await homesOf(db, { numbers, at: now.getTime() })).get(number ?? '') ?? []
  const place: Home = { handle, chat: { id: chat, channel, kind: 'private', title: '' } }
  const asked = (await mayWriteFirst(db, channel)) ? place : null
  return { ...timesOf(row, await belongings(db, numbers)), text, reply, isOwn: name === null, handle, asked, homes }
}

async function save(
  db: Kysely<Tables>,
  row: Row,
  { came, now, ids }: { came: Rung; now: Date; ids: Ids },
): Promise<void> {
  if (came.is === 'put-off') return put(db, row, { wake: came.until })
  if (came.is === 'moved') return put(db, row, { due: came.due, wake: came.due })
  if (came.is === 'unsaid') await record(db, row, { now, reason: came.reason })
  else {
    const { saying, home } = came
    const key = `reminder:${row.id}:${new Date(row.due).toISOString()}:${home.handle}`
    const of = { matter: 'reminder', about: row.id, round: row.due } as const
    const { handle: to, chat } = home
    await post(db, { id: ids.next(), key, of, chat, purpose: 'reminder', to, saying, at: now })
  }
  if (came.next === null) await db.deleteFrom('reminder').where('id', '=', row.id).execute()
  else await put(db, row, { due: came.next, wake: came.next })
}

async function put(db: Kysely<Tables>, { id }: Row, times: { due?: number; wake: number }): Promise<void> {
  await db.updateTable('reminder').set(times).where('id', '=', id).execute()
}

/** Keeps that a time was not said, without its text. */
async function record(db: Kysely<Tables>, row: Row, { now, reason }: { now: Date; reason: Unsaid }): Promise<void> {
  const unreachable = reason === 'unreachable' ? 1 : 0
  const occasion = { reminder: row.id, instant: row.due, state: 'skipped' as const, reason, audience: 1, planned: 0 }
  await db
    .insertInto('reminder_run')
    .values({ ...occasion, unreachable, held: 0, position: '', at: now.getTime() })
    .onConflict(c => c.doNothing())
    .execute()
}
