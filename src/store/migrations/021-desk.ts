import { type Kysely, sql } from 'kysely'

/**
 * Who took a request for a person, and what they answered; contributions that were sent back, and those that were chosen for a week; what was still to be
 * done after what staff have recorded, and is done. What was handed in before teachers looked first is looked at once more.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const [name, type] of [
    ['taker', 'text'],
    ['taken_at', 'bigint'],
    ['passed_by', 'text'],
    ['answer', 'text'],
    ['answered_at', 'bigint'],
    ['asked_at', 'bigint'],
    ['done_at', 'bigint'],
  ] as const)
    await db.schema.alterTable('handoff').addColumn(name, type).execute()
  await db.schema.createIndex('handoff_state').on('handoff').columns(['state', 'at']).execute()
  await db.schema.alterTable('submission').addColumn('reason', 'text').execute()
  await db.schema.alterTable('submission').addColumn('followed_at', 'bigint').execute()
  await db.schema.createIndex('submission_state').on('submission').columns(['state', 'flow', 'at', 'number']).execute()
  await db.schema
    .createTable('pick')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('week', 'text', c => c.notNull())
    .addColumn('place', 'integer', c => c.notNull())
    .addColumn('caption', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('pick_week').on('pick').columns(['week', 'place']).execute()
  await sql`update submission set state = 'review' where flow in ('message', 'media') and state in ('submitted', 'late')`.execute(
    db,
  )
}
