import { type Kysely, sql } from 'kysely'

/** Who is who: the roster, bindings of handles and groups, consent; deliveries learn their purpose; the audit log only grows. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('roster')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('role', 'text', c => c.notNull())
    .addColumn('college', 'text', c => c.notNull())
    .addColumn('class_name', 'text', c => c.notNull())
    .addColumn('dorm', 'text', c => c.notNull())
    .addColumn('loan', 'text', c => c.notNull())
    .addColumn('counselor', 'text', c => c.notNull())
    .addColumn('scope', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('roster_class').on('roster').columns(['college', 'class_name']).execute()
  await schema
    .createTable('binding')
    .addColumn('handle', 'text', c => c.primaryKey())
    .addColumn('number', 'text', c => c.notNull())
    .addColumn('channel', 'text', c => c.notNull())
    .addColumn('private_chat', 'text')
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('binding_number').on('binding').column('number').execute()
  await schema
    .createTable('bind_code')
    .addColumn('number', 'text', c => c.primaryKey())
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('until', 'bigint', c => c.notNull())
    .addColumn('attempts', 'integer', c => c.notNull())
    .execute()
  await schema
    .createTable('bind_attempt')
    .addColumn('handle', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('bind_attempt_handle').on('bind_attempt').columns(['handle', 'at']).execute()
  await schema
    .createTable('group_class')
    .addColumn('chat', 'text', c => c.primaryKey())
    .addColumn('channel', 'text', c => c.notNull())
    .addColumn('college', 'text', c => c.notNull())
    .addColumn('class_name', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .execute()
  await schema.createIndex('group_class_class').on('group_class').columns(['college', 'class_name']).execute()
  await schema
    .createTable('consent')
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('to', 'text', c => c.notNull())
    .addColumn('version', 'text', c => c.notNull())
    .addColumn('is_given', 'integer', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('consent_pk', ['person', 'to'])
    .execute()
  const column = (name: string) => schema.alterTable('delivery').addColumn(name, 'text', c => c.notNull().defaultTo(''))
  await column('purpose').execute()
  await column('chat_kind').execute()
  await schema
    .alterTable('delivery')
    .addColumn('priority', 'integer', c => c.notNull().defaultTo(1))
    .execute()
  await sql`update delivery set purpose = 'reply',
    chat_kind = coalesce((select kind from chat where chat.id = delivery.chat), 'private')`.execute(db)
  await schema.createIndex('delivery_next').on('delivery').columns(['state', 'channel', 'priority', 'seq']).execute()
  await sql`create trigger audit_kept before update on audit begin select raise(abort, 'the audit log only grows'); end`.execute(
    db,
  )
  await sql`create trigger audit_stays before delete on audit begin select raise(abort, 'the audit log only grows'); end`.execute(
    db,
  )
}
