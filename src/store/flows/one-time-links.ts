import type { Frame } from '../../core/memory.ts'
import { freshMemory } from '../../core/memory.ts'
import type { Update } from '../../core/update.ts'
import type { Database } from '../open.ts'

/** One-time links from a group into a private web chat. */
export function makeOneTimeLinks({ transact }: Database) {
  return {
    /**
     * Opens a link once: whoever comes by it, `person`, finds the run of the group as a draft, and what was asked for there is asked
     * again in the private chat. False when the link is unknown, was used, or is out of date.
     */
    open: (id: string, { person, chat }: Pick<Update, 'person' | 'chat'>, now: Date): Promise<boolean> =>
      transact(async db => {
        const at = now.getTime()
        const link = await db
          .updateTable('door')
          .set({ used_at: at })
          .where('id', '=', id)
          .where('used_at', 'is', null)
          .where('until', '>', at)
          .returningAll()
          .executeTakeFirst()
        if (!link) return false
        const drafts = link.frame === null ? [] : [{ ...(JSON.parse(link.frame) as Frame), chat: chat.id }]
        const state = JSON.stringify({ ...freshMemory(), drafts })
        await db.insertInto('person_memory').values({ person: person.id, state, at }).execute()
        const update: Update = {
          id: `one-time:${id}`,
          chat,
          person,
          at: now,
          message: { text: link.says, images: [], mentioned: false, repliesToBot: false },
        }
        // As a timer, so that it is said even when the process is killed right now.
        const row = { person: person.id, chat: chat.id, update: JSON.stringify(update), due: at }
        await db
          .insertInto('timer')
          .values({ key: update.id, ...row })
          .execute()
        return true
      }),
  }
}
