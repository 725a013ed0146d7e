import type { Kysely } from 'kysely'

/** The cards of the week that people were sent, and whether their questions were answered right. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('safety_card')
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('story', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('is_right', 'integer')
    .addPrimaryKeyConstraint('safety_card_pk', ['person', 'story'])
    .execute()
  await schema.createIndex('safety_card_at').on('safety_card').column('at').execute()
}
