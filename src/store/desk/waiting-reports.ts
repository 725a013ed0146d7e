import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { EscalatingReport, WaitingReports } from '../../office/desk/reports.ts'
import type { Escalation, Unheard } from '../../office/telling-on.ts'
import { caretakersOf, operatorOf } from '../cases/caretakers.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'
import { locking } from '../sqlite/sql.ts'
import { handoffReads } from './handoffs.ts'
import { ownersOf, tellStaffOfReport } from './reports.ts'

const minute = 60_000

type Row = Awaited<ReturnType<ReturnType<typeof waitingRows>['execute']>>[number]

/** Where reports wait for somebody. `operator` is the roster number of whoever runs the bot, who is told last. */
export function makeWaitingReports(
  { db, transact }: Database,
  { ids, operator }: { ids: Ids; operator: string | null },
): WaitingReports {
  return {
    async unheard() {
      return Promise.all((await waitingRows(db).orderBy('next_at').execute()).map(row => unheard(db, row)))
    },
    escalate: (number, now, decide) =>
      transact(async tx => {
        const row = await locking(waitingRows(tx).where('number', '=', number)).executeTakeFirst()
        if (!row) return null
        const at = now.getTime()
        const found = await escalating(tx, row, { operator, at })
        const came = found && decide(found)
        if (came) await save(tx, row, { came, ids })
        return came && { from: found.step, came }
      }),
    waitNoLonger: (now, minutesOf) =>
      transact(async tx => {
        for (const { number, report, is_now, is_hidden } of await waitingRows(tx).execute()) {
          const latest =
            now.getTime() + minutesOf({ kind: report!, isNow: is_now === 1, isHidden: is_hidden === 1 }) * minute
          const waits = tx.updateTable('handoff').set({ next_at: latest }).where('number', '=', number)
          await waits.where('next_at', '>', latest).execute()
        }
      }),
  }
}

const waitingRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('handoff')
    .select(['number', 'person', 'step', 'next_at', 'report', 'is_now', 'is_hidden'])
    .where('next_at', 'is not', null)
    .where('report', 'is not', null)

/** A report that waits, with everybody who may be told of it. */
async function escalating(
  db: Kysely<Tables>,
  row: Row,
  { operator, at }: { operator: string | null; at: number },
): Promise<EscalatingReport | null> {
  const handoff = await handoffReads(db, at).handoff(row.number)
  if (!handoff?.report) return null
  const { counselor } = await ownersOf(db, { kind: handoff.report.kind, text: handoff.text }, row.person)
  const caretakers = await caretakersOf(db, handoff.unit, { named: counselor, at })
  const last = operator === null ? null : await operatorOf(db, { number: operator, at })
  return { ...(await unheard(db, row)), handoff, caretakers: [...caretakers, ...(last ? [last] : [])] }
}

/** A report that waits, with what became of the step that was told last. */
async function unheard(db: Kysely<Tables>, { number, step, next_at }: Row): Promise<Unheard> {
  const told = await db
    .selectFrom('delivery')
    .select('state')
    .where('matter', '=', 'handoff')
    .where('about', '=', number)
    .where('round', '=', step ?? -1)
    .execute()
  return { number, step: step ?? -1, nextAt: next_at!, told: told.map(t => t.state) }
}

async function save(
  db: Kysely<Tables>,
  { number, is_now }: Row,
  { came: { at, next }, ids }: { came: Escalation; ids: Ids },
): Promise<void> {
  if (next) await tellStaffOfReport(db, { number, ...next, isNow: is_now === 1 }, { ids, at })
  const row = next ? { step: next.step, next_at: next.nextAt } : { next_at: null }
  await db.updateTable('handoff').set(row).where('number', '=', number).execute()
}
