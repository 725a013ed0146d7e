import type { Kysely } from 'kysely'
import type { CrisisCase, CrisisEvent, CrisisStep } from '../../core/case.ts'
import type { ClassRef } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

/** What says whether the person was reached: the last of these. */
const ofContact: readonly CrisisEvent[] = ['contacted', 'uncontacted', 'passed', 'reopened']

/** Rows of the crisis cases with what happened since they were opened. */
export async function crisesOf(db: Kysely<Tables>, rows: readonly Tables['crisis_case'][]): Promise<CrisisCase[]> {
  if (rows.length === 0) return []
  const numbers = rows.map(r => r.number)
  const events = Map.groupBy(await eventsOf(db, numbers), e => e.number)
  const labels = await db
    .selectFrom('crisis_label')
    .select('number')
    .where(isAmong('number', numbers))
    .where('mark', '=', 'confirmed')
    .execute()
  const confirmed = new Set(labels.map(l => l.number))
  return rows.map(row =>
    crisisOf(row, { events: events.get(row.number) ?? [], isConfirmed: confirmed.has(row.number) }),
  )
}

/** What of its history a crisis is read with: who was told, and whether somebody was reached. */
const eventsOf = (db: Kysely<Tables>, numbers: readonly string[]) =>
  db
    .selectFrom('crisis_event')
    .leftJoin('roster', 'roster.number', 'crisis_event.staff')
    .select(['crisis_event.number', 'event', 'staff', 'roster.name', 'step', 'crisis_event.at'])
    .where(isAmong('crisis_event.number', numbers))
    .where('event', 'in', ['told', ...ofContact])
    .orderBy('seq')
    .execute()

function crisisOf(
  row: Tables['crisis_case'],
  { events, isConfirmed }: { events: Awaited<ReturnType<typeof eventsOf>>; isConfirmed: boolean },
): CrisisCase {
  const { number, person, name, type, about, whom, grade, excerpt, place, at, state, by, step, next_at } = row
  const told = events.filter(e => e.event === 'told')
  // Somebody with several homes was told once.
  const once = told.filter((t, n) => told.findIndex(o => o.staff === t.staff && o.step === t.step) === n)
  return {
    ...{ number, person, name, unit: classIn(row), type, about, whom, grade, excerpt, place, at, state, by, step },
    isReached: events.findLast(e => ofContact.includes(e.event))?.event === 'contacted',
    isConfirmed,
    nextAt: next_at,
    told: once.map(t => ({ staff: t.staff ?? '', name: t.name ?? t.staff ?? '', step: t.step, at: t.at })),
  }
}

/** What happened with a crisis, in order, and how each message stands that told of it. */
export async function crisisHistoryOf(db: Kysely<Tables>, number: string): Promise<CrisisStep[]> {
  const rows = await db
    .selectFrom('crisis_event')
    .leftJoin('roster', 'roster.number', 'crisis_event.staff')
    .leftJoin('delivery', 'delivery.key', 'crisis_event.key')
    .select(['crisis_event.at', 'step', 'event', 'staff', 'roster.name', 'delivery.state as receipt'])
    .where('crisis_event.number', '=', number)
    .orderBy('crisis_event.seq')
    .execute()
  return rows.map(({ staff, name, ...row }) => ({ ...row, name: name ?? staff ?? '' }))
}

/** The class in a row, or null. */
export const classIn = (row: { college: string | null; class_name: string | null }): ClassRef | null =>
  row.class_name === null ? null : { college: row.college ?? '', name: row.class_name }
