import { type Kysely, sql } from 'kysely'

/**
 * What the channels can do as columns, so that queries can ask where somebody is reached; where somebody with a personal link is written to; who may
 * be reached where they were not before.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  for (const name of ['to_people', 'to_groups'])
    await schema
      .alterTable('channel')
      .addColumn(name, 'integer', c => c.notNull().defaultTo(0))
      .execute()
  await schema.alterTable('channel').addColumn('link_prefix', 'text').execute()
  // Until the bot is started the next time, which writes them anew.
  await sql`update channel set
    to_people = abilities like '%"unprompted"%' and abilities like '%"private"%',
    to_groups = abilities like '%"unprompted"%' and abilities like '%"writes-groups"%'`.execute(db)
  for (const name of ['handle', 'channel', 'chat'])
    await schema
      .alterTable('link')
      .addColumn(name, 'text', c => c.notNull().defaultTo(''))
      .execute()
  await sql`update link set handle = 'web:p:' || number, channel = 'web', chat = 'web:p:' || number || ':private'`.execute(
    db,
  )
  await schema
    .createTable('arrival')
    .addColumn('number', 'text', c => c.primaryKey())
    .execute()
}
