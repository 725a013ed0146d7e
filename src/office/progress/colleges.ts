import { type Identity, isWithin } from '../../core/roster.ts'
import { seesOf } from './ground.ts'
import { type ProgressTable, sumOfCells } from './overview.ts'

/** More classes than this are shown by college first. */
const mostClasses = 60

/** Whether a table is to be shown by college first: it has very many classes, and whoever looks may open each of their colleges. */
export function isForColleges({ classes }: ProgressTable, actor: Identity): boolean {
  const colleges = new Set(classes.map(c => c.college))
  if (classes.length <= mostClasses || colleges.size < 2) return false
  return [...colleges].every(college => mayOpen(actor, college))
}

const mayOpen = (actor: Identity, college: string): boolean =>
  seesOf(actor).some(part => isWithin({ of: 'college', college }, part))

/** A college that stands for itself to whoever looks after more than it; empty where it is all they have, or not wholly theirs. */
export function collegeAmong(actor: Identity, college: string): string {
  const isAll = seesOf(actor).every(part => isWithin(part, { of: 'college', college }))
  return mayOpen(actor, college) && !isAll ? college : ''
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
