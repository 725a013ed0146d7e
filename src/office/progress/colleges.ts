import { type Identity, isWithin } from '../../core/roster.ts'
import { seesOf } from './ground.ts'
import { type ProgressTable, sumOfCells } from './overview.ts'

/** More classes than this are shown by college first. */
const mostClasses = 60

/** Whether a table is to be shown by college first: it has very many classes, and whoever looks may open each of their colleges. */
export function isForColleges({ classes }: ProgressTable, actor: Identity): boolean {
  const colleges = new Set(classes.map(c => c.college))
  if (classes.length <= mostClasses || colleges.size < 2) return false
  const care = seesOf(actor)
  return [...colleges].every(college => care.some(part => isWithin({ of: 'college', college }, part)))
}

/** The same table with a row for each college in place of its classes; their names are empty. */
export function byCollege(table: ProgressTable): ProgressTable {
  const colleges = [...Map.groupBy(table.classes, c => c.college)]
  return {
    ...table,
    classes: colleges.map(([college, rows]) => ({
      college,
      name: '',
      people: rows.reduce((sum, r) => sum + r.people, 0),
      cells: table.items.map((_, n) => sumOfCells(rows.map(r => r.cells[n]!))),
    })),
  }
}
