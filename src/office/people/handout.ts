import { utils, write } from '@e965/xlsx'
import { cellText } from '../../core/text/harmless.ts'

/** Rows as the bytes of an xlsx file with one sheet; every cell is text, so that numbers keep their zeros and nothing is a formula. */
export function sheetFile(name: string, rows: readonly (readonly string[])[]): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map(row => row.map(text => ({ t: 's', v: cellText(text), z: '@' }))))
  sheet['!cols'] = Array.from({ length: Math.max(...rows.map(r => r.length)) }, () => ({ wch: 18 }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, name)
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}
