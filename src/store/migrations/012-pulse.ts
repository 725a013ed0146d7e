import type { Kysely } from 'kysely'

/** When the bot last lived: one row, by which a full disk and a clock that was put back while nothing ran are noticed. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('pulse')
    .addColumn('id', 'integer', c => c.primaryKey())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
}
