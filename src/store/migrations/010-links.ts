import type { Kysely } from 'kysely'

/** Personal links into the web chat: which were handed out, and how often a number's links were taken back. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('link_generation')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('generation', 'integer', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await db.schema
    .createTable('link')
    .addColumn('seq', 'integer', c => c.primaryKey().autoIncrement())
    .addColumn('number', 'text', c => c.notNull())
    .addColumn('generation', 'integer', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('until', 'bigint', c => c.notNull())
    .execute()
  await db.schema.createIndex('link_number').on('link').column('number').execute()
}
