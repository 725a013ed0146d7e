import { type Kysely, sql } from 'kysely'

/** When an urgent broadcast is looked after that nobody has approved yet; what waits already is looked after at once. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('broadcast').addColumn('unapproved_at', 'bigint').execute()
  await sql`update broadcast set unapproved_at = created_at where state = 'waiting'`.execute(db)
}
