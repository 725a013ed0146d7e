import type { Kysely } from 'kysely'

/** How a broadcast stands is counted from indexes alone: by class with the reasons, and as a whole. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.dropIndex('broadcast_recipient_class').execute()
  await schema
    .createIndex('broadcast_recipient_class')
    .on('broadcast_recipient')
    .columns(['broadcast', 'college', 'class_name', 'state', 'reason', 'claimed_at'])
    .execute()
  await schema
    .createIndex('broadcast_recipient_state')
    .on('broadcast_recipient')
    .columns(['broadcast', 'state'])
    .execute()
}
