import type { Database } from './open.ts'

/**
 * Deletes what is older than `before`: ids of updates, sessions, ended deliveries, the web chat's messages, open questions, old codes
 * and attempts to bind, one-time links, who confirmed which broadcast, what came of reminders. Waiting deliveries, the broadcasts
 * themselves, ratings and the audit log stay.
 */
export async function purge({ transact }: Database, before: Date): Promise<void> {
  const at = before.getTime()
  await transact(async db => {
    await db.deleteFrom('update_seen').where('at', '<', at).execute()
    await db.deleteFrom('session').where('at', '<', at).execute()
    await db.deleteFrom('delivery').where('done_at', '<', at).execute()
    await db.deleteFrom('web_message').where('at', '<', at).execute()
    await db.deleteFrom('door').where('until', '<', at).execute()
    await db.deleteFrom('bind_attempt').where('at', '<', at).execute()
    await db.deleteFrom('bind_code').where('until', '<', at).execute()
    await db.deleteFrom('group_proposal').where('at', '<', at).execute()
    const over = db.selectFrom('broadcast').select('number').where('closes_at', '<', at)
    for (const table of ['broadcast_recipient', 'broadcast_group'] as const)
      await db.deleteFrom(table).where('broadcast', 'in', over).execute()
    await db.deleteFrom('reminder_run').where('at', '<', at).execute()
    await db.deleteFrom('reminder').where('until', '<', at).execute()
    await db.deleteFrom('unanswered').where('last_at', '<', at).execute()
  })
}
