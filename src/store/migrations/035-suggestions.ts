import type { Kysely } from 'kysely'

/** Requests that are for an office of the college or the school (suggestions), and those whose writer the office does not learn of. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('handoff').addColumn('office', 'text').execute()
  await db.schema.alterTable('handoff').addColumn('is_anonymous', 'integer').execute()
}
