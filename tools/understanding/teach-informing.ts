import { isReportKind, type ReportKind, reportKinds } from '../../src/core/desk.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import type { HandLine } from '../../src/knowledge/measure/hands.ts'
import type { GuesserData } from '../../src/knowledge/understanding/guess.ts'
import { heardReport } from '../../src/office/informing/heard.ts'
import type { Informing, InformingWords } from '../../src/office/informing/words.ts'
import { handRows } from './rows.ts'
import { fitted, type Taught, traitsOfText } from './teach.ts'

/** What a student wrote, and what it reports; null where it reports nothing. */
export interface InformingLine {
  hand: string
  kind: ReportKind | null
  text: string
}

/** What became of a line: heard as what it is, heard as something else, or not heard as a report. */
export type HeardAs = 'right' | 'other' | 'nothing'

/** Reads the hands of a folder: a text and its kind (or `none`) on each line. Throws for a kind that there is not. */
export const informingLines = (folder: string): InformingLine[] =>
  handRows(folder).map(({ hand, columns: [text = '', said = ''] }) => {
    const kind = isReportKind(said) ? said : null
    if (kind === null && said !== 'none') throw new Error(`${hand}: no such kind: ${said}`)
    return { hand, kind, text }
  })

/** Few texts, each seen often; of what students ask, and of what entries answer, only some, for it is easily told apart. */
const setting = { width: 24, epochs: 40, rate: 0.6, dropout: 0.6, fewest: 2, seeds: [1, 2, 3] }
const weights = { reported: 2, listed: 1.5, asked: 0.5, answered: 0.5 }
const [eachLine, eachWording] = [24, 9]

/** Fits a guesser of what a student's message reports. */
export function teachInforming({
  words,
  lines,
  asStudents,
  knowledge: { reader, entries },
}: {
  words: Pick<InformingWords, 'says' | 'not'>
  lines: readonly InformingLine[]
  asStudents: readonly HandLine[]
  knowledge: Pick<Knowledge, 'reader' | 'entries'>
}): GuesserData {
  const taught = (text: string, kind: ReportKind | null, weight: number): Taught => ({
    ...{ hand: null, traits: traitsOfText(text, reader), weight },
    meant: [[kind ?? 'nothing', 1]],
  })
  const students = asStudents.filter((line, n) => n % eachLine === 0 && line.part !== 'D' && line.note === '')
  const answered = [...entries.values()].filter(e => !e.emergency).flatMap(e => e.asks)
  const all = [
    ...lines.map(l => taught(l.text, l.kind, weights.reported)),
    ...reportKinds.flatMap(kind => words.says[kind].map(text => taught(text, kind, weights.listed))),
    ...words.not.map(text => taught(text, null, weights.listed)),
    ...students.map(l => taught(l.text, null, weights.asked)),
    ...answered.filter((_, n) => n % eachWording === 0).map(ask => taught(ask, null, weights.answered)),
  ]
  return fitted([...reportKinds], all, setting)
}

/** As what a line is heard by these words and what was learnt. */
export function heardAs(informing: Informing, knowledge: Pick<Knowledge, 'reader'>, line: InformingLine): HeardAs {
  const heard = heardReport(informing, knowledge, line.text)
  if (!heard) return 'nothing'
  return heard.kind === line.kind ? 'right' : 'other'
}
