import type { Kysely } from 'kysely'

/** When whoever waited for an answer was told of it: the question may be opened again, and then they wait as before. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('awaited_answer').addColumn('told_at', 'bigint').execute()
}
