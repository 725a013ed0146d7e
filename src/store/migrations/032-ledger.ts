import { type Kysely, sql } from 'kysely'

/** What staff wrote of the duties of the school's notice, with their pictures, and which pictures of records go into the term's report. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('duty_note')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('duty', 'integer', c => c.notNull())
    .addColumn('college', 'text', c => c.notNull())
    .addColumn('day', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('picture', 'text')
    .addColumn('by', 'text')
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('is_gone', 'integer', c => c.notNull())
    .addColumn('delete_at', 'bigint', c => c.notNull())
    .execute()
  await sql`create index duty_note_pictured on duty_note (id)
    where instr(picture, '"url":"/pictures/') > 0`.execute(db)
  await schema
    .createTable('report_picture')
    .addColumn('number', 'text', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('caption', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('report_picture_pk', ['number', 'n'])
    .execute()
}
