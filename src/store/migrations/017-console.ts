import type { Kysely } from 'kysely'

/** Ways into the staff's console: links that are good once, and who is signed in. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('console_link')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('number', 'text', c => c.notNull())
    .addColumn('until', 'bigint', c => c.notNull())
    .addColumn('used_at', 'bigint')
    .execute()
  await db.schema
    .createTable('console_session')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('hash', 'text', c => c.notNull().unique())
    .addColumn('number', 'text', c => c.notNull())
    .addColumn('agent', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('seen_at', 'bigint', c => c.notNull())
    .addColumn('fresh_at', 'bigint', c => c.notNull())
    .addColumn('until', 'bigint', c => c.notNull())
    .execute()
  await db.schema.createIndex('console_session_number').on('console_session').column('number').execute()
}
