import { fill } from '../../content/words.ts'
import type { BookSheet } from '../../reports/book.ts'
import type { TermReport } from '../../reports/term/report.ts'
import { isoDay } from '../../time/shown.ts'
import { firstLine } from '../broadcasts/letter.ts'
import { confirmedOf, percentOf } from '../broadcasts/states.ts'
import { answerText, labelledSteps } from '../desk/answers.ts'
import { publishedOf } from '../desk/anthology.ts'
import { publishingOf } from '../desk/contributions.ts'
import type { RecordView } from '../desk/records.ts'
import { byPlace } from '../people/naming.ts'
import { cardCells, scamKinds } from './count.ts'
import type { Material } from './gather.ts'
import { type Ledger, rowsOf } from './ledger.ts'
import type { Veil } from './names.ts'
import type { TableGround } from './tables.ts'

/** What registers are made of: what tables are, the ledger, what takes names out, and the day to which it is counted (`2027-06-12`). */
export interface RegisterGround extends TableGround {
  ledger: Ledger
  veil: Veil
  today: string
}

type Row = readonly (string | number)[]
type Register = TermReport['registers'][number]

const one = (file: string, head: Row, rows: readonly Row[], name = file): Register => ({
  file,
  sheets: [{ name, rows: [head, ...rows] }],
})

/** The registers that go with a report, one workbook for each kind of thing; of people only what they agreed to. */
export const registersOf = (ground: RegisterGround): Register[] => [
  ledgerRegister(ground),
  broadcastRegister(ground),
  progressRegister(ground),
  recordRegister(ground),
  contributionRegister(ground),
  countRegister(ground),
]

function ledgerRegister({ ledger, rules, veil }: RegisterGround): Register {
  const { file, head, has, lacks } = rules.term.registers.ledger
  const rows = rowsOf(ledger).map(({ number, place, who, title, hasMaterial, evidence, notes }) => [
    ...[number, place, who, title, hasMaterial ? has : lacks],
    evidence.map(e => e.says).join('\n'),
    notes.map(({ day, text }) => fill(rules.ledger.says.note, { day, text: veil(text) })).join('\n'),
  ])
  return one(file, head, rows)
}

function broadcastRegister({ material, rules: { term, contributions }, veil }: RegisterGround): Register {
  const { file, head } = term.registers.broadcasts
  const { zone } = contributions.school
  const rows = material.sent.flatMap(({ broadcast, classes }) =>
    classes
      .toSorted(byPlace)
      .map(tally => [
        ...[broadcast.number, broadcast.template, broadcast.level],
        isoDay(new Date(broadcast.startedAt ?? broadcast.createdAt), zone),
        veil(firstLine(broadcast.body)),
        ...[tally.college, tally.name, tally.people, confirmedOf(tally), tally.late],
        fill(term.percent, { percent: percentOf(tally) }),
      ]),
  )
  return one(file, head, rows)
}

function progressRegister({ material, rules: { term, progress }, today }: RegisterGround): Register {
  const { file, head } = term.registers.progress
  const done = progress.map(({ title }) => fill(term.registers.done, { title }))
  const rows = material.classes
    .toSorted(byPlace)
    .map(c => [c.college, c.name, today, c.people, c.borrowers, ...c.counts.map(count => count.done)])
  return one(file, [...head, ...done], rows)
}

/** Records with what was answered; pictures stand in their own list. */
function recordRegister(ground: RegisterGround): Register {
  const { file } = ground.rules.term.registers.records
  const flows = [...new Set(ground.material.records.map(view => view.record.flow))].sort()
  const sheets = flows.flatMap(flow => recordSheet(ground, flow) ?? [])
  const none = { name: file, rows: [ground.rules.term.registers.records.head] }
  return { file, sheets: sheets.length > 0 ? sheets : [none] }
}

function recordSheet({ material, rules, veil }: RegisterGround, name: string): BookSheet | null {
  const { term, contributions: desk } = rules
  const flow = desk.flows.current.get(name)
  if (!flow) return null
  const own = flow.submits?.records
  const asked = labelledSteps(flow.steps.filter(step => 'ask' in step))
  const steps = asked.filter(s => s.type !== 'picture' && s.id !== own?.day && s.id !== own?.classes)
  const { head, follow } = term.registers.records
  const [followed, yes, no] = follow
  const line = ({ record, day, classes, follow: left }: RecordView) => [
    ...[record.number, day, [...new Set(classes.map(c => c.college))].join('、') || record.writer.college],
    classes.map(c => c.name).join('、'),
    ...steps.map(s => {
      const answer = record.answers[s.id]
      return answer === undefined || answer === null ? '' : veil(answerText(flow, s.id, answer, desk.words.flow))
    }),
    left === '' ? '' : (record.followedAt === null ? no : yes)!,
  ]
  const rows = material.records.filter(view => view.record.flow === name).map(line)
  return { name: flow.title, rows: [[...head, ...steps.map(s => s.label), followed!], ...rows] }
}

/** What people handed in and let others see; the class only of those who signed, for in a small class it may be a name. */
function contributionRegister({ material, rules: { term, contributions: desk }, veil }: RegisterGround): Register {
  const { file, head } = term.registers.contributions
  const open = material.contributions.filter(c => publishingOf(desk, c).level !== 'class')
  const rows = open.map(c => {
    const { number, title, kind, text, signature, caption } = publishedOf(desk, c)
    return [
      ...[number, title, c.unit?.college ?? '', signature === null ? '' : (c.unit?.name ?? '')],
      ...[isoDay(new Date(c.at), desk.school.zone), kind, veil(text), signature ?? term.anonymous, veil(caption)],
      c.pick?.week ?? '',
    ]
  })
  return one(file, head, rows)
}

function countRegister({ material, rules: { term, ledger }, today }: RegisterGround): Register {
  const { file, cards, head, questions, asked, scams, kinds } = term.registers.counts
  const rows = material.counts.toSorted(byPlace)
  const few = fill(ledger.says.few, { least: ledger.least })
  const place = ({ college, name }: Material['counts'][number]) => [college, name, today]
  return {
    file,
    sheets: [
      {
        name: cards,
        rows: [head, ...rows.filter(c => c.cards > 0).map(c => [...place(c), ...cardCells([c], ledger)])],
      },
      { name: questions, rows: [asked, ...rows.filter(c => c.asked > 0).map(c => [...place(c), c.asked, c.ended])] },
      {
        name: scams,
        rows: [kinds, ...scamKinds(material.scams, ledger).map(k => [k.kind, today, k.count ?? few])],
      },
    ],
  }
}
