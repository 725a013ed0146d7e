import { fill } from '../../content/words.ts'
import type { TermBlock } from '../../reports/term/report.ts'
import type { TermTable } from '../../reports/term/words.ts'
import { confirmedOf } from '../broadcasts/states.ts'
import { answerText, labelledSteps } from '../desk/answers.ts'
import { publishedOf } from '../desk/anthology.ts'
import { byPlace } from '../people/naming.ts'
import { cardCells, percentOfAll, scamKinds, sumOver } from './count.ts'
import type { Material } from './gather.ts'
import type { LedgerRules } from './ground.ts'

type TableBlock = Extract<TermBlock, { is: 'table' }>
type Row = readonly string[]

/** What tables are made of. */
export interface TableGround {
  material: Material
  rules: LedgerRules
}

/** The tables of a name, without those in which nothing would stand; `flows` says whose records. */
export function tablesOf(ground: TableGround, name: TermTable, flows: readonly string[]): TableBlock[] {
  const made = name === 'records' ? flows.flatMap(flow => recordTable(ground, flow)) : [makers[name](ground)]
  return made.filter(table => table.rows.length > 0)
}

const table = (title: string, head: Row, rows: readonly Row[]): TableBlock => ({ is: 'table', title, head, rows })

const makers: Record<Exclude<TermTable, 'records'>, (ground: TableGround) => TableBlock> = {
  broadcasts({ material, rules: { term } }) {
    const { title, head } = term.tables.broadcasts
    const line = (name: string, sent: Material['sent']) => {
      const tallies = sent.flatMap(({ classes }) => classes)
      const [people, confirmed] = [sumOver(tallies, t => t.people), sumOver(tallies, confirmedOf)]
      const percent = fill(term.percent, { percent: percentOfAll(confirmed, people) })
      return [name, String(sent.length), String(people), String(confirmed), percent]
    }
    const rows = [...Map.groupBy(material.sent, s => s.broadcast.template)].map(([name, sent]) => line(name, sent))
    return table(title, head, rows.length > 0 ? [...rows, line(term.tables.total, material.sent)] : [])
  },
  progress({ material: { classes }, rules: { term, progress } }) {
    const { title, head } = term.tables.progress
    const cell = (rows: Material['classes'], n: number) => {
      const all = sumOver(rows, r => (progress[n]!.onlyBorrowers ? r.borrowers : r.people))
      return fill(term.of, { done: sumOver(rows, r => r.counts[n]!.done), all })
    }
    const line = (place: Row, rows: Material['classes']) => [
      ...place,
      String(sumOver(rows, r => r.people)),
      ...progress.map((_, n) => cell(rows, n)),
    ]
    const rows = classes.toSorted(byPlace).map(one => line([one.college, one.name], [one]))
    const all = rows.length > 0 ? [...rows, line([term.tables.total, ''], classes)] : []
    return table(title, [...head, ...progress.map(p => p.title)], all)
  },
  contributions({ material, rules: { term, contributions: desk } }) {
    const { title, head } = term.tables.contributions
    const kinds = Map.groupBy(material.contributions, one => {
      const { title: of, kind } = publishedOf(desk, one)
      return JSON.stringify([of, kind])
    })
    const line = (place: Row, found: Material['contributions']) => {
      return [...place, String(found.length), String(found.filter(one => one.pick).length)]
    }
    const rows = [...kinds].sort(([a], [b]) => a.localeCompare(b)).map(([key, found]) => line(JSON.parse(key), found))
    return table(title, head, rows.length > 0 ? [...rows, line([term.tables.total, ''], material.contributions)] : [])
  },
  cards({ material: { counts }, rules: { term, ledger } }) {
    const { title, head } = term.tables.cards
    const line = (place: Row, rows: Material['counts']) => {
      return [...place, ...cardCells(rows, ledger).map(String)]
    }
    const dealt = counts.filter(c => c.cards > 0).toSorted(byPlace)
    const rows = dealt.map(one => line([one.college, one.name], [one]))
    return table(title, head, rows.length > 0 ? [...rows, line([term.tables.total, ''], dealt)] : [])
  },
  scams({ material: { scams }, rules: { term, ledger } }) {
    const { title, head } = term.tables.scams
    const few = fill(ledger.says.few, { least: ledger.least })
    const rows = scamKinds(scams, ledger).map(({ kind, count }) => [kind, count === null ? few : String(count)])
    return table(title, head, rows)
  },
}

/** Records of one conversation: what was answered of numbers and choices, and nothing that was written. */
function recordTable({ material, rules: { term, contributions: desk } }: TableGround, name: string): TableBlock[] {
  const flow = desk.flows.current.get(name)
  if (!flow) return []
  const steps = labelledSteps(flow.steps.filter(s => 'ask' in s)).filter(
    s => s.type === 'number' || s.type === 'choice',
  )
  const rows = material.records.filter(({ record }) => record.flow === name)
  const lines = rows.map(({ record, day, classes }) => [
    day,
    [...new Set(classes.map(c => c.college))].join('、') || record.writer.college,
    classes.map(c => c.name).join('、'),
    ...steps.map(s =>
      record.answers[s.id] === undefined ? '' : answerText(flow, s.id, record.answers[s.id]!, desk.words.flow),
    ),
  ])
  const { title, head } = term.tables.records
  const all = table(fill(title, { flow: flow.title }), [...head, ...steps.map(s => s.label)], lines)
  return [lines.some(line => line[2] !== '') ? all : withoutColumn(all, 2)]
}

/** A table without a column in which nothing stands. */
const withoutColumn = ({ head, rows, ...rest }: TableBlock, column: number): TableBlock => {
  const without = (row: Row) => row.filter((_, n) => n !== column)
  return { ...rest, head: without(head), rows: rows.map(without) }
}
