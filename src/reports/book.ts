import { cellText } from '../core/text/harmless.ts'

/** What a workbook is as a file. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One sheet of a workbook: the first row is its head. Texts stay texts, also when somebody edits them, so that student numbers keep their zeros and nothing is a formula. */
export interface BookSheet {
  name: string
  rows: readonly (readonly (string | number)[])[]
}

/** A workbook as an .xlsx file for Excel and WPS: heads stay in view and can be filtered, columns are as wide as what stands in them. */
export async function bookOf(sheets: readonly BookSheet[]): Promise<Uint8Array> {
  // Loaded when the first table is asked for: most processes never make one.
  const { utils, write } = await import('@e965/xlsx')
  const book = utils.book_new()
  for (const { name, rows } of sheets) {
    const cell = (v: string | number) => (typeof v === 'number' ? { v, t: 'n' } : { v: cellText(v), t: 's', z: '@' })
    const sheet = utils.aoa_to_sheet(rows.map(row => row.map(cell)))
    const columns = rows[0]?.length ?? 0
    sheet['!cols'] = Array.from({ length: columns }, (_, n) => ({ wch: widthOf(rows, n) }))
    if (rows.length > 1 && sheet['!ref'] && columns > 2) sheet['!autofilter'] = { ref: sheet['!ref'] }
    utils.book_append_sheet(book, sheet, name)
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer)
}

const widest = 60

/** How wide a text is, in letters: a Chinese character is as wide as two. */
export const lettersWide = (text: string): number =>
  [...text].reduce((sum, c) => sum + (/[\u2e80-\uffef]/.test(c) ? 2 : 1), 0)

function widthOf(rows: BookSheet['rows'], column: number): number {
  let width = 4
  // A line alone below a table runs over its columns.
  for (const row of rows.slice(0, 500).filter(row => row.length > 1 || rows[0]!.length === 1)) {
    width = Math.max(width, Math.min(widest, lettersWide(String(row[column] ?? '')) + 2))
  }
  return width
}
