import type { Kysely } from 'kysely'
import type { Ids } from '../core/clock.ts'
import { type Saying, saying } from '../core/delivery.ts'
import { bindingConsent } from '../core/roster.ts'
import type { Effect } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import { forgetCases } from './cases/traces.ts'
import { type Known, knownOf, theirs, untyped } from './people/whose.ts'
import { dropPictures, picturesIn } from './pictures.ts'
import { holdings, type Tables } from './schema.ts'
import { textAt } from './sqlite/sql.ts'

type Forget = Extract<Effect, { do: 'forget' }>

/** The turn in which somebody's data is deleted; `owner` is whose. */
interface Forgetting {
  update: Update
  owner: string
  ids: Ids
  at: number
}

/** Deletes what is stored of a person, as `holdings` has it: all of it, or one thing that they handed in, with what staff were sent of it. */
export async function forget(db: Kysely<Tables>, effect: Forget, saving: Forgetting): Promise<void> {
  const { update, owner, at } = saving
  const { scope } = effect
  const known = await knownOf(db, {
    owner,
    handle: update.person.id,
    chat: update.person.privateChat?.id ?? (update.chat.kind === 'private' ? update.chat.id : null),
  })
  const numbers = scope === 'all' ? await numbersOf(db, owner) : [scope.submission]
  await eraseCopies(db, numbers, { known, erased: effect.erased, at })
  for (const { number, notice } of effect.requests) await tellGone(db, number, { notice, saving })
  if (scope !== 'all') {
    await dropPictures(db, [owner, ...known.handles], await picturesOf(db, owner, scope.submission))
    for (const table of ['submission', 'handoff'] as const)
      await db.deleteFrom(table).where('person', '=', owner).where('number', '=', scope.submission).execute()
    return
  }
  await forgetCases(db, owner)
  await forgetTalk(db, known, update)
  await db.deleteFrom('handoff').where('person', '=', owner).execute()
  if (known.number !== null)
    await db
      .updateTable('broadcast_recipient')
      .set({ confirmed_by: null, claimed_at: null })
      .where('number', '=', known.number)
      .execute()
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const isTheirs = holdings[table]?.forget === 'delete' ? theirs(table, known) : null
    if (isTheirs) await untyped(db).deleteFrom(table).where(isTheirs).execute()
  }
  await dropPictures(db, [owner, ...known.handles])
  // A channel that vouches for a number would bind it again with the next message, bound now or not; the refusal is what keeps it from that.
  if (await isOnRoster(db, update.person.number))
    await db
      .insertInto('consent')
      .values({ person: update.person.id, to: bindingConsent, version: '', is_given: 0, at })
      .execute()
}

async function isOnRoster(db: Kysely<Tables>, number: string | undefined): Promise<boolean> {
  if (number === undefined) return false
  return (await db.selectFrom('roster').select('number').where('number', '=', number).executeTakeFirst()) !== undefined
}

/** The pictures of one thing that somebody handed in. */
async function picturesOf(db: Kysely<Tables>, owner: string, number: string): Promise<string[]> {
  const row = await db
    .selectFrom('submission')
    .select('answers')
    .where('person', '=', owner)
    .where('number', '=', number)
    .executeTakeFirst()
  return row ? picturesIn(row.answers) : []
}

/** Under which numbers staff may have read of somebody. */
async function numbersOf(db: Kysely<Tables>, owner: string): Promise<string[]> {
  const rows = await db
    .selectFrom('submission')
    .select('number')
    .where('person', '=', owner)
    .union(db.selectFrom('handoff').select('number').where('person', '=', owner))
    .execute()
  return rows.map(r => r.number)
}

/** What was said between the person and the bot, in private and in groups. What waits for them and was not asked for by them is still sent. */
async function forgetTalk(db: Kysely<Tables>, known: Known, { id }: Update): Promise<void> {
  await untyped(db)
    .deleteFrom('delivery')
    .where(theirs('delivery', known)!)
    .where(eb => eb.or([eb('state', '!=', 'waiting'), eb('purpose', 'in', ['reply', 'reminder'])]))
    .where(eb => eb.or([eb('answers', 'is', null), eb('answers', '!=', id)]))
    .execute()
  await untyped(db).deleteFrom('web_message').where(theirs('web_message', known)!).execute()
  await db
    .deleteFrom('web_message')
    .where('person', 'is', null)
    .where(textAt('body', '$.to.id'), 'in', known.handles)
    .execute()
}

/** Puts `erased` in place of what others were sent under these numbers; what has not left yet is not sent. */
async function eraseCopies(
  db: Kysely<Tables>,
  numbers: readonly string[],
  { known, erased, at }: { known: Known; erased: string; at: number },
): Promise<void> {
  if (numbers.length === 0) return
  const copies = await db
    .selectFrom('delivery')
    .select(['id', 'state'])
    .where(eb => eb.or(numbers.map(number => eb('body', 'like', `%${number}%`))))
    .execute()
  const own = new Set((await ownDeliveries(db, known)).map(d => d.id))
  for (const { id, state } of copies.filter(c => !own.has(c.id))) {
    await db
      .updateTable('delivery')
      .set({ body: JSON.stringify(saying(erased)) })
      .where('id', '=', id)
      .execute()
    if (state === 'waiting')
      await db.updateTable('delivery').set({ state: 'cancelled', done_at: at }).where('id', '=', id).execute()
    await eraseLine(db, id, erased)
  }
}

const ownDeliveries = (db: Kysely<Tables>, known: Known) =>
  untyped(db).selectFrom('delivery').select('id').where(theirs('delivery', known)!).execute()

/** The same in the web chat, which keeps its lines itself. */
async function eraseLine(db: Kysely<Tables>, id: string, erased: string): Promise<void> {
  const line = await db.selectFrom('web_message').select('body').where('id', '=', id).executeTakeFirst()
  if (!line) return
  const body = JSON.stringify({ ...JSON.parse(line.body), text: erased, images: [], files: [], choices: [] })
  await db.updateTable('web_message').set({ body }).where('id', '=', id).execute()
}

/** Tells all who were told of an open request that it is gone. */
async function tellGone(
  db: Kysely<Tables>,
  number: string,
  { notice, saving: { owner, ids, at } }: { notice: Saying; saving: Forgetting },
): Promise<void> {
  const open = await db
    .selectFrom('handoff')
    .select('number')
    .where('number', '=', number)
    .where('person', '=', owner)
    .where('state', '=', 'open')
    .executeTakeFirst()
  const told = await db
    .selectFrom('delivery')
    .select(['chat', 'channel', 'person', 'chat_kind', 'priority', 'purpose'])
    .where('matter', '=', 'handoff')
    .where('about', '=', number)
    .where('state', '!=', 'cancelled')
    .orderBy('seq')
    .execute()
  if (!open) return
  const row = { body: JSON.stringify(notice), at, state: 'waiting' as const, not_before: at }
  for (const [n, chat] of told.entries())
    await db
      .insertInto('delivery')
      .values({
        ...chat,
        ...row,
        id: ids.next(),
        key: n === 0 ? `handoff-gone:${number}` : `handoff-gone:${number}:${n}`,
      })
      .onConflict(c => c.doNothing())
      .execute()
}
