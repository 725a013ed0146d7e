import type { Kysely } from 'kysely'
import type { CrisisGrade } from '../../core/case.ts'
import type { Ids } from '../../core/clock.ts'
import type { Crises, Escalating } from '../../office/cases/escalation.ts'
import type { Escalation, Unheard } from '../../office/telling-on.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'
import { locking } from '../sqlite/sql.ts'
import { caretakersOf, operatorOf } from './caretakers.ts'
import { crisesOf } from './history.ts'
import { counselorOf } from './reads.ts'
import { note, tellStaff } from './telling.ts'

type Row = Tables['crisis_case']

/** Where crises wait for somebody. `operator` is the roster number of whoever runs the bot, who is told last. */
export function makeCrises(
  { db, transact }: Database,
  { ids, operator }: { ids: Ids; operator: string | null },
): Crises {
  return {
    async unheard() {
      const rows = await db
        .selectFrom('crisis_case')
        .select(['number', 'step', 'next_at'])
        .where('next_at', 'is not', null)
        .orderBy('next_at')
        .execute()
      return Promise.all(rows.map(row => unheard(db, row)))
    },
    escalate: (number, now, decide) =>
      transact(async tx => {
        const row = await waitingCase(tx, number)
        if (!row) return null
        const came = decide(await escalating(tx, row, { operator, at: now.getTime() }))
        if (came) await save(tx, row, { came, ids })
        return came && { from: row.step, came }
      }),
    waitNoLonger: latest =>
      transact(async tx => {
        for (const [grade, at] of Object.entries(latest) as [CrisisGrade, number][])
          await tx
            .updateTable('crisis_case')
            .set({ next_at: at })
            .where('grade', '=', grade)
            .where('next_at', '>', at)
            .execute()
      }),
  }
}

/** A crisis that nobody has seen to, kept to this transaction; undefined when somebody has. */
const waitingCase = (db: Kysely<Tables>, number: string) =>
  locking(
    db.selectFrom('crisis_case').selectAll().where('number', '=', number).where('next_at', 'is not', null),
  ).executeTakeFirst()

/** A crisis that waits, with everybody who may be told of it. */
async function escalating(
  db: Kysely<Tables>,
  row: Row,
  { operator, at }: { operator: string | null; at: number },
): Promise<Escalating> {
  const [found] = await crisesOf(db, [row])
  const caretakers = await caretakersOf(db, found!.unit, { named: await counselorOf(db, row.person), at })
  const last = operator === null ? null : await operatorOf(db, { number: operator, at })
  return { ...(await unheard(db, row)), case: found!, caretakers: [...caretakers, ...(last ? [last] : [])] }
}

/** A crisis that waits, with what became of the step that was told last. */
async function unheard(db: Kysely<Tables>, { number, step, next_at }: Pick<Row, 'number' | 'step' | 'next_at'>) {
  const told = await db
    .selectFrom('crisis_event')
    .leftJoin('delivery', 'delivery.key', 'crisis_event.key')
    .select('delivery.state')
    .where('crisis_event.number', '=', number)
    .where('crisis_event.step', '=', step)
    .where('event', '=', 'told')
    .execute()
  const waiting: Unheard = { number, step, nextAt: next_at!, told: told.map(t => t.state) }
  return waiting
}

async function save(
  db: Kysely<Tables>,
  { number, step }: Row,
  { came: { at, reason, next }, ids }: { came: Escalation; ids: Ids },
): Promise<void> {
  await note(db, { number, at, step, event: reason, staff: null, key: null })
  if (!next) await note(db, { number, at, step, event: 'nobody-left', staff: null, key: null })
  else await tellStaff(db, { number, step: next.step, staff: next.staff, saying: next.saying, at, ids })
  await db
    .updateTable('crisis_case')
    .set(next ? { step: next.step, next_at: next.nextAt } : { next_at: null })
    .where('number', '=', number)
    .execute()
}
