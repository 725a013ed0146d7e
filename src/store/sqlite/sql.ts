/** The SQL that only SQLite understands, in one place: another database brings its own file of these. */
import { type Expression, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../schema.ts'

/** A query that reads rows and keeps them from others until the transaction ends. Here a transaction has the whole database. */
export const locking = <Query>(query: Query): Query => query

/** Whether a column's value is among these. As one value: a list may be longer than a statement takes parameters. */
export const isAmong = (column: string, values: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`

/** Whether the values of these columns stand together among these rows; found by an index over them. */
export const areAmong = (columns: readonly string[], rows: readonly (readonly string[])[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(columns.map(c => sql.ref(c)))}) in
    (select ${sql.join(columns.map((_, n) => givenField(n)))} from ${given(rows)})`

/** Whether the first word of a column's text is among these; none that has a space in it is. */
export const isAmongWords = (column: string, values: readonly string[]): RawBuilder<SqlBool> => {
  const text = sql.ref(column)
  const word = sql`substr(${text}, 1, instr(${text} || ' ', ' ') - 1)`
  return sql<SqlBool>`${word} in (select value from json_each(${JSON.stringify(values)}))`
}

/** Rows of texts as a table `given`, each a list; `givenField(n)` is one of a row. */
export const given = (rows: readonly (readonly (string | null)[])[]): RawBuilder<unknown> =>
  sql`json_each(${JSON.stringify(rows)}) as given`
/** The field of a row of `given`, counted from 0. */
export const givenField = (n: number): RawBuilder<string | null> => sql`(given.value ->> ${sql.lit(n)})`

/** Puts shorter names first, before their letters count: names that differ in a number alone stand in its order, 2班 before 10班. */
export const shortFirst = (column: string): RawBuilder<number> => sql<number>`length(${sql.ref(column)})`

/** Whether a text holds another, letter by letter. */
export const holds = (text: Expression<unknown>, part: Expression<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`instr(${text}, ${part}) > 0`

/** The texts of a group of rows with spaces between them. */
export const joinedBySpaces = (column: string): RawBuilder<string | null> =>
  sql<string | null>`group_concat(${sql.ref(column)}, ' ')`

/** What stands at a path of a document, as text. */
export const textAt = (column: string, path: string): RawBuilder<string | null> =>
  sql<string | null>`json_extract(${sql.ref(column)}, ${sql.lit(path)})`

/** Gives rows another owner, but for those of which the new one has their own already. */
export const rename = (
  db: Kysely<Tables>,
  table: string,
  { column, from, to }: { column: string; from: string; to: string },
) =>
  sql`update or ignore ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${sql.ref(column)} = ${from}`.execute(
    db,
  )

/** How many rows this process has changed so far: grows with every write, and by nothing else. */
export async function changesSoFar(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(db)
  return rows[0]!.n
}
