import { type Kysely, sql } from 'kysely'

/** What staff plan for people, and what is told of it when. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('activity')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('about', 'text', c => c.notNull())
    .addColumn('audience', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull())
    .execute()
  await schema.createIndex('activity_at').on('activity').column('at').execute()
  await schema
    .createTable('activity_notice')
    .addColumn('activity', 'text', c => c.notNull())
    .addColumn('news', 'text', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull())
    .addColumn('due', 'bigint', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('position', 'text', c => c.notNull())
    .addColumn('audience', 'integer', c => c.notNull())
    .addColumn('unreachable', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('activity_notice_pk', ['activity', 'news', 'revision'])
    .execute()
  await schema.createIndex('activity_notice_due').on('activity_notice').columns(['state', 'due']).execute()
  await sql`insert into counter (name, value) values ('activity', 0)`.execute(db)
}
