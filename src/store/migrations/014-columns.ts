import { type Kysely, sql } from 'kysely'

/** A delivery of a version before, as far as this migration reads it. */
interface Delivery {
  seq: number
  key: string
}

/** What stands in a key, by its kind: the columns that took its place. */
const kinds: readonly [RegExp, (found: RegExpExecArray) => Record<string, unknown>][] = [
  [
    /^broadcast:(A\d+):(?:resend(\d+):)?([pg]):(.+)$/s,
    ([, about, round = '0', to, id]) => ({
      matter: 'broadcast',
      about,
      round: Number(round),
      recipient: to === 'p' ? id : null,
    }),
  ],
  [/^crisis:([^:]+):(\d+):/, ([, about, step]) => ({ matter: 'crisis', about, round: Number(step) })],
  [/^handoff:(.+)$/s, ([, about]) => ({ matter: 'handoff', about })],
  [
    /^reminder:(.+?):(\d{4}-\d\d-\d\dT[\d:.]+Z):/s,
    ([, about, instant]) => ({ matter: 'reminder', about, round: Date.parse(instant!) }),
  ],
]

const chunk = 1000

/**
 * Deliveries say in columns what was read out of their keys before, and who holds the lease under which they are being sent. Numbers that
 * are counted come from one table, and none comes twice.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const column of ['answers', 'matter', 'about', 'recipient', 'lease_holder'])
    await db.schema.alterTable('delivery').addColumn(column, 'text').execute()
  await db.schema.alterTable('delivery').addColumn('round', 'bigint').execute()
  // `reply:<update>:<n>`
  await sql`update delivery set answers = substr(rtrim(key, '0123456789'), 7, length(rtrim(key, '0123456789')) - 7)
    where key >= 'reply:' and key < 'reply;'`.execute(db)
  await readKeys(db as unknown as Kysely<{ delivery: Delivery }>)
  // Replies are no matter of anything, and cost nothing here.
  await sql`create index delivery_matter on delivery (matter, about, round) where matter is not null`.execute(db)
  await addCounter(db)
}

async function readKeys(db: Kysely<{ delivery: Delivery }>): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('delivery')
      .select(['seq', 'key'])
      .where('seq', '>', after)
      .where('key', 'not like', 'reply:%')
      .orderBy('seq')
      .limit(chunk)
      .execute()
    for (const { seq, key } of rows) {
      const columns = columnsOf(key)
      if (columns) await db.updateTable('delivery').set(columns).where('seq', '=', seq).execute()
    }
    if (rows.length < chunk) return
    after = rows.at(-1)!.seq
  }
}

function columnsOf(key: string): Record<string, unknown> | null {
  for (const [pattern, read] of kinds) {
    const found = pattern.exec(key)
    if (found) return read(found)
  }
  return null
}

async function addCounter(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('counter')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('value', 'integer', c => c.notNull())
    .execute()
  await sql`insert into counter (name, value)
    select 'broadcast', coalesce(max(seq), 0) from broadcast
    union all select 'crisis', coalesce(max(last), 0) from case_number where letter = 'C'
    union all select 'scam', coalesce(max(last), 0) from case_number where letter = 'S'`.execute(db)
  await db.schema.dropTable('case_number').execute()
}
