import { type Kysely, sql } from 'kysely'

/**
 * Requests for a person and tags know when they end (those of before: 180 days after they were made); the audit log lets go of lines that are three
 * years older than its newest one, and of no others.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['handoff', 'tag']) {
    await db.schema
      .alterTable(table)
      .addColumn('delete_at', 'bigint', c => c.notNull().defaultTo(0))
      .execute()
    await sql`update ${sql.table(table)} set delete_at = at + 180 * 86400000`.execute(db)
  }
  await db.schema.createIndex('handoff_person').on('handoff').column('person').execute()
  await db.schema.createIndex('delivery_done_at').on('delivery').column('done_at').execute()
  await db.schema.createIndex('web_message_at').on('web_message').column('at').execute()
  await db.schema.createIndex('update_seen_at').on('update_seen').column('at').execute()
  await sql`drop trigger audit_stays`.execute(db)
  await sql`create trigger audit_stays before delete on audit
    when old.at > (select max(at) from audit) - 1095 * 86400000
    begin select raise(abort, 'the audit log only grows'); end`.execute(db)
}
