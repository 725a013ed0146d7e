import type { CompiledQuery, DialectAdapter, Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Stands in a query for a value that is given each time it runs. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Something that can be built into SQL, with the rows it returns. */
interface Buildable<Row> {
  compile(): CompiledQuery<Row>
}

/**
 * A query that is built once for each open database and run with other values each time: in a hot path Kysely's building of the SQL costs more than SQLite's
 * running it. `build` names each value with `slot('name')`; the shape of the query must not depend on values.
 */
export function prepared<Values extends Record<string, unknown>, Row>(
  build: (db: Kysely<Tables>, slot: <Name extends keyof Values & string>(name: Name) => Values[Name]) => Buildable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<{ rows: Row[]; changes: number }> {
  // The adapter is what all that is handed out of one open database has in common, in a transaction too.
  const builtFor = new WeakMap<DialectAdapter, CompiledQuery<Row>>()
  return async (db, values) => {
    const { adapter } = db.getExecutor()
    let built = builtFor.get(adapter)
    if (!built) {
      built = build(db, name => new Slot(name) as never).compile()
      builtFor.set(adapter, built)
    }
    const parameters = built.parameters.map(p => (p instanceof Slot ? values[p.name] : p))
    const { rows, numAffectedRows = 0n } = await db.executeQuery<Row>({ ...built, parameters })
    return { rows, changes: Number(numAffectedRows) }
  }
}
