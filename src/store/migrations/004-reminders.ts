import type { Kysely } from 'kysely'

/** What people asked to be reminded of; how far each standing reminder has been given, and what came of every time. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('reminder')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('name', 'text')
    .addColumn('handle', 'text', c => c.notNull())
    .addColumn('channel', 'text', c => c.notNull())
    .addColumn('chat', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('reply', 'text')
    .addColumn('rule', 'text', c => c.notNull())
    .addColumn('due', 'bigint', c => c.notNull())
    .addColumn('wake', 'bigint', c => c.notNull())
    .addColumn('until', 'bigint', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('reminder_person').on('reminder').column('person').execute()
  await schema.createIndex('reminder_wake').on('reminder').column('wake').execute()
  await schema
    .createTable('reminder_cursor')
    .addColumn('reminder', 'text', c => c.primaryKey())
    .addColumn('upto', 'bigint', c => c.notNull())
    .addColumn('hold', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('reminder_run')
    .addColumn('reminder', 'text', c => c.notNull())
    .addColumn('instant', 'bigint', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('audience', 'integer', c => c.notNull())
    .addColumn('planned', 'integer', c => c.notNull())
    .addColumn('unreachable', 'integer', c => c.notNull())
    .addColumn('position', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('reminder_run_pk', ['reminder', 'instant'])
    .execute()
  await schema.createIndex('reminder_run_at').on('reminder_run').column('at').execute()
}
