import type { Kysely } from 'kysely'

/** Postings of jobs, and what people want to be told of. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('job_posting')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('employer', 'text', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('until', 'text', c => c.notNull())
    .addColumn('contact', 'text', c => c.notNull())
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('about', 'text', c => c.notNull())
    .addColumn('ends_at', 'bigint', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('released_by', 'text')
    .addColumn('released_at', 'bigint')
    .addColumn('release', 'integer')
    .execute()
  await schema.createIndex('job_posting_state').on('job_posting').columns(['state', 'until']).execute()
  await schema
    .createTable('job_wish')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('sought', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('seen', 'integer', c => c.notNull())
    .addColumn('looked_at', 'bigint')
    .execute()
  await schema.createIndex('job_wish_person').on('job_wish').column('person').execute()
  await schema.createIndex('job_wish_seen').on('job_wish').column('seen').execute()
  await (db as unknown as Kysely<{ counter: { name: string; value: number } }>)
    .insertInto('counter')
    .values({ name: 'posting', value: 0 })
    .execute()
}
