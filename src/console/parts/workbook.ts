import { type BookSheet, bookOf, workbookType } from '../../reports/book.ts'
import type { Download } from '../desk.ts'

/** A workbook of these sheets to take away; `name` is without its ending. */
export const workbook = async (name: string, sheets: readonly BookSheet[]): Promise<Download> => ({
  name: `${name}.xlsx`,
  type: workbookType,
  bytes: await bookOf(sheets),
})
