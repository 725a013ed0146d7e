import type { RosterPerson } from '../core/roster.ts'
import type { Database } from './open.ts'

/** Rows in one statement; ten columns each stay well below SQLite's limit of parameters. */
const chunk = 1000

/** Puts people on the roster or brings them up to date; a number stands there once. Saved whole or not at all. */
export async function savePeople({ transact }: Database, people: readonly RosterPerson[], at: Date): Promise<void> {
  await transact(async db => {
    for (let from = 0; from < people.length; from += chunk) {
      const rows = people.slice(from, from + chunk).map(({ className, scope, ...person }) => ({
        ...person,
        class_name: className,
        scope: JSON.stringify(scope),
        at: at.getTime(),
      }))
      await db
        .insertInto('roster')
        .values(rows)
        .onConflict(c =>
          c.column('number').doUpdateSet(eb => ({
            name: eb.ref('excluded.name'),
            role: eb.ref('excluded.role'),
            college: eb.ref('excluded.college'),
            class_name: eb.ref('excluded.class_name'),
            dorm: eb.ref('excluded.dorm'),
            loan: eb.ref('excluded.loan'),
            counselor: eb.ref('excluded.counselor'),
            scope: eb.ref('excluded.scope'),
            at: eb.ref('excluded.at'),
          })),
        )
        .execute()
    }
  })
}
