import { tidyQuestion } from '../../knowledge/layer/written.ts'

/** The most questions that are tried at once. */
export const mostTried = 500

/** The longest question. */
const longest = 300

/** How the column of a table is called in which questions stand. */
const header = /^(?:问题|问法|提问|学生问题|question)s?$/i

/** The questions of a text, one a line; of several columns the first. Each once. */
export const questionsInText = (text: string): string[] =>
  once(text.split(/\r?\n/).map(line => (line.startsWith('#') ? '' : line.split('\t')[0]!)))

/** The questions of a table (xlsx, xls, csv, tsv): of the column that is called so, else of the first that holds anything; null where it cannot be read. */
export async function questionsInFile(bytes: Uint8Array): Promise<string[] | null> {
  // What reads spreadsheets comes with the first one.
  const { readSheets } = await import('../people/list/sheet.ts')
  const { sheets } = readSheets(bytes, rows => rows.length > 0)
  if (!sheets) return null
  return once(
    sheets
      .filter(sheet => !sheet.isHidden)
      .flatMap(({ rows }) => {
        const texts = rows.map(row => Array.from(row.cells, cell => cell?.text ?? ''))
        const head = texts.slice(0, 5).findIndex(cells => cells.some(cell => header.test(cell.trim())))
        const column = head < 0 ? 0 : texts[head]!.findIndex(cell => header.test(cell.trim()))
        return texts.slice(head + 1).map(cells => cells[column] ?? cells.find(cell => cell !== '') ?? '')
      }),
  )
}

const once = (all: readonly string[]): string[] => [
  ...new Set(all.map(text => tidyQuestion(text).slice(0, longest)).filter(text => text !== '')),
]
