import type { Selectable } from 'kysely'
import type { Transcript } from '../channels/web/transcript.ts'
import type { WireMessage } from '../channels/web/wire.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** The web chat's messages over SQL. */
export function makeTranscript({ db }: Database): Transcript {
  return {
    async add({ id, chat, from, at, ...body }) {
      const row = await db
        .insertInto('web_message')
        .values({
          id,
          chat,
          person: from?.id ?? null,
          name: from?.name ?? '',
          body: JSON.stringify(body),
          at: new Date(at).getTime(),
        })
        .onConflict(c => c.column('id').doNothing())
        .returning('seq')
        .executeTakeFirst()
      return row ? { seq: row.seq, id, chat, from, at, ...body } : null
    },
    async after(seq, { chats, limit }) {
      if (chats.length === 0) return []
      const rows = await db
        .selectFrom('web_message')
        .selectAll()
        .where('chat', 'in', chats)
        .where('seq', '>', seq)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.reverse().map(messageOf)
    },
    async before(seq, { chat, limit }) {
      const rows = await db
        .selectFrom('web_message')
        .selectAll()
        .where('chat', '=', chat)
        .where('seq', '<', seq)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.reverse().map(messageOf)
    },
  }
}

function messageOf(row: Selectable<Tables['web_message']>): WireMessage {
  return {
    ...(JSON.parse(row.body) as Omit<WireMessage, 'seq' | 'id' | 'chat' | 'from' | 'at'>),
    seq: row.seq,
    id: row.id,
    chat: row.chat,
    from: row.person === null ? null : { id: row.person, name: row.name },
    at: new Date(row.at).toISOString(),
  }
}
