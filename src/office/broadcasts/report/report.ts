import type { Broadcast, ClassTally, ReportRow } from '../../../core/broadcast.ts'
import type { Unit } from '../../../core/roster.ts'
import { type BookSheet, bookOf } from '../../../reports/book.ts'
import { tableTime } from '../../../time/shown.ts'
import type { BroadcastGround } from '../ground.ts'
import { confirmedOf, percentOf, sumOf } from '../states.ts'
import type { BroadcastWords } from '../words.ts'

/** The report of a broadcast as a workbook; only what lies within `scope`. */
export const reportOf = async (
  ground: Pick<BroadcastGround, 'read' | 'rules'>,
  broadcast: Broadcast,
  scope: readonly Unit[],
): Promise<Uint8Array> => bookOf(await reportSheets(ground, broadcast, scope))

/** What stands in the report of a broadcast: by class, by person with times, and what the columns mean. Only what lies within `scope`. */
export async function reportSheets(
  { read, rules: { words, zone } }: Pick<BroadcastGround, 'read' | 'rules'>,
  broadcast: Broadcast,
  scope: readonly Unit[],
): Promise<BookSheet[]> {
  const classes = await read.broadcasts.tally(broadcast.number, scope)
  const rows = await read.broadcasts.rows(broadcast.number, scope)
  return [byClass(classes, words), byPerson(rows, words, zone), about(broadcast, words, zone)]
}

function byClass(classes: readonly ClassTally[], { report }: BroadcastWords): BookSheet {
  const c = report.columns
  const head = [
    c.college,
    c.class,
    c.people,
    c.confirmed,
    c.late,
    c.open,
    c.queued,
    c.unreachable,
    c.failed,
    c.uncertain,
    c.claimed,
    c.percent,
  ]
  const line = (college: string, name: string, tally: Omit<ClassTally, 'college' | 'name'>) => [
    college,
    name,
    tally.people,
    tally.confirmed,
    tally.late,
    tally.people - confirmedOf(tally),
    tally.queued,
    tally.unreachable,
    tally.failed,
    tally.uncertain,
    tally.claimed,
    `${percentOf(tally)}%`,
  ]
  const rows = classes.map(one => line(one.college, one.name, one))
  return { name: report.byClass, rows: [head, ...rows, line(report.total, '', sumOf(classes))] }
}

function byPerson(rows: readonly ReportRow[], words: BroadcastWords, zone: string): BookSheet {
  const { columns: c, personStates, ways, byPerson: name } = words.report
  const head = [
    c.college,
    c.class,
    c.number,
    c.name,
    c.state,
    c.reason,
    c.sentAt,
    c.confirmedAt,
    c.confirmedBy,
    c.claimedAt,
  ]
  const lines = rows.map(row => [
    row.college,
    row.className,
    row.number,
    row.name,
    personStates[row.state],
    row.reason === '' ? '' : (words.reasons[row.reason] ?? words.reasonOther),
    tableTime(row.sentAt, zone),
    tableTime(row.confirmedAt, zone),
    row.confirmedBy === null ? '' : ways[row.confirmedBy],
    tableTime(row.claimedAt, zone),
  ])
  return { name, rows: [head, ...lines] }
}

function about(broadcast: Broadcast, words: BroadcastWords, zone: string): BookSheet {
  const { facts, note } = words.report
  const { number, template, level, sender, audienceWords, startedAt, closesAt, state, text } = broadcast
  return {
    name: words.report.about,
    rows: [
      [facts.number, number],
      [facts.template, template],
      [facts.level, level],
      [facts.sender, `${sender.office} ${sender.name}`],
      [facts.audience, audienceWords],
      [facts.sentAt, tableTime(startedAt, zone)],
      [facts.closesAt, tableTime(closesAt, zone)],
      [facts.state, words.states[state]],
      [facts.text, text],
      [facts.note, note],
    ],
  }
}
