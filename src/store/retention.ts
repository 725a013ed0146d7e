import type { Kysely } from 'kysely'
import type { Chore } from '../core/chore.ts'
import type { Retention } from '../knowledge/retention.ts'
import { ownEnds, type When } from './ending.ts'
import type { Database } from './open.ts'
import { type AnyTables, untyped } from './people/whose.ts'
import { holdings, type Tables } from './schema.ts'
import { changesSoFar } from './sqlite/sql.ts'
import type { Ends } from './tables/holding.ts'

const day = 86_400_000
/** Between two looks lies no less than this: what is promised in days need not go to the minute. */
const leastMs = 3_600_000
/** And no more, when anything was saved meanwhile: what is made later lasts a day at least. */
const mostMs = day

/**
 * Deletes what has been kept as long as was promised, in every table as `holdings` has it; `rules` are those in force. Nothing of it can be read from the
 * files afterwards.
 */
export function makeRetention(database: Database, rules: () => Pick<Retention, 'days'>): Chore {
  /** When it was looked, when the first of what stood there then has to go, and what had been saved so far. */
  let looked: { at: number; due: number; changes: number } | null = null

  async function next(now: Date): Promise<number> {
    // After a clock that was put back nothing waits for the time that it showed.
    if (looked === null || looked.at > now.getTime()) return now.getTime()
    const isIdle = (await changesSoFar(database.db)) === looked.changes
    return Math.max(looked.at + leastMs, isIdle ? looked.due : Math.min(looked.due, looked.at + mostMs))
  }

  return {
    name: 'retention',
    isFinal: true,
    async nextDue(now) {
      const at = database.isSoiled() ? now.getTime() : await next(now)
      return Number.isFinite(at) ? new Date(at) : null
    },
    async run(now) {
      const at = now.getTime()
      if ((await next(now)) > at) return database.scrub()
      const { days } = rules()
      await retain(database, { at, days })
      looked = { at, due: await firstDue(database.db, { at, days }), changes: await changesSoFar(database.db) }
    },
  }
}

/** As the chore, once. What others belong to goes before them; each table is a transaction of its own, so that nothing waits for all. */
export async function retain(database: Database, when: When): Promise<void> {
  let gone = 0n
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const ends = holdings[table]?.ends
    if (!ends) continue
    const own = 'own' in ends && ends.own ? ownEnds[table]! : null
    gone += await database.transact(db => (own ? own(db, when) : endRows(db, table, { ends, when })))
  }
  if (gone === 0n) return
  database.soil()
  await database.scrub()
}

/** The instant in its column up to which a row of a table is over. */
const over = (table: keyof Tables, ends: Ends<string>, { at, days }: When) =>
  'at' in ends ? at : at - (days[holdings[table]!.kind] ?? 0) * day

async function endRows(
  db: Kysely<Tables>,
  table: keyof Tables,
  { ends, when }: { ends: Ends<string>; when: When },
): Promise<bigint> {
  const rows = untyped(db).deleteFrom(table)
  const parents = (of: string, key: string) => untyped(db).selectFrom(of).select(key)
  const upTo = over(table, ends, when)
  const old = () => {
    if ('with' in ends) return rows.where(ends.column, 'not in', parents(ends.with, ends.key))
    if ('at' in ends) return rows.where(ends.at, '<=', upTo)
    if ('of' in ends)
      return rows.where(eb =>
        eb.or([
          eb(ends.column, 'in', parents(ends.of, ends.key).where(ends.after, '<=', upTo)),
          eb(ends.column, 'not in', parents(ends.of, ends.key)),
        ]),
      )
    return ends.only
      ? rows.where(ends.after, '<=', upTo).where(ends.only.column, '=', ends.only.is)
      : rows.where(ends.after, '<=', upTo)
  }
  return (await old().executeTakeFirstOrThrow()).numDeletedRows
}

/** When the next row that stands there now has to go; what is made later lasts at least a day. Infinity when there is none. */
async function firstDue(db: Kysely<Tables>, when: When): Promise<number> {
  let first = Number.POSITIVE_INFINITY
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const ends = holdings[table]?.ends
    if (!ends || 'with' in ends) continue
    const column = 'at' in ends ? ends.at : ends.after
    const upTo = over(table, ends, when)
    const next = await (db as unknown as Kysely<AnyTables>)
      .selectFrom('of' in ends ? ends.of : table)
      .select(eb => eb.fn.min(column).as('at'))
      .where(column, '>', upTo)
      .executeTakeFirst()
    if (next?.at != null) first = Math.min(first, Number(next.at) + when.at - upTo)
  }
  return first
}
