import { utils, write } from '@e965/xlsx'

/** One sheet of a spreadsheet: a heading row and rows below it. Numbers stay numbers; everything else is text. */
export interface Sheet {
  name: string
  heading: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** Excel refuses longer names and these characters in the name of a sheet. */
const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)

/**
 * A spreadsheet (XLSX bytes) that Excel and WPS open. Texts are written as texts, so that one that begins with `=` is never a formula.
 */
export function bookOf(sheets: readonly Sheet[]): Uint8Array {
  const book = utils.book_new()
  for (const { name, heading, rows } of sheets) {
    const sheet = utils.aoa_to_sheet([[...heading], ...rows.map(row => [...row])])
    sheet['!cols'] = heading.map((title, n) => ({
      wch: widthOf([title, ...rows.slice(0, 200).map(row => row[n] ?? '')]),
    }))
    utils.book_append_sheet(book, sheet, sheetName(name))
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer)
}

/** A width in which most cells can be read: a Chinese character takes two. */
function widthOf(cells: readonly (string | number)[]): number {
  const widths = cells.map(cell => [...String(cell)].reduce((sum, char) => sum + (char > '\u2e80' ? 2 : 1), 0))
  return Math.min(60, Math.max(8, ...widths) + 2)
}
