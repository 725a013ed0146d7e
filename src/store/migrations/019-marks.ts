import type { Kysely } from 'kysely'

/** What people on the roster are marked as (a list in JSON), and how they left before graduating. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('roster')
    .addColumn('tags', 'text', c => c.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .alterTable('roster')
    .addColumn('left_as', 'text', c => c.notNull().defaultTo(''))
    .execute()
}
