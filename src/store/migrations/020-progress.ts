import { type Kysely, sql } from 'kysely'

/**
 * How far students are is counted from indexes alone, class by class; whoever told that they are at home, or not yet, before the conversation left a
 * mark of it, has one too.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  // Each begins like one that was there, and takes its place.
  await schema.dropIndex('roster_class').execute()
  await schema
    .createIndex('roster_progress')
    .on('roster')
    .columns(['college', 'class_name', 'number', 'role', 'loan'])
    .execute()
  await schema.dropIndex('submission_person').execute()
  await schema.createIndex('submission_progress').on('submission').columns(['person', 'flow', 'state']).execute()
  await schema.createIndex('tag_progress').on('tag').columns(['person', 'name', 'value']).execute()
  // Home wins where somebody told both.
  for (const [value, holds] of [
    ['yes', sql`answers like '%"status":"home"%'`],
    ['no', sql`true`],
  ] as const)
    await sql`insert into tag (person, name, value, at, delete_at)
      select person, 'arrived', ${sql.lit(value)}, max(coalesce(revised_at, at)), max(delete_at) from submission
      where flow = 'arrival' and state != 'withdrawn' and ${holds} group by person
      on conflict do nothing`.execute(db)
}
