import { ownerOf } from '../core/roster.ts'
import type { Database } from './open.ts'
import { knownBy } from './people/reads.ts'
import { knownOf, theirs, untyped } from './people/whose.ts'
import { holdings, type Tables } from './schema.ts'

/** Everything that is stored about one person, for that person: plain rows by table, no one else's. */
export function makeRecords({ db }: Database) {
  return {
    /** Of the person who writes under this handle. */
    async of(handle: string): Promise<Record<string, unknown>> {
      // Only who it is matters here, at any time.
      const { who } = await knownBy(db, { id: handle, name: '', role: 'student', privateChat: null }, 0)
      const known = await knownOf(db, { owner: ownerOf({ id: handle }, who), handle })
      const records: Record<string, unknown> = { person: known.owner }
      for (const table of Object.keys(holdings) as (keyof Tables)[]) {
        const shows = holdings[table]?.shows ?? []
        const isTheirs = theirs(table, known)
        if (!isTheirs || shows.length === 0) continue
        const rows = untyped(db).selectFrom(table).where(isTheirs)
        records[table] = await (shows === 'all' ? rows.selectAll() : rows.select([...shows])).execute()
      }
      return records
    },
  }
}
