import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { DeskEffect, DeskReads } from '../../core/desk.ts'
import { type ClassRef, numberOfOwner, type Unit } from '../../core/roster.ts'
import type { Effect } from '../../core/turn.ts'
import type { Update } from '../../core/update.ts'
import { firstAndAway } from '../../office/cases/caretakers.ts'
import { caretakersOf } from '../cases/caretakers.ts'
import { isWithinAny } from '../people/audience.ts'
import { homesOfOwners } from '../people/homes.ts'
import { isOwner } from '../people/owner.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { holds, isAmong } from '../sqlite/sql.ts'
import { careOfRow, type HandoffRow, handoffOf, handoffRows, unitOfHandoff } from './handoff-rows.ts'
import { isReportWithin, tellReport } from './reports.ts'

type Of<D extends DeskEffect['do']> = Extract<DeskEffect, { do: D }>

/** What can be asked of the requests for a person; `at` says who is reached now. */
export function handoffReads(
  db: Kysely<Tables>,
  at: number,
): Pick<DeskReads, 'handoffs' | 'doneHandoffs' | 'handoff' | 'handoffsOf'> {
  const read = async (rows: HandoffRow[]) => {
    const homes = await homesOfOwners(db, { owners: rows.map(row => row.person), at })
    return rows.map(row => handoffOf(row, homes.has(row.person)))
  }
  return {
    handoffs: async () => read(await handoffRows(db).where('state', '=', 'open').orderBy('handoff.at').execute()),
    doneHandoffs: async ({ skip, take, ...of }) => {
      const { count } = await finished(db, of)
        .select(eb => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      const which = finished(db, of)
        .select('handoff.number')
        .orderBy('handoff.done_at', 'desc')
        .orderBy('handoff.at', 'desc')
      const rows = handoffRows(db).where('handoff.number', 'in', which.limit(take).offset(skip))
      const inOrder = rows.orderBy('handoff.done_at', 'desc').orderBy('handoff.at', 'desc')
      return { handoffs: await read(await inOrder.execute()), count: Number(count) }
    },
    handoff: async number =>
      (await read(await handoffRows(db).where('handoff.number', '=', number).execute()))[0] ?? null,
    handoffsOf: async owner =>
      read(await handoffRows(db).where('handoff.person', '=', owner).orderBy('handoff.at', 'desc').execute()),
  }
}

/** What was followed up within parts of the school; that of people whom the roster does not know is the whole school's. */
function finished(
  db: Kysely<Tables>,
  { said, scope, taker }: { said: string; scope: readonly Unit[]; taker: string | null },
) {
  const [number, ...names] = ['handoff.number', 'handoff.name', 'roster.name'].map(of =>
    holds(sql.ref(of), sql.val(said)),
  )
  return db
    .selectFrom('handoff')
    .leftJoin('roster', j => j.on(isOwner('handoff.person')))
    .where('state', '=', 'done')
    .where(eb =>
      eb.or([
        eb.and([eb('report', 'is', null), eb('office', 'is', null), isWithinAny(scope)(eb)]),
        isReportWithin(eb, scope),
        inOfficeOf(scope)(eb),
      ]),
    )
    .$if(said !== '', q => q.where(eb => eb.or([number!, eb.and([eb.or(names), mayBeNamed(eb, taker)])])))
}

/** Whether a member of staff may know who made a request: a hidden report is known to whoever sees to it, a suggestion of somebody unknown to nobody. */
const mayBeNamed = (eb: ExpressionBuilder<Tables, 'handoff'>, taker: string | null) =>
  eb.and([
    eb(sql`coalesce(is_anonymous, 0)`, '=', 0),
    eb.or([eb('is_hidden', 'is', null), eb('is_hidden', '=', 0), eb('taker', '=', taker)]),
  ])

/** Whether a suggestion is for an office within these parts. */
const inOfficeOf =
  (scope: readonly Unit[]) =>
  (eb: ExpressionBuilder<Tables, 'handoff' | 'roster'>): Expression<SqlBool> => {
    if (scope.some(unit => unit.of === 'school')) return eb('office', 'is not', null)
    const colleges = scope.flatMap(unit => (unit.of === 'college' ? [unit.college] : []))
    return eb.and([eb('office', '=', 'college'), isAmong('roster.college', colleges)])
  }

/**
 * Saves a request for a person, and tells the first of those in whose care it is whom anything reaches; a report those whose it is. One that is there already
 * is asked anew.
 */
export async function saveHandoff(
  db: Kysely<Tables>,
  effect: Extract<Effect, { do: 'hand-off' }>,
  { update, owner, ids, at }: { update: Update; owner: string; ids: Ids; at: number },
): Promise<void> {
  const { number, topic, urgency, text, how, mayContact, office, anonymousAs, notice, keepDays, report } = effect
  const isAnew = await hasHandoff(db, number)
  const name = anonymousAs ?? update.person.name
  const said = {
    ...{ name, topic, urgency, text, how },
    may_contact: mayContact ? 1 : 0,
    delete_at: at + keepDays * 86_400_000,
  }
  const whose = { office: office ?? null, is_anonymous: anonymousAs === undefined ? 0 : 1 }
  const fresh = { ...said, ...whose, state: 'open' as const, done_at: null }
  await db
    .insertInto('handoff')
    .values({ number, person: owner, at, ...fresh })
    .onConflict(c => c.column('number').doUpdateSet(fresh).where('handoff.person', '=', owner))
    .execute()
  if (report) return tellReport(db, { number, report, text, notice }, { owner, ids, at })
  const staff = await toldOf(db, { owner, office, at })
  for (const [n, { homes }] of firstAndAway(staff).entries()) {
    const home = homes[0]!
    const key = isAnew ? `handoff:${number}:${update.id}` : `handoff:${number}`
    await post(db, {
      id: ids.next(),
      key: n === 0 ? key : `${key}:${n}`,
      of: { matter: 'handoff', about: number },
      chat: home.chat,
      purpose: 'reply',
      to: home.handle,
      saying: notice,
      at: new Date(at),
    })
  }
}

const hasHandoff = async (db: Kysely<Tables>, number: string) =>
  (await db.selectFrom('handoff').select('number').where('number', '=', number).executeTakeFirst()) !== undefined

/** Who is told of a request. Of one of somebody the roster does not know only the desk hears, for nobody is theirs; suggestions are the school's then. */
async function toldOf(
  db: Kysely<Tables>,
  { owner, office, at }: { owner: string; office: 'college' | 'school' | undefined; at: number },
) {
  const number = numberOfOwner(owner)
  const columns = ['college', 'class_name as name', 'counselor'] as const
  const row =
    number === null
      ? undefined
      : await db.selectFrom('roster').select(columns).where('number', '=', number).executeTakeFirst()
  if (office === undefined) return row ? caretakersOf(db, row, { named: row.counselor, at }) : []
  const care: Unit = office === 'college' && row?.college ? { of: 'college', college: row.college } : { of: 'school' }
  return caretakersOf(db, care, { at })
}

/** Since when and in which class open requests lie. */
export async function lyingHandoffs(db: Kysely<Tables>): Promise<{ unit: ClassRef | null; care: Unit; at: number }[]> {
  const rows = await db
    .selectFrom('handoff')
    .leftJoin('roster', j => j.on(isOwner('handoff.person')))
    .select(['roster.college', 'roster.class_name', 'handoff.at', 'report', 'office'])
    .select(['handoff.college as ofCollege', 'handoff.class_name as ofClass'])
    .where('state', '=', 'open')
    .execute()
  return rows.map(row => ({ unit: unitOfHandoff(row), care: careOfRow(row), at: row.at }))
}

/** Notes who sees to a request. */
export async function takeHandoff(
  db: Kysely<Tables>,
  { number, taker, passedBy, nextAt }: Of<'take-handoff'>,
  at: number,
): Promise<void> {
  const row = { taker, taken_at: taker === null ? null : at, passed_by: passedBy, next_at: nextAt ?? null }
  await db.updateTable('handoff').set(row).where('number', '=', number).execute()
}

/** Keeps an answer, and sends it to whoever asked where it may leave. */
export async function answerHandoff(
  db: Kysely<Tables>,
  { number, text, saying }: Of<'answer-handoff'>,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  const row = await db
    .updateTable('handoff')
    .set({ answer: text, answered_at: at })
    .where('number', '=', number)
    .returning('person')
    .executeTakeFirst()
  if (!row || !saying) return
  const home = (await homesOfOwners(db, { owners: [row.person], at })).get(row.person)
  if (!home) return
  const id = ids.next()
  await post(db, {
    id,
    key: `answer:${number}:${id}`,
    of: { matter: 'answer', about: number },
    chat: home.chat,
    purpose: 'reply',
    to: home.handle,
    saying,
    at: new Date(at),
  })
}

/** Adds what whoever asked says to what they said. */
export async function addToHandoff(db: Kysely<Tables>, { number, text }: Of<'add-to-handoff'>): Promise<void> {
  const added = sql<string>`text || ${`\n${text}`}`
  await db.updateTable('handoff').set({ text: added }).where('number', '=', number).execute()
}

/** Notes that whoever asked wants to know how it stands. */
export async function askProgress(db: Kysely<Tables>, { number }: Of<'ask-progress'>, at: number): Promise<void> {
  await db.updateTable('handoff').set({ asked_at: at }).where('number', '=', number).execute()
}

/** A request was followed up; who had taken it stays. */
export async function finishHandoff(
  db: Kysely<Tables>,
  { number, taker }: Of<'finish-handoff'>,
  at: number,
): Promise<void> {
  await db
    .updateTable('handoff')
    .set({ state: 'done', done_at: at, next_at: null })
    .where('number', '=', number)
    .execute()
  if (taker === null) return
  const row = { taker, taken_at: at }
  await db.updateTable('handoff').set(row).where('number', '=', number).where('taker', 'is', null).execute()
}

/** A request stands again where it stood; whoever sees to it does so from now on. */
export async function putHandoff(
  db: Kysely<Tables>,
  { number, isDone, taker, passedBy, nextAt }: Of<'put-handoff'>,
  at: number,
): Promise<void> {
  const state = isDone ? ({ state: 'done', done_at: at } as const) : ({ state: 'open', done_at: null } as const)
  const hand = { taker, taken_at: taker === null ? null : at, passed_by: passedBy }
  await db
    .updateTable('handoff')
    .set({ ...state, ...hand, next_at: nextAt ?? null })
    .where('number', '=', number)
    .execute()
}

/** A request is open again. */
export async function reopenHandoff(db: Kysely<Tables>, { number }: Of<'reopen-handoff'>): Promise<void> {
  await db.updateTable('handoff').set({ state: 'open', done_at: null }).where('number', '=', number).execute()
}
