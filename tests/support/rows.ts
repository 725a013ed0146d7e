import { sql } from 'kysely'
import type { Database } from '../../src/store/open.ts'
import { type AnyTables, untyped } from '../../src/store/people/whose.ts'
import { holdings, type Tables } from '../../src/store/schema.ts'

/** Somebody whose rows stand in every table: `mark` is in each of their texts. */
export interface Marked {
  mark: string
  owner: string
  handle: string
  number: string
  chat: string
}

/** Someone who is bound to a number. */
export const aMarked = (name: string): Marked => ({
  mark: `mark-${name}`,
  owner: `n:${name}`,
  handle: `handle-${name}`,
  number: name,
  chat: `private/handle-${name}`,
})

/** Values without which a row would not be what the test means. */
const given: Partial<Record<keyof Tables, Record<string, unknown>>> = {
  chat: { kind: 'private' },
  delivery: { state: 'delivered', chat_kind: 'private', purpose: 'reply' },
  roster: { role: 'student' },
  crisis_case: { state: 'acknowledged' },
  handoff: { state: 'done' },
  broadcast: { state: 'sent' },
  picture: { name: 'aaaaaaaa.png' },
}

/** The tables of a database, in the order of their names. */
export async function tablesOf({ db }: Pick<Database, 'db'>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'
    and name not like 'sqlite_%' and name not like 'kysely_%' order by name`.execute(db)
  return rows.map(r => r.name)
}

/** The columns of a table and their types. */
export async function columnsOf({ db }: Pick<Database, 'db'>, table: string) {
  const { rows } = await sql<{
    name: string
    type: string
    pk: number
  }>`select * from pragma_table_info(${table})`.execute(db)
  return rows
}

let count = 0

/** Puts one row of somebody into every table that can hold one of theirs, all at one instant. */
export async function fillAll(database: Database, who: Marked, at: number): Promise<void> {
  const values = { owner: who.owner, handle: who.handle, number: who.number, 'private-chat': who.chat }
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const holding = holdings[table]
    if (!holding) continue
    const row: Record<string, unknown> = {}
    for (const { name, type, pk } of await columnsOf(database, table)) {
      if (name === 'seq' && pk) continue
      const number = name === 'seq' ? ++count : at
      row[name] = /int|real/i.test(type) ? number : JSON.stringify({ [who.mark]: `${table}.${name}` })
    }
    // Of two names in one column the first is what is written today.
    for (const { by, column } of holding.whose.toReversed()) row[column] = values[by]
    const { ends } = holding
    // What belongs to another row belongs to the one of the same person.
    if (ends && ('with' in ends || 'of' in ends) && !holding.whose.some(w => w.column === ends.column))
      row[ends.column] = JSON.stringify({ [who.mark]: `${'with' in ends ? ends.with : ends.of}.${ends.key}` })
    const whole = { ...row, ...given[table] }
    await untyped(database.db).insertInto(table).values(whole).execute()
  }
}

/** Every row of every table that holds anything of somebody, as text. */
export async function rowsOf(database: Pick<Database, 'db'>, who: Marked): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of await tablesOf(database)) {
    const rows = await (untyped(database.db) as unknown as import('kysely').Kysely<AnyTables>)
      .selectFrom(table)
      .selectAll()
      .execute()
    const names = [who.mark, `"${who.owner}"`, `"${who.handle}"`, `"${who.number}"`]
    const theirs = rows.map(r => JSON.stringify(r)).filter(r => names.some(name => r.includes(name)))
    if (theirs.length > 0) found[table] = theirs
  }
  return found
}
