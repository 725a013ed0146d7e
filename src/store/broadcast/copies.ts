import { type Kysely, sql } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import { priorityOf, type Saying } from '../../core/delivery.ts'
import type { Home } from '../../core/roster.ts'
import { deliveryKey } from '../../office/broadcasts/states.ts'
import type { KnownChannel, knownChannels } from '../channels.ts'
import { waitingRow } from '../post.ts'
import type { Tables } from '../schema.ts'
import { field, given } from '../sqlite/sql.ts'

/** What the planner needs to know of the content and of where the bot runs. */
export interface PlanParts {
  ids: Ids
  /** One copy as it is said; `person` is the roster number it is for, or null in a group, `channel` where it goes. */
  copyOf(broadcast: Broadcast, to: { round: number; person: string | null; channel: KnownChannel | undefined }): Saying
  /** The times of a broadcast that begins to leave at `at`. */
  timesOf(broadcast: Broadcast, at: number): { closesAt: number; escalateAt: number | null }
}

/** One step of the planning. */
export interface Planning {
  db: Kysely<Tables>
  broadcast: Broadcast
  round: number
  now: number
  parts: PlanParts
  channels: Awaited<ReturnType<typeof knownChannels>>
}

/** Adds the copies of people with homes; those that stand there already are left alone. Returns how many were added. */
export async function addCopies(
  { db, broadcast, round, now, parts, channels }: Planning,
  homes: ReadonlyMap<string, Home>,
): Promise<number> {
  // Most copies are the same text: it goes to the database once.
  const plain = JSON.stringify(parts.copyOf(broadcast, { round, person: null, channel: undefined }))
  const rows = [...homes].map(([number, { handle, chat }]) => {
    const body = JSON.stringify(parts.copyOf(broadcast, { round, person: number, channel: channels.get(chat.channel) }))
    const key = deliveryKey(broadcast.number, { round, to: 'p', id: number })
    return [parts.ids.next(), key, chat.id, chat.channel, handle, number, body === plain ? null : body]
  })
  const { numAffectedRows } = await sql`insert into delivery
      (id, key, chat, channel, person, recipient, body, matter, about, round,
        chat_kind, purpose, priority, at, state, not_before)
    select ${field(0)}, ${field(1)}, ${field(2)}, ${field(3)}, ${field(4)}, ${field(5)}, coalesce(${field(6)}, ${plain}),
      'broadcast', ${broadcast.number}, ${round},
      'private', 'broadcast', ${copyPriority(broadcast)}, ${now}, 'waiting', 0
    from ${given(rows)} where true
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** 紧急 goes before other broadcasts, but never before replies. */
const copyPriority = ({ level }: Broadcast) => (level === '紧急' ? priorityOf.reminder : priorityOf.broadcast)

/** Adds the copy of one group; false when it stands there already. */
export async function addGroupCopy(
  { db, broadcast, round, now, parts, channels }: Planning,
  { chat, channel }: { chat: string; channel: string },
): Promise<boolean> {
  const row = waitingRow({
    id: parts.ids.next(),
    key: deliveryKey(broadcast.number, { round, to: 'g', id: chat }),
    of: { matter: 'broadcast', about: broadcast.number, round },
    chat: { id: chat, channel, kind: 'group' },
    purpose: 'broadcast',
    to: null,
    saying: parts.copyOf(broadcast, { round, person: null, channel: channels.get(channel) }),
    at: new Date(now),
  })
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('delivery')
    .values({ ...row, priority: copyPriority(broadcast) })
    .onConflict(c => c.doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows) > 0
}
