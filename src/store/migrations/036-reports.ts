import { type Kysely, sql } from 'kysely'

/**
 * Requests that are reports: of what, whether it goes on now, whether only whoever sees to it may know who reported it, whose it is (a class; empty for the
 * school's), and who is told next when nobody takes it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const added = [
    ['report', 'text'],
    ['is_now', 'integer'],
    ['is_hidden', 'integer'],
    ['college', 'text'],
    ['class_name', 'text'],
    ['step', 'integer'],
    ['next_at', 'bigint'],
  ] as const
  for (const [name, type] of added) await db.schema.alterTable('handoff').addColumn(name, type).execute()
  await sql`create index handoff_next on handoff (next_at) where next_at is not null`.execute(db)
}
