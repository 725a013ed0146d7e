import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { ClassTally, RecipientState, ReportRow } from '../../../core/broadcast.ts'
import type { ClassRef, Unit } from '../../../core/roster.ts'
import { covers } from '../../../office/broadcasts/ground.ts'
import { type Opened, receiptsOf } from '../../../office/broadcasts/look.ts'
import { troubleLines } from '../../../office/broadcasts/says.ts'
import { confirmedOf, percentOf, sumOf } from '../../../office/broadcasts/states.ts'
import type { Html, Visit } from '../../desk.ts'
import { addressWithPart, unitAsked } from '../../parts/part.ts'
import { badge, bar, section, time } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { addressOfOne, type PageVisit, rulesOf } from './rules.ts'

/** More classes than this are shown by college first. */
const mostClasses = 60

/** Who has confirmed by class, or by college where there are many classes; what stands in the way of the others. */
export function receiptsOfAll({ visit, say }: PageVisit, { broadcast, classes }: Opened): Html {
  const { receipts } = say
  const { number } = broadcast
  const [all, words] = [sumOf(classes), visit.content.broadcastWords]
  const college = collegeAsked(visit)
  const colleges = [...Map.groupBy(classes, c => c.college)]
  const isMany = classes.length > mostClasses && colleges.length > 1
  const lines = troubleLines(all, words)
  const isByCollege = isMany && college === ''
  const rows = isByCollege
    ? colleges.map(([name, of]): ClassTally => ({ college: name, name: '', ...sumOf(of) }))
    : classes.filter(c => college === '' || c.college === college)
  const isPart = !covers(visit.actor, 'see-progress', broadcast)
  const more = isMany && college !== '' ? html`<p><a href="${addressOfOne(number)}">${receipts.back}</a></p>` : ''
  return section(
    receipts.title,
    html`<p>${bar(confirmedOf(all), all.people, receipts.bar)}</p>
      ${lines.map(line => html`<p class="note">${line}</p>`)}
      ${all.uncertain > 0 ? html`<p class="note">${fill(receipts.uncertain, { count: all.uncertain })}</p>` : ''}
      ${more}${tallies({ visit, say }, { number, rows, isByCollege })}`,
    { note: isPart ? receipts.part : receipts.note },
  )
}

function tallies(
  { visit, say: { receipts } }: PageVisit,
  { number, rows, isByCollege }: { number: string; rows: readonly ClassTally[]; isByCollege: boolean },
): Html {
  const c = receipts.columns
  const cell = (head: string, of: (row: ClassTally) => number): Column<ClassTally> => ({
    head,
    as: 'number',
    cell: row => (of(row) === 0 ? '' : String(of(row))),
  })
  const columns: Column<ClassTally>[] = [
    {
      head: isByCollege ? c.college : c.class,
      as: 'main',
      cell: row =>
        html`<a href="${addressWithPart(visit, unitOfRow(row, isByCollege))}">${row.name || row.college}</a>`,
      sort: row => `${row.college}${row.name}`,
    },
    { head: c.confirmed, as: 'number', cell: row => bar(confirmedOf(row), row.people, receipts.bar), sort: percentOf },
    cell(c.open, row => row.people - confirmedOf(row)),
    cell(c.unreached, row => row.unreachable + row.failed),
    cell(c.uncertain, row => row.uncertain),
    cell(c.claimed, row => row.claimed),
  ]
  return table(visit, rows, columns, { caption: fill(receipts.caption, { number }), empty: receipts.empty })
}

/** The college that the address asks for; empty for all. */
export function collegeAsked(visit: Visit): string {
  const unit = unitAsked(visit)
  return unit === null || unit.of === 'school' ? '' : unit.college
}

const unitOfRow = ({ college, name }: ClassRef, isCollege: boolean): Unit =>
  isCollege ? { of: 'college', college } : { of: 'class', college, name }

/** Who of a class stands how; null where there is nobody of it in the reader's care. */
export async function peopleView(
  { visit, say }: PageVisit,
  { broadcast: { number } }: Opened,
  of: ClassRef,
): Promise<Html | null> {
  const came = await visit.act(receiptsOf, rulesOf(visit), { number, of })
  if ('refused' in came) return null
  const { rows } = came.done
  const all = fill(say.person.caption, { class: `${of.college}${of.name}` })
  return table(visit, rows, personColumns({ visit, say }), { caption: all, empty: say.receipts.empty })
}

function personColumns({ visit, say: { person } }: PageVisit): Column<ReportRow>[] {
  const { report, reasons, reasonOther } = visit.content.broadcastWords
  const c = person.columns
  const reason = (row: ReportRow) => (row.reason === '' ? '' : (reasons[row.reason] ?? reasonOther))
  return [
    { head: c.name, as: 'main', cell: row => row.name || person.gone },
    { head: c.number, cell: row => row.number },
    { head: c.state, cell: row => badge(report.personStates[row.state], looks[row.state]) },
    {
      head: c.at,
      cell: row => time(visit, row.confirmedAt ?? row.sentAt),
      sort: row => row.confirmedAt ?? row.sentAt ?? 0,
    },
    {
      head: c.how,
      cell: row => (row.confirmedBy ? report.ways[row.confirmedBy] : row.claimedAt ? person.claimed : ''),
    },
    { head: c.reason, cell: reason },
  ]
}

const looks: Record<RecipientState, 'plain' | 'good' | 'bad' | 'warn'> = {
  queued: 'plain',
  unreachable: 'bad',
  failed: 'bad',
  uncertain: 'warn',
  sent: 'plain',
  unconfirmed: 'warn',
  late: 'good',
  confirmed: 'good',
}
