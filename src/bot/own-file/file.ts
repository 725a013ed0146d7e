import { fill } from '../../content/words.ts'
import type { Frame, PersonMemory } from '../../core/memory.ts'
import type { Unit } from '../../core/roster.ts'
import type { Session } from '../../core/session.ts'
import type { SoughtJobs } from '../../core/work/jobs.ts'
import { answerText } from '../../office/desk/answers.ts'
import { soughtText } from '../../office/jobs/said.ts'
import { unitName } from '../../office/people/naming.ts'
import { wallTime } from '../../time/calendar.ts'
import { minuteText } from '../../time/shown.ts'
import type { Content } from '../content.ts'
import type { OwnFileColumn } from './words.ts'

/** Rows by table, as `makeRecords` reads them of one person. */
export type OwnRecords = Readonly<Record<string, unknown>>

type Row = Readonly<Record<string, unknown>>

/**
 * Everything that is stored about one person as a text that they can read: each table by its title, each value with its name, times as clocks of the
 * school show them. Numbers of ours are left out.
 */
export function ownFile(records: OwnRecords, content: Content, now: Date): string {
  const words = content.ownFileWords
  const tables = Object.entries(words.tables).map(([table, { title, columns }]) => {
    const rows = records[table]
    const lines = Array.isArray(rows) ? rows.map(row => lineOf(row as Row, columns, content)).filter(l => l !== '') : []
    return { title, lines }
  })
  const kept = tables.filter(t => t.lines.length > 0)
  return [
    fill(words.head, { at: timeText(now.getTime(), content) }),
    ...kept.map(({ title, lines }) => [fill(words.count, { title, count: lines.length }), ...lines].join('\n')),
    ...(kept.length === 0 ? [words.nothing] : []),
    words.end,
  ].join('\n\n')
}

function lineOf(row: Row, columns: Readonly<Record<string, OwnFileColumn>>, content: Content): string {
  const { ownFileWords: words } = content
  const said = Object.entries(columns).flatMap(([column, how]) => {
    const value = row[column]
    if (value === null || value === undefined || value === '') return []
    const [label, text] =
      typeof how === 'string' ? [how, String(value)] : [how.label, sayOf(value, { how, row, content })]
    return text === '' ? [] : [fill(words.pair, { label, value: text })]
  })
  return said.length === 0 ? '' : fill(words.line, { says: said.join(words.between) })
}

type How = Exclude<OwnFileColumn, string>

function sayOf(value: unknown, { how, row, content }: { how: How; row: Row; content: Content }): string {
  const { ownFileWords: words, knowledge, flows } = content
  switch (how.as) {
    case 'text':
      return String(value)
    case 'time':
      return timeText(Number(value), content)
    case 'yes':
      return value === 1 || value === true ? words.yes : words.no
    case 'word':
      return how.words[String(value)] ?? words.other
    case 'flow':
      return flows.current.get(String(value))?.title ?? words.other
    case 'entry':
      return knowledge.entries.get(String(value))?.title ?? words.other
    case 'answers':
      return answersText(JSON.parse(String(value)), { flow: String(row.flow), version: Number(row.version) }, content)
    case 'body':
      return bodyText(String(value))
    case 'talk':
      return ((JSON.parse(String(value)) as Partial<Session>).talk?.texts ?? []).join(words.between)
    case 'runs':
      return runsText(JSON.parse(String(value)), content)
    case 'list':
      return (JSON.parse(String(value)) as unknown[]).map(String).join('、')
    case 'units':
      return (JSON.parse(String(value)) as Unit[]).map(unit => unitName(unit, words.yes)).join('、')
    case 'sought':
      return soughtText(content.jobWords, JSON.parse(String(value)) as SoughtJobs)
  }
}

function timeText(at: number, { knowledge: { school } }: Content): string {
  return `${wallTime(new Date(at), school.zone).year}年${minuteText(at, school.zone)}`
}

/** What was said: a saying in JSON, or the text itself. */
function bodyText(body: string): string {
  if (!body.startsWith('{')) return body
  const { text } = JSON.parse(body) as { text?: string }
  return text ?? ''
}

function answersText(
  answers: Frame['answers'],
  of: Pick<Frame, 'flow' | 'version'>,
  { flows, knowledge, ownFileWords: words }: Content,
): string {
  const flow = flows.version(of.flow, of.version)
  if (!flow) return ''
  return Object.entries(answers)
    .flatMap(([id, answer]) => {
      const step = flow.steps.find(s => s.id === id)
      if (!step || !('label' in step) || !step.label) return []
      return [fill(words.pair, { label: step.label, value: answerText(flow, id, answer, knowledge.phrases.flow) })]
    })
    .join(words.between)
}

/** What is half filled, by the titles of its conversations. */
function runsText({ frames = [], drafts = [] }: Partial<PersonMemory>, content: Content): string {
  const { ownFileWords: words, flows } = content
  return [...frames, ...drafts]
    .map(frame => {
      const title = flows.version(frame.flow, frame.version)?.title ?? words.other
      return fill(words.draft, { title, answers: answersText(frame.answers, frame, content) })
    })
    .join(words.between)
}
