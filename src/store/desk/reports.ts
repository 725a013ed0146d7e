import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Caretaker } from '../../core/case.ts'
import type { Ids } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Report } from '../../core/desk.ts'
import { numberOfOwner, type Unit } from '../../core/roster.ts'
import { firstAndAway } from '../../office/cases/caretakers.ts'
import { ownerOfReport } from '../../office/desk/reports.ts'
import { caretakersOf } from '../cases/caretakers.ts'
import { studentsNamed } from '../cases/reads.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { classOfRow } from './unit.ts'

const minute = 60_000

/** Whether a row is a report within parts of the school; what is nobody's class is the whole school's. */
export const isReportWithin = (eb: ExpressionBuilder<Tables, 'handoff'>, scope: readonly Unit[]) =>
  eb.and([eb('report', 'is not', null), eb.or(scope.map(unit => isOf(eb, unit)))])

function isOf(eb: ExpressionBuilder<Tables, 'handoff'>, unit: Unit) {
  if (unit.of === 'school') return eb.lit(true)
  const college = eb('handoff.college', '=', unit.college)
  return unit.of === 'college' ? college : eb.and([college, eb('handoff.class_name', '=', unit.name)])
}

/** Whose a report is, and what the roster says of the counselor there, as it has it now. */
export async function ownersOf(
  db: Kysely<Tables>,
  { kind, text }: Pick<Report, 'kind'> & { text: string },
  owner: string,
) {
  const number = numberOfOwner(owner)
  const row =
    number === null
      ? undefined
      : await db
          .selectFrom('roster')
          .select(['college', 'class_name', 'counselor'])
          .where('number', '=', number)
          .executeTakeFirst()
  const asker = row ? { unit: classOfRow(row.college, row.class_name), counselor: row.counselor } : null
  const named = kind === 'person' ? await studentsNamed(db, text, { unit: asker?.unit ?? null, but: number }) : []
  const [one] = named
  // Several of different classes may be others of that name.
  const isOne = one && named.every(n => n.class_name === one.class_name && n.college === one.college)
  const unit = ownerOfReport(kind, {
    asker: asker?.unit ?? null,
    named: isOne ? { college: one.college, name: one.class_name } : null,
  })
  return { unit, counselor: (isOne ? one.counselor : asker?.counselor) ?? '' }
}

/** Notes whose a report is, and tells the first of them whom anything reaches; until somebody takes it, it waits. */
export async function tellReport(
  db: Kysely<Tables>,
  {
    number,
    report,
    text,
    notice,
  }: { number: string; report: Report & { minutes: number }; text: string; notice: Saying },
  { owner, ids, at }: { owner: string; ids: Ids; at: number },
): Promise<void> {
  const { unit, counselor } = await ownersOf(db, { kind: report.kind, text }, owner)
  const staff = firstAndAway(await caretakersOf(db, unit, { named: counselor, at }))
  // Where nothing reaches anybody, the next look tells whoever runs the bot.
  const step = staff[0]?.step ?? -1
  await tellStaffOfReport(db, { number, step, staff, saying: notice, isNow: report.isNow }, { ids, at })
  await db
    .updateTable('handoff')
    .set({
      ...{ report: report.kind, is_now: report.isNow ? 1 : 0, is_hidden: report.isHidden ? 1 : 0 },
      ...{ college: unit?.college ?? '', class_name: unit?.name ?? '' },
      ...{ step, next_at: at + report.minutes * minute },
    })
    .where('number', '=', number)
    .execute()
}

/** Who is told of a report and what; `isNow` goes before everything else. */
interface Telling {
  number: string
  step: number
  staff: readonly Caretaker[]
  saying: Saying
  isNow: boolean
}

/** Tells members of staff of a report at one of its steps, each where they are reached first. */
export async function tellStaffOfReport(
  db: Kysely<Tables>,
  { number, step, staff, saying, isNow }: Telling,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  for (const one of staff) {
    const home = one.homes[0]
    if (!home) continue
    await post(db, {
      id: ids.next(),
      key: `handoff:${number}:${step}:${home.handle}`,
      of: { matter: 'handoff', about: number, round: step },
      chat: home.chat,
      purpose: isNow ? 'safety' : 'reply',
      to: home.handle,
      saying,
      at: new Date(at),
    })
  }
}
