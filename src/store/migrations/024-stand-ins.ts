import { type Kysely, sql } from 'kysely'

/** Who stands in for whom while they are away; the audit log is read by who did something, and says when somebody was last signed in. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('stand_in')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('away', 'text', c => c.notNull())
    .addColumn('stand_in', 'text', c => c.notNull())
    .addColumn('from_at', 'bigint', c => c.notNull())
    .addColumn('until_at', 'bigint', c => c.notNull())
    .addColumn('away_told', 'integer', c => c.notNull())
    .execute()
  await db.schema.createIndex('stand_in_until').on('stand_in').column('until_at').execute()
  await db.schema.createIndex('audit_person').on('audit').column('person').execute()
  await sql`create index audit_signed_in on audit (person, at) where act = 'console-sign-in'`.execute(db)
}
