import type { KnownGroup } from '../../core/channel.ts'
import type { Database } from '../open.ts'
import { noteGroup } from './arrivals.ts'

/**
 * Keeps the groups that channels know by their settings, so that they can be written to before anything is heard there. A class that the
 * settings name is the group's class; what someone said in the chat itself is not overwritten.
 */
export async function keepKnownGroups({ transact }: Database, groups: readonly KnownGroup[], at: Date): Promise<void> {
  await transact(async db => {
    await db.deleteFrom('group_class').where('by', '=', 'settings').execute()
    for (const { chat, unit } of groups) {
      const { id, channel, kind, title } = chat
      await db
        .insertInto('chat')
        .values({ id, channel, kind, title, state: '{}', at: at.getTime() })
        .onConflict(c => c.column('id').doUpdateSet({ title, at: at.getTime() }))
        .execute()
      if (!unit) continue
      const row = {
        chat: id,
        channel,
        college: unit.college,
        class_name: unit.className,
        by: 'settings',
        at: at.getTime(),
      }
      await db
        .insertInto('group_class')
        .values(row)
        .onConflict(c => c.doNothing())
        .execute()
      await noteGroup(db, { college: unit.college, name: unit.className })
    }
  })
}
