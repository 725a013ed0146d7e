import { oneOf } from '../../../content/words.ts'
import { beside } from './beside.ts'
import type { Cell, Row } from './csv.ts'
import {
  type Columns,
  type Field,
  type HeaderMeaning,
  type HeaderReader,
  headerReader,
  type ListWords,
} from './headers.ts'
import type { ImportWords } from './words.ts'

/** A header: its first and last row (from 0 in the list of rows), its texts by column, and what each means. */
interface Header {
  first: number
  last: number
  texts: (string | undefined)[]
  meant: (readonly HeaderMeaning[])[]
}

/** One list of people in a sheet: its columns, the rows below its header, and the rows above that may say of whom it is. */
export interface Table {
  texts: readonly (string | undefined)[]
  columns: Columns
  /** Its part of the sheet, as columns from 0. */
  from: number
  to: number
  rows: Row[]
  titles: Row[]
  /** How many lists stand beside one another under its header, itself included. */
  beside: number
}

/** How many rows may stand above the first header: titles, dates, notes. */
const mostTitles = 40

/** Whether rows hold a list: some row names both number and name. */
export const hasList = (rows: readonly Row[], words: ListWords): boolean =>
  firstHeader(rows, headerReader(words)) !== null

/** The lists of a sheet: below one another each with its own header, and beside one another under one. */
export function tablesIn(rows: readonly Row[], words: ListWords): Table[] {
  const reader = headerReader(words)
  const headers = headersOf(rows, reader)
  let titles = rows.slice(Math.max(0, (headers[0]?.first ?? 0) - mostTitles), headers[0]?.first ?? 0)
  return headers.flatMap((header, n) => {
    const next = headers[n + 1]
    const below = rows.slice(header.last + 1, next?.first ?? rows.length)
    const parts = beside(header.texts, header.meant)
    const own = titles
    // What stands right above the next header may be its title; without one the list goes on.
    const columns = parts[0]!.columns
    const from = below.findLastIndex(row => mayBePerson(row, columns, words.import)) + 1
    if (next && from < below.length) titles = below.slice(from)
    return parts.map(part => ({
      ...part,
      texts: header.texts,
      rows: next ? below.slice(0, from) : below,
      titles: own,
      beside: parts.length,
    }))
  })
}

/** The rows of a sheet without a header as a list with the columns of another sheet, where all of them fit; else null. */
export function tableLike(rows: readonly Row[], other: Table, words: ImportWords): Table | null {
  const people = rows.filter(row => mayBePerson(row, other.columns, words))
  const fits = (row: Row) =>
    isNumberLike(cellIn(row, other.columns, 'number')?.text) && isNameLike(cellIn(row, other.columns, 'name')?.text)
  return people.length > 0 && people.every(fits) ? { ...other, rows: [...rows], titles: [] } : null
}

/** Whether rows look as if they were people, though no header says so. */
export const looksLikePeople = (rows: readonly Row[]): boolean =>
  rows.some(({ cells }) => cells.some(c => isNumberLike(c?.text)) && cells.some(c => isNameLike(c?.text)))

const isNumberLike = (text = '') => /^[A-Z]{0,4}\d{6,16}$/i.test(text.trim())
const isNameLike = (text = '') => /^[\p{Script=Han}·]{2,8}$/u.test(text.replace(/\s/g, ''))

/** The texts of the row that is most like a header, for people to see what was found instead. */
export function likelyHeader(rows: readonly Row[]): string[] {
  const fullest = rows.slice(0, mostTitles).toSorted((a, b) => b.cells.length - a.cells.length)[0]
  return (fullest?.cells ?? []).flatMap(c => (c ? [c.text.trim().slice(0, 20)] : [])).slice(0, 12)
}

function headersOf(rows: readonly Row[], reader: HeaderReader): Header[] {
  const first = firstHeader(rows, reader)
  if (!first) return []
  const headers = [first]
  for (let at = first.last + 1; at < rows.length; at++) {
    if (!isUnlikePerson(rows[at]!, headers.at(-1)!)) continue
    const header = headerAt(rows, at, reader.strict)
    if (!header) continue
    headers.push(header)
    at = header.last
  }
  return headers
}

function firstHeader(rows: readonly Row[], reader: HeaderReader): Header | null {
  for (const read of [reader.strict, reader.loose])
    for (let at = 0; at < Math.min(rows.length, mostTitles); at++) {
      const header = headerAt(rows, at, read)
      if (header) return header
    }
  return null
}

/** Nobody's number is without digits: most rows need no closer look. */
function isUnlikePerson({ cells }: Row, { meant }: Header): boolean {
  const at = meant.findIndex(fields => fields.some(f => f.field === 'number' || f.field === 'rowId'))
  return !/\d{3}/.test(cells[at]?.text ?? '')
}

type Read = (text: string) => readonly HeaderMeaning[]

function headerAt(rows: readonly Row[], at: number, read: Read): Header | null {
  const one = rowMeans(rows[at]!, read)
  if (!isHeader(one)) return null
  const below = rows[at + 1]
  const texts = rows[at]!.cells.map(c => c?.text)
  if (!below || !goesOn(one, rows[at]!, below, read)) return { first: at, last: at, texts, meant: one }
  // A header of two rows: groups above, names below.
  const two = rowMeans(below, read)
  const width = Math.max(one.length, two.length)
  const meant = Array.from({ length: width }, (_, n) => ((two[n]?.length ?? 0) > 0 ? two[n]! : (one[n] ?? [])))
  const joined = Array.from({ length: width }, (_, n) => below.cells[n]?.text ?? texts[n])
  return { first: at, last: at + 1, texts: joined, meant }
}

const rowMeans = ({ cells }: Row, read: Read) => Array.from(cells, cell => (cell ? read(cell.text) : []))

const columnOf = (meant: readonly (readonly HeaderMeaning[])[], ...fields: Field[]) =>
  meant.findIndex(all => all.some(m => fields.includes(m.field)))

function isHeader(meant: readonly (readonly HeaderMeaning[])[]): boolean {
  const number = columnOf(meant, 'number', 'rowId')
  const name = columnOf(meant, 'name')
  return number !== -1 && name !== -1 && number !== name
}

/** Whether the row below a header belongs to it: where number and name stand it says nothing new, and elsewhere it names columns. */
function goesOn(meant: readonly (readonly HeaderMeaning[])[], { cells }: Row, below: Row, read: Read): boolean {
  const isSilent = (column: number) =>
    below.cells[column] === undefined || below.cells[column].text === cells[column]?.text
  if (![columnOf(meant, 'number', 'rowId'), columnOf(meant, 'name')].every(isSilent)) return false
  return below.cells.some((cell, n) => cell && cell.text !== cells[n]?.text && read(cell.text).length > 0)
}

/** The text of a field in a row: of the first of its columns that holds something. */
export const cellIn = ({ cells }: Row, columns: Columns, field: Field): Cell | undefined =>
  columns[field]?.map(c => cells[c]).find(c => c !== undefined)

const asideOf = new WeakMap<ImportWords, RegExp>()

/** Whether a row may be somebody's: it has a number or a name that is no title, total or remark. */
export function mayBePerson(row: Row, columns: Columns, words: ImportWords): boolean {
  const [number, name] = (['number', 'name'] as const).map(f => cellIn(row, columns, f)?.text.trim() ?? '')
  if (number === '' && name === '') return false
  if (number === name || (name === '' && /\p{Script=Han}/u.test(number!))) return false
  const aside = asideOf.get(words) ?? new RegExp(`^(?:${oneOf(words.asides)})(?:[:：（(\\s\\d].*)?$`, 's')
  asideOf.set(words, aside)
  return !aside.test(number || name!) && !/^[^\d:：]{1,8}[:：]/.test(number!)
}
