import { type Expression, sql } from 'kysely'
import { ownerOfNumber } from '../../core/roster.ts'

/** As `ownerOfNumber`, within a query: the id under which the matters of the number in a column are kept. */
export const ownerIn = (column: string): Expression<string> =>
  sql<string>`${sql.lit(ownerOfNumber(''))} || ${sql.ref(column)}`
