import type { Kysely } from 'kysely'

/** What staff change in the standing reminders (pauses, times that are left out or moved), and how many did not hear a time because of it. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('reminder_change')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('reminder', 'text', c => c.notNull())
    .addColumn('units', 'text', c => c.notNull())
    .addColumn('instant', 'bigint', c => c.notNull())
    .addColumn('until', 'bigint', c => c.notNull())
    .addColumn('is_done', 'integer', c => c.notNull())
    .addColumn('over_at', 'bigint', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('reminder_change_over').on('reminder_change').column('over_at').execute()
  await schema
    .alterTable('reminder_run')
    .addColumn('held', 'integer', c => c.notNull().defaultTo(0))
    .execute()
}
