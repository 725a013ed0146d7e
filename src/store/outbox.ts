import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import type { Chore } from '../core/chore.ts'
import { type Delivery, priorityOf, type Saying } from '../core/delivery.ts'
import { harmless, onOneLine } from '../core/harmless.ts'
import type { ClaimOf, Outbox } from '../delivery/dispatch.ts'
import type { PacedSend } from '../delivery/pace.ts'
import { backoffMs, mostAttempts, type Settled } from '../delivery/retry.ts'
import { type Ended, receive } from './broadcast/receipt.ts'
import type { Database } from './open.ts'
import { ready } from './ready.ts'
import type { Tables } from './schema.ts'

/** Channels that show a delivery once however often it is sent; only there may one of a broadcast be sent again on a guess. */
type Idempotent = ReadonlySet<string>

/** The outbox over SQL. What was claimed under a lease that ran out is free again, so a killed process loses nothing. */
export function makeOutbox(
  { db, transact }: Database,
  { idempotent = new Set() }: { idempotent?: Idempotent } = {},
): Outbox {
  const claims = new Map<string, ReturnType<typeof claimQuery>>()
  /** The query for a kind of claim; there are as many kinds as lanes. */
  const claimOf = (of: ClaimOf) => {
    const name = JSON.stringify(of)
    const made = claims.get(name) ?? claimQuery(of)
    claims.set(name, made)
    return made
  }
  return {
    claim: (now, { of = { outside: [] }, limit, leaseUntil, leaseNow = now }) =>
      transact(async tx => {
        const at = now.getTime()
        const upTo = leaseNow.getTime()
        if ((await anyExpired(tx, { upTo })).rows.length > 0) await giveBack(tx, idempotent, { upTo, now: at })
        const { rows } = await claimOf(of)(tx, { now: at, limit, leaseUntil: leaseUntil.getTime() })
        return [...rows].sort((a, b) => a.priority - b.priority || a.seq - b.seq).map(deliveryOf)
      }),
    settle: (settled, now) =>
      transact(async tx => {
        const copies: Ended[] = []
        for (const one of settled) {
          const saved = await save(tx, one, now.getTime())
          if (saved?.purpose === 'broadcast') copies.push({ ...one, key: saved.key })
        }
        await receive(tx, copies, now.getTime())
      }),
    async nextDue() {
      const row = await db
        .selectFrom('delivery')
        .select(eb => eb.fn.min('not_before').as('at'))
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return row?.at === null || row?.at === undefined ? null : new Date(Number(row.at))
    },
  }
}

/** Claims are made at every wake-up and receipts saved for every message, so their queries are built once. */
const claimQuery = (of: ClaimOf) =>
  ready<{ now: number; limit: number; leaseUntil: number }, Selectable<Tables['delivery']>>((db, slot) =>
    db
      .updateTable('delivery')
      .set({ state: 'sending', lease_until: slot('leaseUntil') })
      .where('seq', 'in', dueSeqs(db, slot('now'), { of, limit: slot('limit') }))
      .returningAll(),
  )

const anyExpired = ready<{ upTo: number }, { seq: number }>((db, slot) =>
  db
    .selectFrom('delivery')
    .select('seq')
    .where('state', '=', 'sending')
    .where('lease_until', '<=', slot('upTo'))
    .limit(1),
)

const saveDelivered = ready<{ id: string; nativeId: string; at: number }, Pick<Tables['delivery'], 'key' | 'purpose'>>(
  (db, slot) =>
    db
      .updateTable('delivery')
      .set({ state: 'delivered', native_id: slot('nativeId'), done_at: slot('at') })
      .where('id', '=', slot('id'))
      .returning(['key', 'purpose']),
)

async function save(db: Kysely<Tables>, one: Settled, at: number) {
  if (one.state === 'delivered') return (await saveDelivered(db, { id: one.id, nativeId: one.nativeId, at })).rows[0]
  return db
    .updateTable('delivery')
    .set(columns(one, at))
    .where('id', '=', one.id)
    .returning(['key', 'purpose'])
    .executeTakeFirst()
}

function deliveryOf(
  row: Omit<Tables['delivery'], 'seq' | 'lease_until' | 'attempts' | 'native_id' | 'reason' | 'done_at'> & {
    attempts: number
  },
): Delivery {
  return {
    ...(JSON.parse(row.body) as Saying),
    id: row.id,
    purpose: row.purpose,
    key: row.key,
    chatId: row.chat,
    channel: row.channel,
    chatKind: row.chat_kind,
    to: row.person,
    at: new Date(row.at),
    attempts: row.attempts,
  }
}

/** Gives back what a process that is gone had claimed. Call it once at start, while this process holds the database alone. */
export async function releaseClaims(
  { transact }: Database,
  { now, idempotent = new Set() }: { now: Date; idempotent?: Idempotent },
): Promise<void> {
  await transact(tx => giveBack(tx, idempotent, { upTo: Number.MAX_SAFE_INTEGER, now: now.getTime() }))
}

/**
 * No waiting delivery is held longer than its attempts account for. A chore for the sake of `rewind`: what waits because of a time from before the
 * clock was put back would stand still until the clock is there again. A platform that asked for a longer wait asks once more.
 */
export function makeWaits({ transact }: Database): Chore {
  const waits = Array.from({ length: mostAttempts }, (_, attempts) => (attempts === 0 ? 0 : backoffMs(attempts)))
  return {
    name: 'waits',
    nextDue: async () => null,
    run: async () => {},
    rewind: now =>
      transact(async tx => {
        for (const [attempts, waitMs] of waits.entries())
          await tx
            .updateTable('delivery')
            .set({ not_before: now.getTime() + waitMs })
            .where('state', '=', 'waiting')
            .where('attempts', '=', attempts)
            .where('not_before', '>', now.getTime() + waitMs)
            .execute()
      }),
  }
}

/** The sends of the last day, by channel: what a new process must count against the platforms' limits. */
export async function sentLately({ db }: Database, now: Date): Promise<Map<string, PacedSend[]>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['channel', 'chat', 'chat_kind', 'done_at'])
    .where('done_at', '>', now.getTime() - 86_400_000)
    .where('state', '=', 'delivered')
    .orderBy('done_at')
    .execute()
  const sends = rows.map(r => ({
    channel: r.channel,
    chatId: r.chat,
    isGroup: r.chat_kind === 'group',
    at: r.done_at!,
  }))
  return Map.groupBy(sends, s => s.channel)
}

/** Ends leases that ran out by `upTo`: what may arrive twice waits again, the rest is left to a person. */
async function giveBack(
  db: Kysely<Tables>,
  idempotent: Idempotent,
  { upTo, now }: { upTo: number; now: number },
): Promise<void> {
  const expired = (eb: ExpressionBuilder<Tables, 'delivery'>) =>
    eb.and([eb('state', '=', 'sending'), eb('lease_until', '<=', upTo)])
  const doubtful = await db
    .updateTable('delivery')
    .set({ state: 'uncertain', reason: 'uncertain', done_at: now })
    .where(expired)
    .where('purpose', '=', 'broadcast')
    .$if(idempotent.size > 0, q => q.where('channel', 'not in', [...idempotent]))
    .returning('key')
    .execute()
  const ended = doubtful.map(({ key }): Ended => ({ key, state: 'uncertain', reason: 'uncertain' }))
  await receive(db, ended, now)
  await db.updateTable('delivery').set({ state: 'waiting', lease_until: 0 }).where(expired).execute()
}

/**
 * Due deliveries, urgent and then oldest first, leaving out those behind one of the same chat that is being sent, or that is as
 * urgent and not due yet.
 */
function dueSeqs(db: Kysely<Tables>, now: number, { of, limit }: { of: ClaimOf; limit: number }) {
  const free = sql<boolean>`not exists (
    select 1 from delivery as before
    where before.chat = delivery.chat
      and (before.state = 'sending'
        or (before.state = 'waiting' and before.seq < delivery.seq and before.priority <= delivery.priority and before.not_before > ${now})))`
  return db
    .selectFrom('delivery')
    .select('seq')
    .where('state', '=', 'waiting')
    .where('not_before', '<=', now)
    .$if('channel' in of, q => q.where('channel', '=', (of as { channel: string }).channel))
    .$if('outside' in of && of.outside.length > 0, q =>
      q.where('channel', 'not in', (of as { outside: string[] }).outside),
    )
    .where(free)
    .orderBy('priority')
    .orderBy('seq')
    .limit(limit)
}

function columns(settled: Settled, now: number) {
  switch (settled.state) {
    case 'delivered':
      return { state: settled.state, native_id: settled.nativeId, done_at: now }
    case 'refused':
    case 'failed':
    case 'uncertain':
      return { state: settled.state, reason: settled.reason, done_at: now }
    case 'waiting':
      return {
        state: settled.state,
        not_before: settled.notBefore.getTime(),
        attempts: settled.attempts,
        reason: settled.reason,
      }
    case 'released':
      return { state: 'waiting' as const, ...(settled.notBefore ? { not_before: settled.notBefore.getTime() } : {}) }
  }
}

/** A row of the outbox as it begins to wait. */
export function waitingRow({
  id,
  key,
  chat,
  purpose,
  to,
  saying,
  at,
}: Pick<Delivery, 'id' | 'key' | 'purpose' | 'to' | 'at'> & {
  chat: { id: string; channel: string; kind: 'private' | 'group' }
  saying: Saying
}) {
  return {
    id,
    key,
    chat: chat.id,
    chat_kind: chat.kind,
    channel: chat.channel,
    purpose,
    priority: priorityOf[purpose],
    person: to,
    body: JSON.stringify(shown(saying)),
    at: at.getTime(),
    state: 'waiting' as const,
    not_before: 0,
  }
}

/** What is said, as it leaves: in it stand names and words of strangers, which do nothing but show. */
const shown = ({ text, choices, images, ...rest }: Saying): Saying => ({
  ...rest,
  text: harmless(text),
  choices: choices.map(({ value, label }) => ({ value, label: onOneLine(label) })),
  images: images.map(image => ({ ...image, alt: onOneLine(image.alt) })),
})

/** Puts a row of `waitingRow` into the outbox; the built query makes it cheap for the one reply of each turn. */
export const putWaiting = ready<ReturnType<typeof waitingRow>, unknown>((db, slot) =>
  db.insertInto('delivery').values({
    id: slot('id'),
    key: slot('key'),
    chat: slot('chat'),
    chat_kind: slot('chat_kind'),
    channel: slot('channel'),
    purpose: slot('purpose'),
    priority: slot('priority'),
    person: slot('person'),
    body: slot('body'),
    at: slot('at'),
    state: 'waiting',
    not_before: slot('not_before'),
  }),
)
