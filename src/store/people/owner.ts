import { type Expression, sql } from 'kysely'
import { ownerOfNumber } from '../../core/roster.ts'

/** As `ownerOfNumber`, within a query: the id under which the matters of the number in a column are kept. */
export const ownerIn = (column: string): Expression<string> =>
  sql<string>`${sql.lit(ownerOfNumber(''))} || ${sql.ref(column)}`

const prefix = ownerOfNumber('')

/** Whether the id in a column is that of a row of the roster that is joined to it; the roster is found by its number. */
export const isOwner = (column: string) =>
  sql<boolean>`${sql.ref('roster.number')} = substr(${sql.ref(column)}, ${sql.lit(prefix.length + 1)})
    and substr(${sql.ref(column)}, 1, ${sql.lit(prefix.length)}) = ${sql.lit(prefix)}`
