import type { Kysely, Selectable } from 'kysely'
import type { Transcript } from '../channels/web/transcript.ts'
import type { WireMessage } from '../channels/web/wire.ts'
import { harmless, onOneLine } from '../core/text/harmless.ts'
import type { Update } from '../core/update.ts'
import type { Database } from './open.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './schema.ts'

/** Puts a line at the end, unless one with its id is there. */
const putLine = prepared<Omit<Tables['web_message'], 'seq'>, { seq: number }>((db, slot) =>
  db
    .insertInto('web_message')
    .values({
      id: slot('id'),
      chat: slot('chat'),
      person: slot('person'),
      name: slot('name'),
      body: slot('body'),
      at: slot('at'),
    })
    .onConflict(c => c.column('id').doNothing())
    .returning('seq'),
)

const rowOf = ({ id, chat, from, at, ...body }: Omit<WireMessage, 'seq'>) => ({
  id,
  chat,
  person: from?.id ?? null,
  name: from?.name ?? '',
  body: JSON.stringify(body),
  at: new Date(at).getTime(),
})

/** Keeps what a person wrote as a line, where its channel has us keep it; within the transaction of its turn, so that none is without the other. */
export async function keepLine(db: Kysely<Tables>, { chat, person, at, message }: Update): Promise<void> {
  const { line, text, images, videos = [] } = message
  if (line === undefined) return
  const files = videos.map(({ url }) => ({ url, name: url.slice(url.lastIndexOf('/') + 1) }))
  const pictures = images.map(({ url, alt, hash }) => ({ url, alt, hash }))
  const shown = { text, images: pictures, ...(files.length > 0 ? { files } : {}), choices: [], rateable: false }
  const from = { id: person.id, name: person.name }
  await putLine(db, rowOf({ id: line, chat: chat.id, from, to: null, ...shown, at: at.toISOString() }))
}

/** The web chat's messages over SQL. */
export function makeTranscript({ db, transact }: Database): Transcript {
  return {
    async add(message) {
      const row = rowOf(message)
      const { rows } = await transact(tx => putLine(tx, row))
      return rows[0] ? messageOf({ seq: rows[0].seq, ...row }) : null
    },
    async has(id) {
      return (await db.selectFrom('web_message').select('seq').where('id', '=', id).executeTakeFirst()) !== undefined
    },
    async next(seq, { chats, limit }) {
      const rows = await linesIn(db, chats).where('seq', '>', seq).orderBy('seq').limit(limit).execute()
      return rows.map(messageOf)
    },
    async after(seq, { chats, limit }) {
      if (chats.length === 0) return []
      const rows = await linesIn(db, chats).where('seq', '>', seq).orderBy('seq', 'desc').limit(limit).execute()
      return rows.reverse().map(messageOf)
    },
    async before(seq, { chat, limit }) {
      const rows = await linesIn(db, [chat]).where('seq', '<', seq).orderBy('seq', 'desc').limit(limit).execute()
      return rows.reverse().map(messageOf)
    },
  }
}

const linesIn = (db: Kysely<Tables>, chats: readonly string[]) =>
  db.selectFrom('web_message').selectAll().where('chat', 'in', chats)

/** A line as a page shows it: what stands in it does nothing but show. */
function messageOf(row: Selectable<Tables['web_message']>): WireMessage {
  const body = JSON.parse(row.body) as Omit<WireMessage, 'seq' | 'id' | 'chat' | 'from' | 'at'>
  return {
    ...body,
    text: harmless(body.text),
    to: body.to && { ...body.to, name: onOneLine(body.to.name) },
    seq: row.seq,
    id: row.id,
    chat: row.chat,
    from: row.person === null ? null : { id: row.person, name: onOneLine(row.name) },
    at: new Date(row.at).toISOString(),
  }
}
