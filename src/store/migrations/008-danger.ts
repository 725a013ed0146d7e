import { type Kysely, sql } from 'kysely'

/**
 * Crises say what kind of danger it is and whom it is about, and where the person is told what became of it. What staff say of them is kept as
 * labelled data without a person. A question asked out of worry is remembered apart, because it is
 * forgotten within a day.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  for (const column of ['about', 'whom'])
    await schema
      .alterTable('crisis_case')
      .addColumn(column, 'text', c => c.notNull().defaultTo(''))
      .execute()
  for (const column of ['home', 'home_channel'])
    await schema.alterTable('crisis_case').addColumn(column, 'text').execute()
  await sql`update crisis_case set
    about = case type when 'friend' then 'other' when 'self' then 'self' else 'unknown' end,
    type = case type when 'danger' then 'disaster' else 'mind' end`.execute(db)
  await schema
    .createTable('worry')
    .addColumn('person', 'text', c => c.primaryKey())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('worry_at').on('worry').column('at').execute()
  await schema
    .createTable('crisis_label')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('type', 'text', c => c.notNull())
    .addColumn('about', 'text', c => c.notNull())
    .addColumn('grade', 'text', c => c.notNull())
    .addColumn('mark', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('delete_at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('crisis_label_delete_at').on('crisis_label').column('delete_at').execute()
}
