import { type Kysely, sql } from 'kysely'
import { fill } from '../content/words.ts'
import type { Caretaker } from '../core/case.ts'
import type { Chore } from '../core/chore.ts'
import type { Ids } from '../core/clock.ts'
import { numberOf } from '../core/roster.ts'
import { tellingOf } from '../safety/tell.ts'
import type { CaseWords } from '../safety/words.ts'
import { caretakersOf, operatorOf } from './caretakers.ts'
import { note, tellStaff } from './case-effects.ts'
import { crisisOf } from './cases.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** What escalation stands on. `log` hears what a person running the bot should know: numbers and reasons, never names or words. */
export interface EscalationParts {
  words(): CaseWords
  zone(): string
  ids: Ids
  /** The roster number of whoever runs the bot, who is told last. */
  operator: string | null
  log(event: string, detail: Record<string, unknown>): void
}

/** Why the next are told: nobody answered in time, or nothing reached those who were told. */
type Reason = 'unanswered' | 'unreachable' | 'refused'

type Row = Tables['crisis_case']

/**
 * Crises that nobody has acknowledged: when the minutes are over, or at once when nothing reached those who were told, the next are told,
 * until somebody acknowledges or nobody is left.
 */
export function makeEscalation(database: Database, parts: EscalationParts): Chore {
  const { db, transact } = database
  return {
    name: 'escalation',
    async nextDue() {
      const row = await db
        .selectFrom('crisis_case')
        .select(eb => eb.fn.min('next_at').as('at'))
        .where('next_at', 'is not', null)
        .executeTakeFirst()
      if (row?.at === null || row?.at === undefined) return null
      return (await inVain(db)).length > 0 ? new Date(0) : new Date(Number(row.at))
    },
    async run(now) {
      const vain = new Set(await inVain(db))
      const due = await db
        .selectFrom('crisis_case')
        .select(['number', 'next_at'])
        .where('next_at', 'is not', null)
        .orderBy('next_at')
        .execute()
      for (const { number, next_at } of due)
        if (next_at! <= now.getTime() || vain.has(number)) await transact(tx => escalate(tx, number, { now, ...parts }))
    },
    rewind: now =>
      transact(async tx => {
        for (const [grade, minutes] of Object.entries(parts.words().crisis.minutes)) {
          const latest = now.getTime() + minutes * 60_000
          await tx
            .updateTable('crisis_case')
            .set({ next_at: latest })
            .where('grade', '=', grade as Row['grade'])
            .where('next_at', '>', latest)
            .execute()
        }
      }),
  }
}

/** Open cases whose last step reached nobody: every message to them was refused, or there was no way to send one. */
async function inVain(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('crisis_case')
    .select('number')
    .where('next_at', 'is not', null)
    .where(
      sql<boolean>`not exists (select 1 from crisis_event as e join delivery as d on d.key = e.key
        where e.number = crisis_case.number and e.step = crisis_case.step and e.event = 'told'
          and d.state not in ('refused', 'failed'))`,
    )
    .execute()
  return rows.map(r => r.number)
}

async function escalate(
  db: Kysely<Tables>,
  number: string,
  { now, words, zone, ids, operator, log }: EscalationParts & { now: Date },
): Promise<void> {
  const row = await db.selectFrom('crisis_case').selectAll().where('number', '=', number).executeTakeFirst()
  if (!row || row.next_at === null) return
  const at = now.getTime()
  const reason = await reasonOf(db, row)
  await note(db, { number, at, step: row.step, event: reason, staff: null, key: null })
  const next = await nextStep(db, row, operator)
  if (!next) {
    await note(db, { number, at, step: row.step, event: 'nobody-left', staff: null, key: null })
    await db.updateTable('crisis_case').set({ next_at: null }).where('number', '=', number).execute()
    log('crisis-nobody-left', { case: number, step: row.step, reason })
    return
  }
  const content = words()
  const minutes = content.crisis.minutes[row.grade]
  const { escalated, unreached } = content.crisis
  const before = reason === 'unanswered' ? fill(escalated, { minutes }) : unreached
  const saying = tellingOf(content, await crisisOf(db, row), { zone: zone(), before })
  await tellStaff(db, { number, step: next.step, staff: next.staff, saying, at, ids })
  await db
    .updateTable('crisis_case')
    .set({ step: next.step, next_at: at + minutes * 60_000 })
    .where('number', '=', number)
    .execute()
  log('crisis-escalated', { case: number, from: row.step, to: next.step, reason })
}

/** What became of the step that was told last. */
async function reasonOf(db: Kysely<Tables>, { number, step }: Row): Promise<Reason> {
  const told = await db
    .selectFrom('crisis_event')
    .leftJoin('delivery', 'delivery.key', 'crisis_event.key')
    .select('delivery.state')
    .where('crisis_event.number', '=', number)
    .where('crisis_event.step', '=', step)
    .where('event', '=', 'told')
    .execute()
  if (told.length === 0) return 'unreachable'
  return told.every(t => t.state === 'refused' || t.state === 'failed') ? 'refused' : 'unanswered'
}

/** The next step that has anyone in it, and who; null when nobody is left. */
async function nextStep(
  db: Kysely<Tables>,
  row: Row,
  operator: string | null,
): Promise<{ step: number; staff: Caretaker[] } | null> {
  const unit = row.class_name === null ? null : { college: row.college ?? '', name: row.class_name }
  const number = numberOf(row.person)
  const student =
    number === null
      ? undefined
      : await db.selectFrom('roster').select('counselor').where('number', '=', number).executeTakeFirst()
  const staff = await caretakersOf(db, unit, { named: student?.counselor ?? '' })
  const last = operator === null ? null : await operatorOf(db, operator)
  const rest = [...staff, ...(last ? [last] : [])].filter(s => s.step > row.step)
  const step = rest[0]?.step
  return step === undefined ? null : { step, staff: rest.filter(s => s.step === step) }
}
