import type { Kysely } from 'kysely'

/** Whether somebody can be reached is seen in an index alone, person by person. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  // It begins like the one that was there, and takes its place.
  await schema.dropIndex('binding_number').execute()
  await schema
    .createIndex('binding_reach')
    .on('binding')
    .columns(['number', 'channel', 'private_chat', 'handle'])
    .execute()
}
