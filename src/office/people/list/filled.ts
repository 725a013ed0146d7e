import type { Row } from './csv.ts'
import type { Columns, Field } from './headers.ts'

/** What one writes once for several people below one another: their class, and where they live, which not everybody has. */
const classFields: readonly Field[] = ['college', 'className', 'grade', 'major']
const dormFields: readonly Field[] = ['dorm', 'estate', 'building', 'entrance', 'room']

/**
 * Gives the people of a list what only the first of several has: where cells were merged before they became a csv, each value stands once and below it
 * nothing. A column in which people next to each other have the same value is filled in everywhere, and what is missing there is missing. Rooms are
 * given to those alone who have a bed in one.
 */
export function filledDown(rows: readonly Row[], columns: Columns): { rows: Row[]; fields: Field[] } {
  const once = (field: Field, some: readonly Row[]) =>
    (columns[field] ?? []).filter(c => isWrittenOnce(some, c)).map(column => ({ field, column }))
  const [bed] = columns.bed ?? []
  const isBedded = bed !== undefined && rows.every(row => row.cells[bed] !== undefined)
  const found = [...classFields, ...(isBedded ? dormFields : [])].flatMap(field => once(field, rows))
  if (found.length === 0) return { rows: [...rows], fields: [] }
  const last = new Map<number, Row['cells'][number]>()
  const filled = rows.map(row => {
    const cells = [...row.cells]
    for (const { column } of found) {
      if (cells[column] === undefined) cells[column] = last.get(column)
      else last.set(column, cells[column])
    }
    return { ...row, cells }
  })
  return { rows: filled, fields: [...new Set(found.map(f => f.field))] }
}

/** Whether nobody has in this column what the one above has, at least as much is empty as is not, and the first is not. */
function isWrittenOnce(rows: readonly Row[], column: number): boolean {
  if (rows[0]?.cells[column] === undefined) return false
  let [values, blanks, above] = [0, 0, '']
  for (const { cells } of rows) {
    const text = cells[column]?.text.trim() ?? ''
    if (text === '') blanks++
    else if (text === above) return false
    else values++
    above = text
  }
  return blanks >= 2 && blanks >= values
}
