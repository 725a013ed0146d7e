import type { Kysely } from 'kysely'

/** Notices that were put in, and what became of what they propose. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('notice')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('sha256', 'text', c => c.notNull().unique())
    .addColumn('file', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('number', 'text')
    .addColumn('issued', 'text')
    .addColumn('year', 'integer', c => c.notNull())
    .addColumn('clauses', 'text', c => c.notNull())
    .addColumn('by', 'text')
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema
    .createTable('notice_proposal')
    .addColumn('notice', 'text', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('said', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('taken', 'text')
    .addColumn('duties', 'text', c => c.notNull())
    .addColumn('by', 'text')
    .addColumn('at', 'bigint')
    .addPrimaryKeyConstraint('notice_proposal_pk', ['notice', 'n'])
    .execute()
}
