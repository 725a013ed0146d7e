import type { Kysely } from 'kysely'

/** What guided conversations keep: a person's memory, submissions, requests for help, tags, timers and flow versions. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('person_memory')
    .addColumn('person', 'text', c => c.primaryKey())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('submission')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('flow', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('answers', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('code', 'text', c => c.unique())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('revised_at', 'bigint')
    .addColumn('delete_at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('submission_person').on('submission').column('person').execute()
  await schema.createIndex('submission_flow').on('submission').columns(['flow', 'state']).execute()
  await schema
    .createTable('handoff')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('topic', 'text', c => c.notNull())
    .addColumn('urgency', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('how', 'text', c => c.notNull())
    .addColumn('may_contact', 'integer', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('tag')
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('value', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('tag_pk', ['person', 'name'])
    .execute()
  await schema
    .createTable('timer')
    .addColumn('key', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('chat', 'text', c => c.notNull())
    .addColumn('update', 'text', c => c.notNull())
    .addColumn('due', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('timer_due').on('timer').column('due').execute()
  await schema
    .createTable('flow_version')
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('flow_version_pk', ['name', 'version'])
    .execute()
}
