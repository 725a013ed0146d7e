import { type Kysely, sql } from 'kysely'

/** Where messages, answers and drafts stand that may show a picture, and by what their pictured rows are found. */
const carriers = [
  { table: 'web_message', column: 'body', by: 'chat' },
  { table: 'delivery', column: 'body', by: 'seq' },
  { table: 'broadcast', column: 'body', by: 'number' },
  { table: 'submission', column: 'answers', by: 'number' },
  { table: 'person_memory', column: 'state', by: 'person' },
  { table: 'session', column: 'state', by: 'person' },
  { table: 'door', column: 'frame', by: 'id' },
] as const

/**
 * Who holds which kept picture, and an index over just those rows of each table that show one: what uses a picture is then found without reading
 * everything, and is right in every transaction without anybody's care.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('picture')
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('holder', 'text', c => c.notNull())
    .addColumn('bytes', 'bigint', c => c.notNull())
    .addColumn('code', 'text')
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('look_at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('picture_pk', ['name', 'holder'])
    .execute()
  await schema.createIndex('picture_holder').on('picture').columns(['holder', 'at']).execute()
  await schema.createIndex('picture_look_at').on('picture').column('look_at').execute()
  for (const { table, column, by } of carriers)
    await sql`create index ${sql.ref(`${table}_pictured`)} on ${sql.table(table)} (${sql.ref(by)})
      where instr(${sql.ref(column)}, '"url":"/pictures/') > 0`.execute(db)
}
