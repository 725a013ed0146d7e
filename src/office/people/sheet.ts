import { type CellObject, read, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { type Cell, cellsOf, decodings, type Row } from './csv.ts'

/** A sheet by name, with the rows that hold something. */
export interface ListSheet {
  name: string
  rows: Row[]
}

/** The largest file that is read, in bytes, and the most rows of a sheet. */
export const largestFile = 50 * 1024 * 1024
export const mostRows = 200_000
const mostColumns = 100

/**
 * Reads the sheets of an xlsx, xls or csv file, whatever its name says; null when the bytes are none. A csv may be in UTF-8, UTF-16 or GB18030,
 * with commas, semicolons or tabs: `isRight` tells which reading makes sense.
 */
export function readSheets(bytes: Uint8Array, isRight: (rows: readonly Row[]) => boolean): ListSheet[] | null {
  const starts = (...magic: number[]) => magic.every((byte, n) => bytes[n] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) return workbook(bytes, 'array')
  const texts = decodings(bytes)
  // What some systems export as .xls is a page in HTML or XML.
  const [first = ''] = texts
  if (/^\s*<(?:\?xml|html|!doctype|table|meta|head)/i.test(first.slice(0, 500))) {
    const read = texts.map(text => workbook(text, 'string'))
    return read.find(sheets => sheets?.some(s => isRight(s.rows))) ?? read[0] ?? null
  }
  let likeliest: Row[] | null = null
  for (const text of texts)
    for (const rows of cellsOf(text)) {
      if (isRight(rows)) return [{ name: '', rows }]
      likeliest ??= rows
    }
  return likeliest ? [{ name: '', rows: likeliest }] : null
}

function workbook(data: Uint8Array | string, type: 'array' | 'string'): ListSheet[] | null {
  let book: WorkBook
  try {
    book = read(data, { type, dense: true, raw: true, cellHTML: false, sheetRows: mostRows + 1 })
  } catch {
    return null // damaged, encrypted, or something else with the same first bytes: the library only says so by throwing
  }
  return book.SheetNames.flatMap(name => {
    const sheet = book.Sheets[name]
    return sheet ? [{ name, rows: rowsOf(sheet) }] : []
  })
}

function rowsOf(sheet: WorkSheet): Row[] {
  const data = (sheet as { '!data'?: (CellObject | undefined)[][] })['!data'] ?? []
  const rows: Row[] = []
  // Sheets may claim a million rows; only those that are there are looked at.
  data.forEach((cells, index) => {
    if (!cells) return
    rows[index] = { number: index + 1, cells: cells.slice(0, mostColumns).map(cellOf) }
  })
  spread(sheet['!merges'] ?? [], rows)
  return rows.filter(row => row.cells.some(c => c !== undefined))
}

function cellOf(cell: CellObject | undefined): Cell | undefined {
  if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === null) return undefined
  if (cell.t === 'e') return { text: String(cell.w ?? '#N/A'), stored: 'error' }
  if (cell.t !== 'n') return String(cell.v).trim() === '' ? undefined : { text: String(cell.v), stored: 'text' }
  // A format such as 00000000 shows the zeros that the number itself has lost.
  const shown = String(cell.w ?? '').trim()
  const isPadded = /^\d+$/.test(shown) && Number(shown) === cell.v
  return { text: isPadded ? shown : String(cell.v), stored: isPadded && shown.startsWith('0') ? 'text' : 'number' }
}

/** Gives every cell of a merged block the text of its first. */
function spread(merges: NonNullable<WorkSheet['!merges']>, rows: Row[]): void {
  for (const { s, e } of merges.slice(0, 50_000)) {
    const cell = rows[s.r]?.cells[s.c]
    if (!cell) continue
    for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r++)
      for (let c = s.c; c <= Math.min(e.c, mostColumns - 1); c++) if (rows[r]) rows[r]!.cells[c] = cell
  }
}
