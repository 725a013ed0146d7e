import type { Kysely } from 'kysely'
import type { Group, GroupEffect, GroupReads } from '../../core/group.ts'
import { type ChatState, freshChatState } from '../../core/session.ts'
import type { Tables } from '../schema.ts'
import { shortFirst } from '../sqlite/sql.ts'

/** Changes how a group is served, which is part of what is remembered of its chat; a turn there has saved the rest before. */
export async function saveServing(db: Kysely<Tables>, { chat, as }: GroupEffect): Promise<void> {
  const row = await db.selectFrom('chat').select('state').where('id', '=', chat).executeTakeFirst()
  if (!row) return
  const state = JSON.stringify({ ...JSON.parse(row.state), ...as })
  await db.updateTable('chat').set({ state }).where('id', '=', chat).execute()
}

/** What can be asked about groups, in a transaction. */
export function servingReads(db: Kysely<Tables>): GroupReads {
  return {
    all: async () =>
      (await groups(db).orderBy(shortFirst('title')).orderBy('title').orderBy('id').execute()).map(groupOf),
    async one(chat) {
      const row = await groups(db).where('id', '=', chat).executeTakeFirst()
      return row ? groupOf(row) : null
    },
  }
}

const groups = (db: Kysely<Tables>) =>
  db
    .selectFrom('chat')
    .leftJoin('group_class', 'group_class.chat', 'chat.id')
    .select(['id', 'chat.channel', 'title', 'state', 'college', 'class_name as name'])
    .where('kind', '=', 'group')

function groupOf(row: Awaited<ReturnType<ReturnType<typeof groups>['execute']>>[number]): Group {
  const { id, channel, title, state, college, name } = row
  const { mode, watched } = { ...freshChatState(), ...(JSON.parse(state) as Partial<ChatState>) }
  const unit = college === null || name === null ? null : { college, name }
  return { chat: { id, channel, kind: 'group', title }, unit, mode, watched }
}
