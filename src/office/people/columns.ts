import { normalize } from '../../content/normalize.ts'
import type { Row } from './csv.ts'
import type { ImportWords } from './words.ts'

/** What a column of a school's list may hold. */
export type Field = keyof ImportWords['columns']

/** Where each field stands; a field with several columns has the one of the preferred name first. */
export type Columns = Partial<Record<Field, number[]>>

/** How many rows may stand above the header: titles, dates, notes. */
const mostTitles = 40

/** The header of a sheet: its row, and which column is which. Null when no row names both number and name. */
export function headerOf(rows: readonly Row[], words: ImportWords): { row: number; columns: Columns } | null {
  const names = namesOf(words)
  let best: { row: number; columns: Columns; found: number } | null = null
  for (const row of rows.slice(0, mostTitles)) {
    const columns = columnsOf(row, names)
    const found = Object.keys(columns).length
    if (columns.number && columns.name && found > (best?.found ?? 0)) best = { row: row.number, columns, found }
  }
  return best && { row: best.row, columns: best.columns }
}

/** The texts of the row that is most like a header, for people to see what was found instead. */
export function likelyHeader(rows: readonly Row[]): string[] {
  const fullest = rows.slice(0, mostTitles).toSorted((a, b) => b.cells.length - a.cells.length)[0]
  return (fullest?.cells ?? []).flatMap(c => (c ? [c.text.trim().slice(0, 20)] : [])).slice(0, 12)
}

/** Rank of each name within its field. */
type Names = Map<string, { field: Field; rank: number }>

const known = new WeakMap<ImportWords, Names>()

function namesOf(words: ImportWords): Names {
  let names = known.get(words)
  if (!names) {
    names = new Map(
      Object.entries(words.columns).flatMap(([field, list]) =>
        list.map((name, rank) => [bare(name), { field: field as Field, rank }] as const),
      ),
    )
    known.set(words, names)
  }
  return names
}

function columnsOf({ cells }: Row, names: Names): Columns {
  const found: { field: Field; rank: number; column: number }[] = []
  cells.forEach((cell, column) => {
    if (!cell || cell.text.length > 40) return
    const meant = names.get(bare(cell.text)) ?? names.get(bare(cell.text.replace(/[（(【[].*$/su, '')))
    if (meant) found.push({ ...meant, column })
  })
  const columns: Columns = {}
  for (const { field, column } of found.toSorted((a, b) => a.rank - b.rank))
    columns[field] = [...(columns[field] ?? []), column]
  return columns
}

/** A header without spaces, marks and brackets. */
const bare = (text: string) => normalize(text).replace(/[^\p{L}\p{N}]/gu, '')
