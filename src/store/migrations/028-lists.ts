import type { Kysely } from 'kysely'

/** Lists of questions that staff keep to try answers with. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('question_list')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull().unique())
    .addColumn('questions', 'text', c => c.notNull())
    .addColumn('count', 'integer', c => c.notNull())
    .addColumn('expected', 'integer', c => c.notNull())
    .addColumn('by', 'text')
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('used_at', 'bigint', c => c.notNull())
    .execute()
}
