import { sql } from 'kysely'
import { layerIn } from '../../src/store/content/versions.ts'
import type { Database } from '../../src/store/open.ts'
import { tablesOf } from './rows.ts'

/** What only grows: who did what, what was said to people, what happened with a case, which versions there were; and what a chore looks through once. */
const records = [
  'audit',
  'delivery',
  'crisis_event',
  'content_version',
  'counter',
  'arrival',
  'pulse',
  'console_session',
]
/** Who of the staff did something last. */
const hands = ['marked_by', 'by']
/** Instants that say when something holds, and not when somebody did it. */
const terms = ['until', 'until_at', 'from_at', 'instant', 'due', 'over_at']

/**
 * Everything that is stored as it holds at `now` (epoch milliseconds), without records and without when somebody did something: of content what is in
 * force, of stand-ins those that are not over.
 */
export async function stored(database: Database, now: number): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = { content: [...(await layerIn(database.db))] }
  for (const table of await tablesOf(database)) {
    if (records.includes(table)) continue
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database.db)
    const isOver = (row: Record<string, unknown>) => Number(row.until_at) <= now || row.until_at === row.from_at
    const holding = table === 'stand_in' ? rows.filter(row => !isOver(row)) : rows
    if (holding.length > 0) found[table] = holding.map(row => JSON.stringify(Object.entries(row).flatMap(plain))).sort()
  }
  return found
}

const plain = ([name, value]: [string, unknown]): unknown[] => {
  if (hands.includes(name)) return []
  return [name, terms.includes(name) ? value : String(value).replace(/\b\d{13}\b/g, 'T')]
}
