import { type Kysely, sql } from 'kysely'
import type { Unit } from '../../core/roster.ts'
import type { CareEntry, CareListEffect, CareListReads, CareTalk } from '../../core/work/care.ts'
import { classOfRow } from '../desk/unit.ts'
import { isWithinAny } from '../people/audience.ts'
import type { Tables } from '../schema.ts'

/** What can be asked of the list. */
export function careListReads(db: Kysely<Tables>): CareListReads {
  const first = async (rows: Row[]) => (await withTalks(db, rows))[0] ?? null
  return {
    async entries({ scope, writer, state }) {
      const rows = rowsOf(db)
        .where('state', '=', state)
        .where(eb => eb.or([isWithinAny(scope)(eb as never), eb('care_entry.by', '=', writer)]))
        .orderBy(sql`next_at is null`)
        .orderBy('next_at')
        .orderBy('care_entry.at', 'desc')
      return withTalks(db, await rows.execute())
    },
    entry: async id => first(await rowsOf(db).where('care_entry.id', '=', id).execute()),
    openOf: async student =>
      first(await rowsOf(db).where('student', '=', student).where('state', '=', 'open').execute()),
    counts: scope => countsOf(db, scope),
  }
}

const rowsOf = (db: Kysely<Tables>) =>
  db
    .selectFrom('care_entry')
    .leftJoin('roster', 'roster.number', 'care_entry.student')
    .leftJoin('roster as writer', 'writer.number', 'care_entry.by')
    .selectAll('care_entry')
    .select(['roster.name', 'roster.college', 'roster.class_name', 'writer.name as byName'])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

async function withTalks(db: Kysely<Tables>, rows: readonly Row[]): Promise<CareEntry[]> {
  if (rows.length === 0) return []
  const talks = await db
    .selectFrom('care_talk')
    .leftJoin('roster', 'roster.number', 'care_talk.by')
    .select(['care_talk.id', 'entry', 'day', 'note', 'care_talk.by', 'roster.name as byName'])
    .where(
      'entry',
      'in',
      rows.map(r => r.id),
    )
    .orderBy('day')
    .orderBy('care_talk.at')
    .execute()
  const of = Map.groupBy(talks, t => t.entry)
  return rows.map(row =>
    entryOf(
      row,
      (of.get(row.id) ?? []).map(({ entry, byName, ...t }) => ({ ...t, byName: byName ?? '' })),
    ),
  )
}

const entryOf = (row: Row, talks: CareTalk[]): CareEntry => ({
  id: row.id,
  student: row.student,
  name: row.name ?? '',
  unit: classOfRow(row.college, row.class_name),
  reasons: JSON.parse(row.reasons) as string[],
  by: row.by,
  byName: row.byName ?? '',
  at: row.at,
  next: row.next_at === null ? null : { at: row.next_at, by: row.next_by ?? row.by },
  talks,
  state: row.state,
  result: row.result,
  closedAt: row.closed_at,
})

async function countsOf(db: Kysely<Tables>, scope: readonly Unit[]) {
  const rows = await db
    .selectFrom('care_entry')
    .innerJoin('roster', 'roster.number', 'care_entry.student')
    .where(isWithinAny(scope) as never)
    .select(eb => [
      'roster.college',
      eb.fn.sum<number>(sql`case when state = 'open' then 1 else 0 end`).as('open'),
      eb.fn.sum<number>(sql`case when state = 'closed' then 1 else 0 end`).as('closed'),
      eb.fn
        .sum<number>(
          sql`case when exists (select 1 from care_talk as t where t.entry = care_entry.id) then 1 else 0 end`,
        )
        .as('talked'),
    ])
    .groupBy('roster.college')
    .orderBy('roster.college')
    .execute()
  return rows.map(({ college, open, talked, closed }) => ({
    college,
    ...{ open: Number(open), talked: Number(talked), closed: Number(closed) },
  }))
}

type Of<D extends CareListEffect['do']> = Extract<CareListEffect, { do: D }>

/** Saves what was changed in the list. */
export async function saveCareEffect(db: Kysely<Tables>, effect: CareListEffect, at: number): Promise<void> {
  switch (effect.do) {
    case 'open-care':
      return open(db, effect, at)
    case 'add-care-talk':
      return addTalk(db, effect, at)
    case 'drop-care-talk':
      await db.deleteFrom('care_talk').where('entry', '=', effect.id).where('id', '=', effect.talk).execute()
      return
    case 'set-care-next':
      return setNext(db, effect, at)
    case 'set-care-reasons':
      return put(db, effect.id, { reasons: JSON.stringify(effect.reasons) })
    case 'close-care':
      return put(db, effect.id, { state: 'closed', result: effect.result, closed_at: at, kept_from: at })
    case 'reopen-care':
      return put(db, effect.id, { state: 'open', result: '', closed_at: null, kept_from: at })
    case 'drop-care':
      await db.deleteFrom('care_talk').where('entry', '=', effect.id).execute()
      await db.deleteFrom('care_entry').where('id', '=', effect.id).execute()
  }
}

async function open(db: Kysely<Tables>, { id, student, reasons, by }: Of<'open-care'>, at: number): Promise<void> {
  const nothing = { next_at: null, next_by: null, rung_at: null, result: '', closed_at: null }
  const row = { id, student, reasons: JSON.stringify(reasons), by, at, state: 'open' as const, kept_from: at }
  await db
    .insertInto('care_entry')
    .values({ ...row, ...nothing })
    .execute()
}

async function addTalk(db: Kysely<Tables>, { id, talk }: Of<'add-care-talk'>, at: number): Promise<void> {
  const entry = await db.selectFrom('care_entry').select('student').where('id', '=', id).executeTakeFirst()
  if (!entry) return
  await db
    .insertInto('care_talk')
    .values({ ...talk, entry: id, student: entry.student, at })
    .execute()
  await put(db, id, { kept_from: at })
}

const setNext = (db: Kysely<Tables>, { id, next }: Of<'set-care-next'>, at: number) =>
  put(db, id, {
    ...{ next_at: next?.at ?? null, next_by: next?.by ?? null },
    ...{ rung_at: null, kept_from: Math.max(at, next?.at ?? 0) },
  })

async function put(db: Kysely<Tables>, id: string, row: Partial<Tables['care_entry']>): Promise<void> {
  await db.updateTable('care_entry').set(row).where('id', '=', id).execute()
}
