import type { Kysely } from 'kysely'

/** One-time links from a group into the web chat. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('door')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('says', 'text', c => c.notNull())
    .addColumn('frame', 'text')
    .addColumn('until', 'bigint', c => c.notNull())
    .addColumn('used_at', 'bigint')
    .execute()
}
