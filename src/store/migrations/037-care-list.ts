import { type Kysely, sql } from 'kysely'

/** The students whom staff look after more than others, and the talks with them. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('care_entry')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('student', 'text', c => c.notNull())
    .addColumn('reasons', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('next_by', 'text')
    .addColumn('rung_at', 'bigint')
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('result', 'text', c => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('kept_from', 'bigint', c => c.notNull())
    .execute()
  await sql`create unique index care_entry_open on care_entry (student) where state = 'open'`.execute(db)
  await sql`create index care_entry_next on care_entry (next_at) where next_at is not null and rung_at is null`.execute(
    db,
  )
  await schema
    .createTable('care_talk')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('entry', 'text', c => c.notNull())
    .addColumn('student', 'text', c => c.notNull())
    .addColumn('day', 'text', c => c.notNull())
    .addColumn('note', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('care_talk_entry').on('care_talk').column('entry').execute()
}
