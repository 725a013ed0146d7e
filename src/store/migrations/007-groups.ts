import type { Kysely } from 'kysely'

/** Questions to counselors whether a group that came under a new id is an old one. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('group_proposal')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('chat', 'text', c => c.notNull())
    .addColumn('channel', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('before', 'text', c => c.notNull())
    .addColumn('college', 'text', c => c.notNull())
    .addColumn('class_name', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addUniqueConstraint('group_proposal_once', ['chat', 'before'])
    .execute()
}
