import type { Kysely } from 'kysely'
import type { BoundGroup, ClassRef, GroupProposal, PeopleEffect, RosterEffect } from '../../core/roster.ts'
import type { Chat } from '../../core/update.ts'
import type { Tables } from '../schema.ts'
import { noteGroup } from './arrivals.ts'

/** Asks whether a group is an old one. */
export async function propose(
  db: Kysely<Tables>,
  { id, before, to }: Extract<RosterEffect, { do: 'propose-group' }>,
  { chat, at }: { chat: Chat; at: number },
): Promise<void> {
  const where = { chat: chat.id, channel: chat.channel, title: chat.title }
  await db
    .insertInto('group_proposal')
    .values({ id, ...where, before, college: to.college, class_name: to.name, state: 'open', at })
    .onConflict(c => c.doNothing())
    .execute()
}

type Of<D extends PeopleEffect['do']> = Extract<PeopleEffect, { do: D }>

/** Binds a group to a class, or to none. */
export async function saveGroup(db: Kysely<Tables>, { chat, to, by }: Of<'bind-group'>, at: number): Promise<void> {
  await db.deleteFrom('group_class').where('chat', '=', chat.id).execute()
  if (to === null) return
  const row = { chat: chat.id, channel: chat.channel, college: to.college, class_name: to.name, by, at }
  await db.insertInto('group_class').values(row).execute()
  await noteGroup(db, to)
}

/** Saves the answer whether a group is an old one. */
export async function settle(
  db: Kysely<Tables>,
  { proposal, isYes, by }: Of<'settle-group'>,
  at: number,
): Promise<void> {
  await db
    .updateTable('group_proposal')
    .set({ state: isYes ? 'yes' : 'no' })
    .where('id', '=', proposal.id)
    .execute()
  if (!isYes) return
  await db.deleteFrom('group_class').where('chat', '=', proposal.before).execute()
  const chat: Chat = { id: proposal.chat, channel: proposal.channel, kind: 'group', title: proposal.title }
  await saveGroup(db, { do: 'bind-group', chat, to: proposal.to, by }, at)
  // What else was asked about this group is answered by it.
  await db
    .updateTable('group_proposal')
    .set({ state: 'no' })
    .where('chat', '=', proposal.chat)
    .where('state', '=', 'open')
    .execute()
}

/** The class whose group a chat is, or null. */
export async function classOf(db: Kysely<Tables>, chat: string): Promise<ClassRef | null> {
  const row = await db
    .selectFrom('group_class')
    .select(['college', 'class_name as name'])
    .where('chat', '=', chat)
    .executeTakeFirst()
  return row ?? null
}

/** What can be asked about groups within a turn's transaction. */
export function groupReads(db: Kysely<Tables>) {
  return {
    classOf: (chat: string) => classOf(db, chat),
    chatsOf: ({ college, name }: ClassRef) =>
      db
        .selectFrom('group_class')
        .select(['chat', 'channel'])
        .where('college', '=', college)
        .where('class_name', '=', name)
        .execute(),
    async boundGroups(channel: string): Promise<BoundGroup[]> {
      const rows = await db
        .selectFrom('group_class')
        .innerJoin('chat', 'chat.id', 'group_class.chat')
        .select(['group_class.chat', 'title', 'college', 'class_name as name', 'chat.at as heardAt'])
        .where('group_class.channel', '=', channel)
        .execute()
      return rows
    },
    async proposal(id: string): Promise<GroupProposal | null> {
      const row = await db.selectFrom('group_proposal').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return null
      const { college, class_name, at, ...rest } = row
      return { ...rest, to: { college, name: class_name } }
    },
    openProposals: () => unanswered(db),
    async isProposed(chat: string, before: string): Promise<boolean> {
      const row = await db
        .selectFrom('group_proposal')
        .select('id')
        .where('chat', '=', chat)
        .where('before', '=', before)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

/** Questions whether a group is an old one that nobody has answered yet. */
async function unanswered(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('group_proposal')
    .leftJoin('chat', 'chat.id', 'group_proposal.before')
    .selectAll('group_proposal')
    .select('chat.title as beforeTitle')
    .where('group_proposal.state', '=', 'open')
    .orderBy('group_proposal.at')
    .execute()
  return rows.map(({ college, class_name, beforeTitle, ...rest }) => ({
    ...rest,
    beforeTitle: beforeTitle ?? '',
    to: { college, name: class_name },
  }))
}
