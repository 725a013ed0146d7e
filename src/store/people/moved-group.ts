import type { Chat } from '../../core/update.ts'
import type { Database } from '../open.ts'

/** A group goes on under another id: its state, its class, people's sessions and what still waits for it move along. Told again, it changes nothing. */
export async function moveChat({ transact }: Database, from: string, to: Chat): Promise<void> {
  await transact(async db => {
    for (const table of ['session', 'group_class', 'timer'] as const) {
      if (!(await db.selectFrom(table).select('chat').where('chat', '=', from).executeTakeFirst())) continue
      await db.deleteFrom(table).where('chat', '=', to.id).execute()
      await db.updateTable(table).set({ chat: to.id }).where('chat', '=', from).execute()
    }
    if (await db.selectFrom('chat').select('id').where('id', '=', from).executeTakeFirst()) {
      await db.deleteFrom('chat').where('id', '=', to.id).execute()
      await db
        .updateTable('chat')
        .set({ id: to.id, ...(to.title ? { title: to.title } : {}) })
        .where('id', '=', from)
        .execute()
    }
    await db
      .updateTable('delivery')
      .set({ chat: to.id })
      .where('chat', '=', from)
      .where('state', 'in', ['waiting', 'sending'])
      .execute()
    await db.updateTable('broadcast_group').set({ chat: to.id }).where('chat', '=', from).execute()
  })
}
