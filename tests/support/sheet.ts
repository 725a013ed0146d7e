import { utils, write } from '@e965/xlsx'

/** A cell of a test's sheet: a text, a number, nothing, or a cell as the library has it. */
export type TestCell = string | number | null | { t: string; v: unknown; z?: string }

/** The bytes of a workbook with these sheets; `merges` are ranges such as `A1:D1` in the first. */
export function workbookOf(
  sheets: Record<string, readonly (readonly TestCell[])[]>,
  { merges = [], type = 'xlsx' }: { merges?: readonly string[]; type?: 'xlsx' | 'biff8' | 'biff5' | 'html' } = {},
): Uint8Array {
  const book = utils.book_new()
  Object.entries(sheets).forEach(([name, rows], n) => {
    const sheet = utils.aoa_to_sheet(rows as unknown[][])
    if (n === 0) sheet['!merges'] = merges.map(range => utils.decode_range(range))
    utils.book_append_sheet(book, sheet, name)
  })
  if (type === 'html') return new TextEncoder().encode(write(book, { type: 'string', bookType: 'html' }) as string)
  return new Uint8Array(write(book, { type: 'array', bookType: type }) as ArrayBuffer)
}
