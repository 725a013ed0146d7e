import type { Kysely } from 'kysely'

/**
 * The school's own content, version by version; what became of questions that nobody could answer, from which classes they came, and who wants to be told
 * of an answer.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('content_version')
    .addColumn('seq', 'integer', c => c.primaryKey().autoIncrement())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('text', 'text')
    .addColumn('by', 'text')
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('why', 'text', c => c.notNull())
    .addUniqueConstraint('content_version_once', ['kind', 'key', 'version'])
    .execute()
  await schema.alterTable('unanswered').addColumn('ended_at', 'bigint').execute()
  await schema.alterTable('unanswered').addColumn('ended_as', 'text').execute()
  await schema.alterTable('unanswered').addColumn('ended_entry', 'text').execute()
  await schema
    .createTable('unanswered_class')
    .addColumn('question', 'text', c => c.notNull())
    .addColumn('college', 'text', c => c.notNull())
    .addColumn('class_name', 'text', c => c.notNull())
    .addColumn('times', 'integer', c => c.notNull())
    .addColumn('last_at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('unanswered_class_pk', ['question', 'college', 'class_name'])
    .execute()
  await schema
    .createTable('awaited_answer')
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('question', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('awaited_answer_pk', ['person', 'question'])
    .execute()
}
