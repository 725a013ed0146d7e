import { type CellObject, type ParsingOptions, read, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { type Cell, cellsOf, decodings, type Row } from './csv.ts'
import { beforeDate, isDateFormat } from './dates.ts'
import { containedKind, isCompound, isZip, otherKind } from './kind.ts'
import { isOverfull } from './unpacked.ts'
import type { FaultKind } from './words.ts'

/** A sheet by name, with the rows that hold something, and which of its columns (from 0) are hidden. */
export interface ListSheet {
  name: string
  rows: Row[]
  isHidden: boolean
  hiddenColumns: ReadonlySet<number>
}

/** The sheets of a file, or what it is instead. */
export type Sheets = { sheets: ListSheet[]; fault: null } | { sheets: null; fault: FaultKind }

/** The largest file that is read, in bytes, and the most rows of a sheet. */
export const largestFile = 50 * 1024 * 1024
export const mostRows = 200_000
const mostColumns = 100

/**
 * Reads the sheets of an xlsx, xls or csv file, whatever its name says. A csv may be in UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs:
 * `isRight` tells which reading makes sense.
 */
export function readSheets(bytes: Uint8Array, isRight: (rows: readonly Row[]) => boolean): Sheets {
  const other = otherKind(bytes)
  if (other) return { sheets: null, fault: other }
  if (isZip(bytes) && isOverfull(bytes)) return { sheets: null, fault: 'overfull' }
  if (isZip(bytes) || isCompound(bytes)) {
    const sheets = workbook(bytes, 'array')
    return sheets ? { sheets, fault: null } : { sheets: null, fault: containedKind(bytes) }
  }
  // Excel's oldest files are no container, and begin with the first record.
  const oldest = bytes[0] === 0x09 && bytes[1] !== undefined && bytes[1]! <= 0x08 ? workbook(bytes, 'array') : null
  const sheets = oldest?.some(s => isRight(s.rows)) ? oldest : readText(bytes, isRight)
  return sheets ? { sheets, fault: null } : { sheets: null, fault: 'unreadable' }
}

/** A list in letters: one of the texts that its bytes may mean, cut by one of the separators. */
function readText(bytes: Uint8Array, isRight: (rows: readonly Row[]) => boolean): ListSheet[] | null {
  const texts = decodings(bytes)
  // What some systems export as .xls is a page in HTML or XML.
  const [first = ''] = texts
  if (/^\s*<(?:\?xml|html|!doctype|table|meta|head|workbook)/i.test(first.slice(0, 500))) {
    const found = texts.map(text => workbook(text, 'string'))
    return found.find(sheets => sheets?.some(s => isRight(s.rows))) ?? found[0] ?? null
  }
  const only = (rows: Row[]): ListSheet[] => [{ name: '', rows, isHidden: false, hiddenColumns: new Set() }]
  let likeliest: Row[] | null = null
  for (const text of texts)
    for (const rows of cellsOf(text)) {
      if (isRight(rows)) return only(rows)
      likeliest ??= rows
    }
  return likeliest ? only(likeliest) : null
}

function workbook(data: Uint8Array | string, type: 'array' | 'string'): ListSheet[] | null {
  // Only with styles does the library tell which rows and columns are hidden.
  const options: ParsingOptions = { type, dense: true, raw: true, cellHTML: false, cellStyles: true, sheetStubs: false }
  let book: WorkBook
  try {
    book = read(data, { ...options, sheetRows: mostRows + 1 })
  } catch {
    return null // damaged, encrypted, or something else with the same first bytes: the library only says so by throwing
  }
  const sheets = book.SheetNames.flatMap((name, n) => {
    const sheet = book.Sheets[name]
    const isHidden = (book.Workbook?.Sheets?.[n]?.Hidden ?? 0) !== 0
    return sheet ? [{ name, isHidden, rows: rowsOf(sheet), hiddenColumns: hiddenColumnsOf(sheet) }] : []
  })
  return type === 'array' ? inChinese(sheets) : sheets
}

const hiddenColumnsOf = (sheet: WorkSheet) =>
  new Set((sheet['!cols'] ?? []).flatMap((column, n) => (column?.hidden ? [n] : [])))

/**
 * Excel before 97 wrote the bytes of the computer's own code page, which the library takes for letters of Western Europe. Where all that is no ASCII
 * makes Chinese, it is.
 */
function inChinese(sheets: ListSheet[]): ListSheet[] {
  const texts = sheets.flatMap(s => [s.name, ...s.rows.flatMap(r => r.cells.flatMap(c => (c ? [c.text] : [])))])
  const foreign = texts.filter(text => /[^\0-\x7f]/.test(text))
  if (foreign.length === 0 || foreign.some(text => /[^\0-\xff]/.test(text))) return sheets
  const decoder = new TextDecoder('gb18030')
  const reread = (text: string) => decoder.decode(Uint8Array.from(text, c => c.charCodeAt(0)))
  if (!foreign.every(text => /^[\0-\x7f\p{Script=Han}\p{P}\p{S}\u3000-\u33ff\uff00-\uffef]*$/u.test(reread(text))))
    return sheets
  const cells = (row: Row) => row.cells.map(c => c && { ...c, text: reread(c.text) })
  return sheets.map(s => ({ ...s, name: reread(s.name), rows: s.rows.map(r => ({ ...r, cells: cells(r) })) }))
}

function rowsOf(sheet: WorkSheet): Row[] {
  const data = (sheet as { '!data'?: (CellObject | undefined)[][] })['!data'] ?? []
  const rows: Row[] = []
  // Sheets may claim a million rows; only those that are there are looked at.
  data.forEach((cells, index) => {
    if (!cells) return
    const isHidden = sheet['!rows']?.[index]?.hidden === true
    rows[index] = { number: index + 1, cells: cells.slice(0, mostColumns).map(cellOf), isHidden }
  })
  spread(sheet['!merges'] ?? [], rows)
  return rows.filter(row => row.cells.some(c => c !== undefined))
}

function cellOf(cell: CellObject | undefined): Cell | undefined {
  if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === null) return undefined
  if (cell.t === 'e') return { text: String(cell.w ?? '#N/A'), stored: 'error' }
  if (cell.t !== 'n') return String(cell.v).trim() === '' ? undefined : { text: String(cell.v), stored: 'text' }
  const shown = String(cell.w ?? '').trim()
  const format = typeof cell.z === 'string' ? cell.z : undefined
  if (isDateFormat(format)) return { text: shown, stored: 'date', was: beforeDate(cell.v as number, format!) }
  // A format such as 00000000 shows the zeros that the number itself has lost, and one such as 0"班" what stands around it.
  const isPadded = /^\d+$/.test(shown) && Number(shown) === cell.v
  if (/^\D*\d+\D*\p{Script=Han}\D*$|^\D*\p{Script=Han}\D*\d+\D*$/u.test(shown)) return { text: shown, stored: 'text' }
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
