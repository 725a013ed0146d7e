import { tidyQuestion } from '../../knowledge/layer/written.ts'

/** The most questions that are tried at once, and that one list holds. */
export const mostTried = 1000

/** The longest question. */
const longest = 300

/** How the column of a table is called in which questions stand, and the one that says which entry is expected to answer. */
const header = /^(?:问题|问法|提问|学生问题|question)s?$/i
const expectedHeader = /^(?:应该答|期望|期望的?(?:条目|回答|答案)|条目编号|expected|entry)$/i

/** What stands for an entry beside a question where no head says so: an id, of more than one word. */
const isId = (said: string) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(said)

/** A question that somebody gave, and what they wrote of the answer that is expected; empty where nothing. */
export interface GivenQuestion {
  question: string
  expected: string
}

type Cells = readonly string[]

/** A first row that names both columns. */
export const headOfColumns: Cells = ['question', 'expected']

/** The questions of a text, one a line; of several columns (by tabs) as in a table. Each once. */
export const questionsInText = (text: string): GivenQuestion[] =>
  questionsInRows(
    text
      .split(/\r?\n/)
      .filter(line => !line.startsWith('#'))
      .map(line => line.split('\t')),
  )

/**
 * The questions of a file (xlsx, xls, csv, tsv, txt): of the column that is called so, else of the first that holds anything; null where it cannot be read.
 * A text that names no column is one question a line, whatever commas stand in it.
 */
export async function questionsInFile(bytes: Uint8Array): Promise<GivenQuestion[] | null> {
  // What reads spreadsheets comes with the first one.
  const [{ readSheets }, { decodings }] = await Promise.all([
    import('../people/list/sheet.ts'),
    import('../people/list/csv.ts'),
  ])
  const textsOf = ({ cells }: { cells: readonly ({ text: string } | undefined)[] }) =>
    Array.from(cells, cell => cell?.text ?? '')
  const { sheets } = readSheets(bytes, rows => headOf(rows.map(textsOf)) >= 0)
  if (!sheets) return null
  const all = sheets.filter(sheet => !sheet.isHidden).map(({ name, rows }) => ({ name, rows: rows.map(textsOf) }))
  const [text] = decodings(bytes)
  // Only what is no workbook has no name.
  const isText = all.length > 0 && all.every(({ name, rows }) => name === '' && headOf(rows) < 0)
  if (isText && !/^"/m.test(text!)) return questionsInText(text!)
  return eachOnce(all.flatMap(({ rows }) => questionsInRows(rows)))
}

const isHead = (cell: string) => header.test(cell.trim())

/** Which of the first rows names the column of questions; below 0 where none does. */
const headOf = (rows: readonly Cells[]) => rows.slice(0, 5).findIndex(cells => cells.some(isHead))

/** The questions of rows of cells, each once. */
export function questionsInRows(rows: readonly Cells[]): GivenQuestion[] {
  const head = headOf(rows)
  if (head < 0)
    return eachOnce(
      rows.map(cells => {
        const at = cells.findIndex(cell => cell.trim() !== '')
        const beside = (cells[at + 1] ?? '').trim()
        return { question: cells[at] ?? '', expected: isId(beside) ? beside : '' }
      }),
    )
  const column = rows[head]!.findIndex(isHead)
  const other = rows[head]!.findIndex(cell => expectedHeader.test(cell.trim()))
  return eachOnce(
    rows.slice(head + 1).map(cells => {
      return { question: cells[column] ?? '', expected: (cells[other] ?? '').trim() }
    }),
  )
}

/** Each question once, as it is tried; what is expected of it stands with it wherever it was said. */
export function eachOnce(all: readonly GivenQuestion[]): GivenQuestion[] {
  const found = new Map<string, GivenQuestion>()
  for (const given of all) {
    const question = tidyQuestion(given.question).slice(0, longest)
    if (question !== '' && !found.get(question)?.expected) found.set(question, { question, expected: given.expected })
  }
  return [...found.values()]
}
