import type { Knowledge } from '../../src/knowledge/load.ts'
import type { HandLine } from '../../src/knowledge/measure/hands.ts'
import type { GuesserData } from '../../src/knowledge/understanding/guess.ts'
import { functionsFor } from '../../src/office/guide/find.ts'
import type { StaffGuideWords } from '../../src/office/guide/words.ts'
import { handRows } from './rows.ts'
import { fitted, type Taught, traitsOfText } from './teach.ts'

/** What a member of staff wrote, and the functions that it may mean; none where it asks for no function. */
export interface StaffLine {
  hand: string
  functions: readonly string[]
  text: string
}

/** What became of a line: led to what it means, told it as the nearest, led elsewhere, or told nothing of it. */
export type Led = 'right' | 'near' | 'wrong' | 'nothing'

/** Reads the hands of a folder: a function (several with commas, `none`) and a text on each line. */
export const staffLines = (folder: string): StaffLine[] =>
  handRows(folder).map(({ hand, columns: [means = '', text = ''] }) => ({
    hand,
    functions: means === 'none' ? [] : means.split(','),
    text,
  }))

/** Few texts, each seen often; of what students ask, and of what entries answer, only some, for it is easily told apart. */
const setting = { width: 24, epochs: 40, rate: 0.6, dropout: 0.6, fewest: 3, seeds: [1, 2, 3] }
const weights = { asked: 1, named: 0.7, student: 0.5, answered: 0.5 }
const [eachStudentLine, eachWording] = [12, 4]

/** Fits a guesser of which function a member of staff asks for. */
export function teachFunctions({
  guide,
  lines,
  asStudents,
  knowledge: { reader, entries },
}: {
  guide: StaffGuideWords
  lines: readonly StaffLine[]
  asStudents: readonly HandLine[]
  knowledge: Pick<Knowledge, 'reader' | 'entries'>
}): GuesserData {
  const taught = (text: string, functions: readonly string[], weight: number): Taught => ({
    ...{ hand: null, traits: traitsOfText(text, reader), weight },
    meant: functions.length === 0 ? [['nothing', 1]] : functions.map(one => [one, 1 / functions.length] as const),
  })
  const named = guide.functions.flatMap(f => [f.name, ...f.asks].map(text => taught(text, [f.id], weights.named)))
  const students = asStudents.filter((line, n) => n % eachStudentLine === 0 && line.part !== 'D')
  const answered = [...entries.values()].filter(e => !guide.entries.includes(e.id)).flatMap(e => e.asks)
  const all = [
    ...lines.map(l => taught(l.text, l.functions, weights.asked)),
    ...named,
    ...students.map(l => taught(l.text, [], weights.student)),
    ...answered.filter((_, n) => n % eachWording === 0).map(ask => taught(ask, [], weights.answered)),
  ]
  const functions = [...new Set(lines.flatMap(l => l.functions))].sort()
  return fitted(functions, all, setting)
}

/** Where a line leads by a guide with this model. */
export function ledBy(
  { guide, model }: { guide: StaffGuideWords; model: GuesserData },
  knowledge: Knowledge,
  { functions, text }: StaffLine,
): Led {
  const { sure, near } = functionsFor({ ...guide, model }, knowledge, text)
  const isRight = (found: readonly { id: string }[]) => found.some(f => functions.includes(f.id))
  if (isRight(sure)) return 'right'
  if (sure.length > 0) return 'wrong'
  return isRight(near) ? 'near' : 'nothing'
}
